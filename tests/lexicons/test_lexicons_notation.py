from __future__ import annotations

import pytest

from textmine.errors import LexiconError
from textmine.lexicons import packaged_lexicon
from textmine.lexicons.loader import build_lexicon
from textmine.lexicons.notation import wordings


def texts(entry):
    """Every wording of an entry as the texts that it stands for, for entries without a choice of single words."""
    return {" ".join("/".join(sorted(slot)) for slot in slots) for slots in wordings(entry)}


@pytest.mark.parametrize(
    ("entry", "expected"),
    [
        ("op straat", {"op straat"}),
        ("(a|b) c", {"a/b c"}),
        ("a (b|)", {"a b", "a"}),
        ("a (b c|d) e", {"a b c e", "a d e"}),
        ("(on|)beschermd", {"onbeschermd", "beschermd"}),
        (
            "werd (door (hem|ve)|verplicht|) gezet",
            {"werd door hem gezet", "werd door ve gezet", "werd verplicht gezet", "werd gezet"},
        ),
        ("a ((b|c) d|e)", {"a b d", "a c d", "a e"}),
        ("a (b (c|d (e|f))|)", {"a b c", "a b d e", "a b d f", "a"}),
    ],
)
def test_wordings(entry, expected):
    assert texts(entry) == expected


def test_an_open_bracket_is_named_with_its_entry():
    tree = dict(packaged_lexicon().tree)
    name = "classes/proef.toml"
    tree[name] = '[[class]]\nid = "PROEF"\nwords = ["op (de|het straat"]\nmatch = ["x"]\nno_match = ["y"]\n'
    with pytest.raises(LexiconError, match=r"classes/proef\.toml: PROEF: op \(de\|het straat: a bracket is not closed"):
        build_lexicon(tree)
