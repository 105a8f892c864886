"""The second opinion: linear models over the words of a sentence, for wordings that no frame has.

:mod:`~textmine.pipeline.learned.sentences` reads what the models see, :mod:`~textmine.pipeline.learned.features` turns it into numbers,
:mod:`~textmine.pipeline.learned.model` holds the weights and says which words decided.
"""
