"""The tokenizer of blank and embedded pipelines: spaCy's Dutch one, minus the exceptions that swallow a sentence's full stop.

spaCy's Dutch exceptions come from a Belgian list of legal abbreviations. Many are also ordinary words (``hand.``, ``bel.``,
``pas.``), so that the last word of a sentence keeps its full stop, is unknown to every lexicon, and the sentence does not end.
"""

from __future__ import annotations

from spacy.attrs import ORTH
from spacy.language import Language

from textmine.resources import data_root, read_toml


def prepare_tokenizer(nlp: Language) -> None:
    """Make the tokenizer of a Dutch pipeline fit for police and care text; harmless when repeated.

    Parameters
    ----------
    nlp : Language
        A pipeline whose tokenizer has exception rules, such as ``spacy.blank("nl")``; others are left as they are.

    Examples
    --------
    >>> import spacy
    >>> nlp = spacy.blank("nl")
    >>> [token.text for token in nlp("Hij gaf mij een hand.")][-1]
    'hand.'
    >>> prepare_tokenizer(nlp)
    >>> [token.text for token in nlp("A: Hij gaf [slachtoffer 1] o.a. een hand.")]
    ['A', ':', 'Hij', 'gaf', '[', 'slachtoffer', '1', ']', 'o.a.', 'een', 'hand', '.']
    """
    rules = getattr(nlp.tokenizer, "rules", None)
    if rules is None:
        return
    table = read_toml(data_root("pipeline").joinpath("tokenizer.toml"))
    swallowing = {f"{word}." for word in table["ordinary_words"]}
    emoticons = frozenset(table["emoticons"])
    kept = {text: pieces for text, pieces in rules.items() if text not in emoticons and text.lower() not in swallowing}
    for abbreviation in table["abbreviations"]:
        for text in (abbreviation, abbreviation.capitalize()):
            kept.setdefault(text, [{ORTH: text}])
    nlp.tokenizer.rules = kept  # type: ignore[union-attr]
