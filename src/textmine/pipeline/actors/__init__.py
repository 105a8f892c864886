"""Who takes part: from mentions to persons, and from persons to who does it to whom.

In the order in which they run: :mod:`mentions` and :mod:`strangers` find the words for persons, :mod:`reading` gives every sentence its
:mod:`links` and :mod:`arguments`, :mod:`roles` names agent and target of a match, :mod:`evidence` collects what is told of whom,
:mod:`casting` makes persons of mentions (:mod:`naming`, :mod:`pronouns`, :mod:`main_persons`), :mod:`completion` fills in what a sentence
leaves out, and :mod:`ownership` and :mod:`attributes` describe the persons.
"""
