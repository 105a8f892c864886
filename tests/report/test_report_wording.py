"""The words: both languages complete, every phrase used, numbers as the language writes them."""

import math
import re
import string
from importlib.resources import files

import pytest
from report_toy import CODEBOOK

from textmine.report.wording import Labels, load_wording
from textmine.resources import data_root, read_toml

NL, EN = load_wording("nl"), load_wording("en")
SOURCES = [
    path.read_text(encoding="utf-8")
    for folder in ("", "views", "templates")
    for path in files("textmine.report").joinpath(folder).iterdir()
    if path.name.endswith((".py", ".j2"))
]


def _gaps(phrase):
    return {name for _, name, _, _ in string.Formatter().parse(phrase) if name}


def test_every_phrase_is_there_in_both_languages_with_the_same_gaps():
    assert NL.phrases.keys() == EN.phrases.keys()
    assert {key for key in NL.phrases if _gaps(NL.phrases[key]) != _gaps(EN.phrases[key])} == set()
    assert all(phrase.strip() == phrase and phrase for words in (NL, EN) for phrase in words.phrases.values())


def test_no_table_of_the_file_is_taken_for_a_phrase_or_lost():
    def leaves(table):
        return sum(1 if set(value) == {"nl", "en"} else leaves(value) for value in table.values())

    assert leaves(read_toml(data_root("report") / "strings.toml")) == len(NL.phrases)


def test_every_phrase_that_the_code_names_exists():
    named = {key for text in SOURCES for key in re.findall(r"(?:\bt|words)\(\s*\"([a-z_0-9.]+)\"[,)]", text)}
    assert named - NL.phrases.keys() == set()
    assert len(named) > 80


def test_no_phrase_is_left_over():
    text = "\n".join(SOURCES)
    # A key is used whole, by its last part in a list ("top_means"), or with that part filled in (f"limits.{key}.head").
    unused = [key for key in NL.phrases if key not in text and not re.search(rf"[\"'.~]{key.rsplit('.', 1)[-1]}[\"' .]", text)]
    unused = [
        key
        for key in unused
        if not key.endswith((".one", ".other", ".head", ".body")) and not key.startswith("dimensions.victims_")
    ]
    assert unused == []


@pytest.mark.parametrize(
    ("share", "expected"),
    [
        (0, "0%"),
        (0.001, "<1%"),
        (0.005, "1%"),
        (0.125, "13%"),
        (0.994, "99%"),
        (0.999, ">99%"),
        (1, "100%"),
        (math.nan, "n.b."),
        (None, "n.b."),
    ],
)
def test_a_percentage_never_rounds_to_a_false_none_or_all(share, expected):
    assert NL.percent(share) == expected


@pytest.mark.parametrize(
    ("words", "value", "expected"),
    [
        (NL, 0.5, "0,50"),
        (EN, 0.5, "0.50"),
        (NL, -0.0001, "0,00"),
        (NL, -0.25, "-0,25"),
        (NL, math.inf, "n.b."),
        (EN, None, "n/d"),
        (NL, "x", "n.b."),
    ],
)
def test_numbers(words, value, expected):
    assert words.number(value) == expected


def test_share_of_nothing_is_undefined_and_thousands_are_separated():
    assert NL.share(0, 0) == "n.b."
    assert (NL.integer(12345), EN.integer(12345)) == ("12.345", "12,345")
    assert NL.interval(0.5, math.nan, 0.6) == "0,50"
    assert NL.interval(math.nan, 0.4, 0.6) == "n.b."


def test_an_unknown_language_is_refused():
    with pytest.raises(ValueError, match="nl or en, not in 'de'"):
        load_wording("de")


def test_labels_follow_the_language_and_leave_unknown_ids_as_they_are():
    nl, en = Labels(CODEBOOK, NL), Labels(CODEBOOK, EN)
    assert nl.code("machtsmiddel.bedreiging") == CODEBOOK.codes["machtsmiddel.bedreiging"].label_nl
    assert en.code("machtsmiddel.bedreiging") == CODEBOOK.codes["machtsmiddel.bedreiging"].label_en
    assert (nl.code("eigen.code"), nl.full_code("eigen.code"), nl.dimension("eigen"), nl.value("rol", "buur")) == (
        "eigen.code",
        "eigen.code",
        "eigen",
        "buur",
    )
    assert nl.values("rol", "slachtoffer;uitbuiter;") == "slachtoffer, uitbuiter"
    assert (nl.countries("RO;XX"), en.countries("RO")) == ("Roemenië, XX", "Romania")
