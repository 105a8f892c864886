"""Names of persons in the ways in which files write them."""

import pytest

from textmine.pipeline.entities import EntityFinder

FINDER = EntityFinder.from_package()


def persons(text):
    return [entity.value for entity in FINDER.find(text) if entity.label == "PERSOON"]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Sanne, Kim en Joyce gingen mee.", ["Sanne|v", "Kim", "Joyce|v"]),
        ("Kevin's broer Mo was er ook.", ["Kevin|m", "Mo|m"]),
        ("P. de J. en zijn neef M. El A. werden aangehouden.", ["P. de J.", "M. El A."]),
        ("Aangeefster: Maria Gonzalez Lopez, geboren 1-1-1990.", ["Maria Gonzalez Lopez|v"]),
        ("Zij ging met Sanne naar de stad.\nKim belde.", ["Sanne|v", "Kim"]),
        ("mevrouw K., 19 jaar", ["K.|v"]),
        ("mevr. Robin de Boer", ["Robin de Boer|v"]),
        ("Geachte heer Mulder,", ["Mulder|m"]),
        ("[verdachte 1] en [medeverdachte]", ["verdachte 1", "medeverdachte"]),
        ("het adres [adres] en de datum [datum]", []),
        ("Storm was boos. Toen ging Storm weg.", ["Storm", "Storm"]),
        ("Elke dag kwam Elke langs.", ["Elke|v"]),
        ("een Roos en een Parel", []),
        ("SANNE BELDE HAAR MOEDER", []),
        ("sanne belde", []),
        ("Mark Rutte", ["Mark Rutte|m"]),
        ("Frans is een taal.", []),
        ("Frans de Wit belde.", ["Frans de Wit|m"]),
        ("haar broer Facebook", []),
        ("de verdachte Popescu", ["Popescu"]),
        ("de verdachte\nPopescu", []),
        ("Sanne@mail.nl", []),
        ("SO1, VE2 en NN1", []),
    ],
)
def test_persons(text, expected):
    assert persons(text) == expected


def test_a_name_does_not_run_on_to_the_next_line():
    assert persons("Naam: Sanne\nDe Vries belde niet.") == ["Sanne|v"]
