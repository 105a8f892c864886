"""The codebook as frozen values, and the reader that checks it."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from importlib.resources.abc import Traversable
from typing import Any, Literal

from textmine.errors import LexiconError
from textmine.resources import content_hash, data_root, read_toml, read_tree

Language = Literal["nl", "en"]

CODE_ID = re.compile(r"\b[a-z_]+\.[a-z_0-9]+\b")
VALUE_LISTS = (
    "presence",
    "phase",
    "agent",
    "target",
    "source",
    "rol",
    "leeftijdsgroep",
    "geslacht",
    "herkomst_regio",
    "typologie",
    "vorm",
    "route",
)


@dataclass(frozen=True, slots=True)
class Code:
    """One thing that is coded, with what falls under it and what does not."""

    id: str
    label_nl: str
    label_en: str
    definition_nl: str
    definition_en: str
    include: tuple[str, ...] = ()
    exclude: tuple[str, ...] = ()
    see: tuple[str, ...] = ()
    section: str = ""

    @property
    def dimension(self) -> str:
        """The part of the id before the dot."""
        return self.id.partition(".")[0]


@dataclass(frozen=True, slots=True)
class Dimension:
    """A family of codes: ``machtsmiddel``, ``locatie`` ..."""

    id: str
    label_nl: str
    label_en: str
    file: str = ""


@dataclass(frozen=True, slots=True)
class Value:
    """One value of a closed list; ``extra`` holds further fields, such as a typology's own description."""

    id: str
    label_nl: str
    label_en: str
    definition_nl: str = ""
    definition_en: str = ""
    extra: dict[str, Any] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Decision:
    """A hard case that coders ran into, and how it was settled."""

    number: int
    text_nl: str
    codes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Grouping:
    """A way to group codes: by nature, by the law's means, by an indicator list. ``codes`` maps to (category, indicator)."""

    id: str
    version: str
    label_nl: str
    label_en: str
    source_nl: str
    categories: dict[str, Value]
    codes: dict[str, tuple[tuple[str, str], ...]]

    def category_of(self, code: str) -> tuple[str, ...]:
        """Return the categories of a code; empty where the framework has no counterpart."""
        return tuple(dict.fromkeys(category for category, _ in self.codes.get(code, ())))


@dataclass(frozen=True, slots=True)
class Codebook:
    """All codes, value lists, decisions and groupings, in the order of the codebook."""

    version: str
    title_nl: str
    title_en: str
    source_nl: str
    codes: dict[str, Code]
    dimensions: dict[str, Dimension]
    values: dict[str, dict[str, Value]]
    decisions: tuple[Decision, ...]
    groupings: dict[str, Grouping]
    content_hash: str

    def label(self, code: str, lang: Language = "nl") -> str:
        """Return the label of a code in Dutch or English.

        Examples
        --------
        >>> load_codebook().label("machtsmiddel.dwang_werk", "en") != ""
        True
        """
        found = self.codes[code]
        return found.label_nl if lang == "nl" else found.label_en

    def dimension_label(self, dimension: str, lang: Language = "nl") -> str:
        """Return the label of a dimension.

        Examples
        --------
        >>> load_codebook().dimension_label("locatie", "en")
        'place of work'
        """
        found = self.dimensions[dimension]
        return found.label_nl if lang == "nl" else found.label_en

    def value_label(self, name: str, value: str, lang: Language = "nl") -> str:
        """Return the label of a value of a closed list, or the value itself when the list does not have it.

        Examples
        --------
        >>> load_codebook().value_label("presence", "ontkend", "en")
        'denied'
        """
        found = self.values.get(name, {}).get(value)
        if found is None:
            return value
        return found.label_nl if lang == "nl" else found.label_en

    def of(self, dimension: str) -> tuple[Code, ...]:
        """Return the codes of one dimension."""
        return tuple(code for code in self.codes.values() if code.dimension == dimension)


