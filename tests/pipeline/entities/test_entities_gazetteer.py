"""The recipe of the files that come from elsewhere, and the places they give."""

import tomllib

import pytest

from textmine.pipeline.entities import EntityFinder
from textmine.pipeline.entities.gazetteer import countries_toml, places_toml
from textmine.pipeline.entities.tables import packaged_folder
from textmine.resources import read_tree

FINDER = EntityFinder.from_package()
CITIES = [
    {"name": "Groot", "countrycode": "NL", "population": 900_000},
    {"name": "Klein", "countrycode": "NL", "population": 600},
    {"name": "Klein", "countrycode": "US", "population": 2_000_000},
    {"name": "Verweg", "countrycode": "CA", "population": 150_000},
    {"name": "Verweg", "countrycode": "GB", "population": 700_000},
    {"name": "Gehucht", "countrycode": "GB", "population": 9_000},
]


def names(data, group, country):
    return [name.strip() for name in data[group].get(country, "").split("|") if name.strip()]


def test_places_are_grouped_by_size_and_one_of_a_name_stays():
    data = tomllib.loads(places_toml(CITIES, "0.0"))
    assert (names(data, "plain", "NL"), names(data, "plain", "GB")) == (["Groot"], ["Verweg"])
    assert names(data, "in_context", "NL") == ["Klein"]
    assert "US" not in data["in_context"] and "CA" not in data["in_context"]


def test_packaged_files_name_their_source_and_licence():
    tree = read_tree(packaged_folder())
    assert "GeoNames" in tree["places_geonames.toml"] and "CC BY 4.0" in tree["places_geonames.toml"]
    assert "CLDR" in tree["countries_cldr.toml"] and "Unicode-3.0" in tree["countries_cldr.toml"]


def test_countries_recipe_gives_countries_only():
    names_by_code = tomllib.loads(countries_toml())["names"]
    assert names_by_code["RO"] == "Roemenië"
    assert not {"EU", "UN", "ZZ", "IC"} & set(names_by_code)


@pytest.mark.parametrize(
    ("place", "value"),
    [
        ("Etten-Leur", "NL:Etten-Leur"),
        ("Capelle a/d IJssel", "NL:Capelle aan den IJssel"),
        ("Ter Apel", "NL:Ter Apel"),
        ("Krimpen\naan den IJssel", "NL:Krimpen aan den IJssel"),
        ("Iași", "RO:Iași"),
        ("Timisoara", "RO:Timișoara"),
        ("Bucharest", "RO:Boekarest"),
        ("Luik", "BE:Luik"),
        ("Keulen", "DE:Keulen"),
        ("London", "GB:Londen"),
        ("Cambridge", "GB:Cambridge"),
        ("Willemstad", "CW:Willemstad"),
        ("Bergen", "NL:Bergen"),
    ],
)
def test_place_after_a_preposition(place, value):
    found = FINDER.find(f"Zij verbleef in {place} bij een tante.")
    assert (value, place) in {(entity.value, entity.text) for entity in found if entity.label == "PLAATS"}


@pytest.mark.parametrize(
    "text", ["Toen kwam agent Van Houten.", "Een vrouw belde.", "Het was same same.", "naam@amsterdam.nl", "OSS"]
)
def test_no_place(text):
    assert "PLAATS" not in {entity.label for entity in FINDER.find(text)}
