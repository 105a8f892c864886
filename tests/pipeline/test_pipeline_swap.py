"""What is coded must not depend on where somebody comes from or how old somebody is."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from textmine.codings.quoted import read_quoted

CORPUS = Path(__file__).parents[2] / "corpora" / "evaluatie" / "ontwikkeling"
FORMS = {
    "ROE": ["Roemeense", "Roemeens", "Roemeen", "Roemenië"],
    "HON": ["Hongaarse", "Hongaars", "Hongaar", "Hongarije"],
    "BUL": ["Bulgaarse", "Bulgaars", "Bulgaar", "Bulgarije"],
    "NIG": ["Nigeriaanse", "Nigeriaans", "Nigeriaan", "Nigeria"],
}
NEXT = {
    word: other
    for people, following in zip(FORMS, [*list(FORMS)[1:], "ROE"], strict=True)
    for word, other in zip(FORMS[people], FORMS[following], strict=True)
}
WORD = re.compile(r"\b(" + "|".join(sorted(NEXT, key=len, reverse=True)) + r")\b")
AGE = re.compile(r"\b(1[4-9]|2\d|3\d)(?= jaar\b|-jarig| jr\b|\))")


def other_people(text):
    return WORD.sub(lambda found: NEXT[found[0]], text)


def other_age(text):
    return AGE.sub(lambda found: str(int(found[0]) + (9 if int(found[0]) < 26 else -8)), text)


def means(doc):
    starts = [sent.start_char for sent in doc.sents]
    return {
        (coding.code, coding.presence, sum(start <= coding.start for start in starts))
        for coding in doc._.codings
        if coding.code.startswith("machtsmiddel.")
    }


@pytest.mark.parametrize("swap", [other_people, other_age])
def test_another_origin_or_age_changes_no_coding_of_a_means(nlp_both, swap):
    narratives, _ = read_quoted(CORPUS)
    changed = [(one.id, one.text, swap(one.text)) for one in narratives[:100] if swap(one.text) != one.text]
    assert len(changed) >= 20
    assert [name for name, text, other in changed if means(nlp_both(text)) != means(nlp_both(other))] == []