@cache
def load_codebook(folder: Traversable | None = None) -> Codebook:
    """Read and check the codebook.

    Parameters
    ----------
    folder : Traversable or pathlib.Path, optional
        Folder in the shape of the packaged ``codebook/data``; the packaged one when left out.

    Raises
    ------
    LexiconError
        Listing every mistake: double ids or labels, references to codes that do not exist.

    Examples
    --------
    >>> codebook = load_codebook()
    >>> codebook.groupings["regioplan_2019"].category_of("machtsmiddel.bedreiging")
    ('fysiek',)
    """
    root = folder if folder is not None else data_root("codebook")
    head = read_toml(root.joinpath("codebook.toml"))
    codes: dict[str, Code] = {}
    problems: list[str] = []
    for file in head["files"]:
        for entry in read_toml(root.joinpath(file)).get("code", []):
            code = _code(entry, file, problems)
            if code and code.id in codes:
                problems.append(f"{file}: {code.id} stands in the codebook twice")
            elif code:
                codes[code.id] = code
    values = read_toml(root.joinpath("values.toml"))
    codebook = Codebook(
        version=head["version"],
        title_nl=head["title_nl"],
        title_en=head["title_en"],
        source_nl=head["source_nl"],
        codes=codes,
        dimensions={entry["id"]: Dimension(**entry) for entry in head["dimension"]},
        values={name: {entry["id"]: _value(entry) for entry in values.get(name, [])} for name in VALUE_LISTS},
        decisions=tuple(
            Decision(entry["number"], entry["text_nl"], tuple(entry["codes"]))
            for entry in read_toml(root.joinpath("decisions.toml"))["decision"]
        ),
        groupings={entry["id"]: _grouping(entry) for entry in read_toml(root.joinpath("groupings.toml"))["grouping"]},
        content_hash=content_hash(read_tree(root)),
    )
    problems += lint(codebook)
    if problems:
        raise LexiconError("the codebook has mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    return codebook


def lint(codebook: Codebook) -> Iterator[str]:
    """Yield every mistake in a codebook as one sentence; nothing when it is sound."""
    for lang in ("label_nl", "label_en"):
        seen: dict[str, str] = {}
        for code in codebook.codes.values():
            label = getattr(code, lang)
            if label in seen:
                yield f"{code.id}: {lang} '{label}' is also that of {seen[label]}"
            seen[label] = code.id
    for code in codebook.codes.values():
        if code.dimension not in codebook.dimensions:
            yield f"{code.id}: dimension {code.dimension} is not in codebook.toml"
        if not (code.definition_nl and code.definition_en):
            yield f"{code.id}: has no definition in both languages"
        named = {*code.see, *(found for line in (*code.include, *code.exclude) for found in CODE_ID.findall(line))}
        for missing in sorted(named - set(codebook.codes)):
            yield f"{code.id}: refers to {missing}, which does not exist"
    for grouping in codebook.groupings.values():
        for name, entries in grouping.codes.items():
            if name not in codebook.codes:
                yield f"grouping {grouping.id}: code {name} does not exist"
            for category, _ in entries:
                if category not in grouping.categories:
                    yield f"grouping {grouping.id}: {name}: category {category} does not exist"
    for decision in codebook.decisions:
        for missing in sorted(set(decision.codes) - set(codebook.codes)):
            yield f"decision {decision.number}: code {missing} does not exist"
    for name, values in codebook.values.items():
        if not values:
            yield f"values.toml: the list {name} is empty"


def _code(entry: dict[str, Any], file: str, problems: list[str]) -> Code | None:
    try:
        values: dict[str, Any] = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
        return Code(**values)
    except TypeError as error:
        problems.append(f"{file}: {entry.get('id', 'an entry without id')}: {error}")
        return None


def _value(entry: dict[str, Any]) -> Value:
    known = ("id", "label_nl", "label_en", "definition_nl", "definition_en")
    extra = {key: value for key, value in entry.items() if key not in known}
    return Value(**{key: entry[key] for key in known if key in entry}, extra=extra)


def _grouping(entry: dict[str, Any]) -> Grouping:
    return Grouping(
        id=entry["id"],
        version=entry["version"],
        label_nl=entry["label_nl"],
        label_en=entry["label_en"],
        source_nl=entry["source_nl"],
        categories={category["id"]: _value(category) for category in entry["categories"]},
        codes={code: tuple((item["category"], item["indicator"]) for item in items) for code, items in entry["codes"].items()},
    )
