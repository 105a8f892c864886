"""Countries, nationalities and regions cover what they claim to cover."""

import re

import pytest
from babel import Locale

from textmine.pipeline.entities import EntityFinder, region
from textmine.pipeline.entities.tables import packaged_table

REGIONS = {"nederland", "oost_europa", "west_afrika", "overig_afrika", "latijns_amerika", "azie", "overig"}
CODES = set(packaged_table("countries_cldr").table("names").texts())
FINDER = EntityFinder.from_package()


def test_every_country_has_one_region():
    regions = packaged_table("regions").table("regions")
    codes = [code for name, text in regions.texts() for code in text.split()]
    assert len(codes) == len(set(codes))
    assert {code for code, _ in CODES} - set(codes) == set()
    assert {region(code) for code in codes} == REGIONS


@pytest.mark.parametrize(
    ("iso", "expected"),
    [
        ("NL", "nederland"),
        ("RO", "oost_europa"),
        ("RU", "oost_europa"),
        ("XK", "oost_europa"),
        ("NG", "west_afrika"),
        ("UG", "overig_afrika"),
        ("DZ", "overig_afrika"),
        ("SR", "latijns_amerika"),
        ("CW", "latijns_amerika"),
        ("AN", "latijns_amerika"),
        ("SY", "azie"),
        ("TR", "overig"),
        ("MA", "overig"),
        ("US", "overig"),
        ("west_afrika", "west_afrika"),
        ("", ""),
        ("ro", ""),
    ],
)
def test_region(iso, expected):
    assert region(iso) == expected


def test_country_names_are_those_of_cldr():
    territories = Locale("nl").territories
    assert {code for code, _ in CODES} <= set(territories)
    assert sum(territories[code] == name for code, name in CODES) > 0.95 * len(CODES)


@pytest.mark.parametrize(("code", "name"), sorted(CODES))
def test_every_country_is_found(code, name):
    found = FINDER.find(f"Zij reisde naar {name} met de bus.")
    assert (code, 16) in {(entity.value, entity.start) for entity in found if entity.label == "LAND"}


def test_nationalities_of_more_than_a_hundred_and_ten_countries():
    nationalities = dict(packaged_table("nationalities").table("nationalities").texts())
    assert len(nationalities) >= 110
    assert all(region(code) for code in nationalities)


@pytest.mark.parametrize(("code", "line"), sorted(packaged_table("nationalities").table("nationalities").texts()))
def test_every_nationality_is_found_with_its_inflection(code, line):
    adjective = line.partition(";")[0].strip()
    inflected = re.sub("ees$", "es", adjective) + "e"
    for text in (f"een {adjective} meisje", f"een {inflected} vrouw", f"de {inflected.lower()} vrouw"):
        found = [entity for entity in FINDER.find(text) if entity.label == "NATIONALITEIT"]
        short = len(adjective) < 5 or (len(adjective) < 6 and text.startswith("de"))
        assert [entity.value for entity in found] == [code] or short, text
