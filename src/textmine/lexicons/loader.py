"""TOML -> :class:`~textmine.lexicons.model.Lexicon`, with every mistake named by file and entry."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import fields
from functools import cache
from pathlib import Path
from typing import Any, TypeVar

from textmine.codebook import load_codebook
from textmine.errors import LexiconError
from textmine.lexicons.model import (
    DIRECTIONS,
    QUALIFIERS,
    SCOPES,
    VOICES,
    Cue,
    Frame,
    LexicalClass,
    Lexicon,
    Person,
    Pronoun,
    is_literal,
)
from textmine.resources import content_hash, data_root, parse_toml, read_tree

T = TypeVar("T", LexicalClass, Frame, Cue)


@cache
def packaged_lexicon() -> Lexicon:
    """Return the lexicon that comes with textmine.

    Examples
    --------
    >>> lexicon = packaged_lexicon()
    >>> "machtsmiddel.papieren_afpakken" in {frame.code for frame in lexicon.frames.values()}
    True
    """
    return build_lexicon(read_tree(data_root("lexicons")))


_built: dict[str, Lexicon] = {}


def load_lexicon(folder: Path) -> Lexicon:
    """Read and check a lexicon folder in the shape of the packaged one (``classes/``, ``frames/``, ``cues/`` ...).

    Raises
    ------
    LexiconError
        Listing every mistake: unknown keys, classes or codes, doubles, entries without examples.
    """
    return build_lexicon(read_tree(folder))


def build_lexicon(tree: dict[str, str]) -> Lexicon:
    """Build a lexicon from its files (relative path -> TOML text); the same files give the same object.

    Raises
    ------
    LexiconError
        Listing every mistake.
    """
    digest = content_hash(tree)
    if digest in _built:
        return _built[digest]
    documents = {name: parse_toml(name, text) for name, text in tree.items()}
    if missing := sorted({"codings.toml", "grammar.toml", "persons.toml", "phases.toml", "sections.toml"} - set(documents)):
        raise LexiconError(f"the lexicon lacks {', '.join(missing)}; start from a copy of the packaged lexicon")
    problems: list[str] = []
    classes = _read(documents, "classes", "class", LexicalClass, problems)
    frames = _read(documents, "frames", "frame", Frame, problems)
    cues = _read(documents, "cues", "cue", Cue, problems)
    persons, pronouns = _persons(documents["persons.toml"], problems)
    classes |= {cue.cls: _cue_class(cue) for cue in cues.values()}
    classes |= {person.cls: _person_class(person) for person in persons.values()}
    classes |= {cls.id: cls for cls in _literal_classes(frames.values())}
    problems += _check(classes, frames, cues)
    if problems:
        raise LexiconError("the lexicon has mistakes:\n" + "\n".join(f"  {problem}" for problem in problems))
    _built[digest] = Lexicon(
        classes=classes,
        frames=frames,
        cues=cues,
        persons=persons,
        pronouns=pronouns,
        grammar=documents["grammar.toml"],
        sections=documents["sections.toml"],
        phases=documents["phases.toml"],
        rules=documents["codings.toml"],
        members=_members(classes),
        tree=tree,
        content_hash=digest,
    )
    return _built[digest]


def _read(documents: dict[str, dict[str, Any]], folder: str, key: str, kind: type[T], problems: list[str]) -> dict[str, T]:
    known = {field.name for field in fields(kind)} - {"origin"}
    found: dict[str, T] = {}
    for path, document in documents.items():
        if not path.startswith(folder + "/"):
            continue
        problems.extend(f"{path}: unknown table [{name}], expected [[{key}]]" for name in document if name != key)
        for position, entry in enumerate(document.get(key, []), start=1):
            name = entry.get("id", f"entry {position} (no id)")
            unknown = sorted(set(entry) - known)
            if unknown:
                problems.append(f"{path}: {name}: unknown key {', '.join(unknown)}")
                continue
            if name in found:
                problems.append(f"{path}: {name}: stands in {found[name].origin} as well")
                continue
            try:
                found[name] = kind(**_as_tuples(entry), origin=path)
            except TypeError as error:
                problems.append(f"{path}: {name}: {str(error).removeprefix(kind.__name__)}")
    return found


def _as_tuples(entry: dict[str, Any]) -> dict[str, Any]:
    values = {key: tuple(value) if isinstance(value, list) else value for key, value in entry.items()}
    if "needs" in values:
        values["needs"] = tuple(tuple(group) if isinstance(group, list) else (group,) for group in values["needs"])
    return values


def _persons(document: dict[str, Any], problems: list[str]) -> tuple[dict[str, Person], dict[str, Pronoun]]:
    persons: dict[str, Person] = {}
    pronouns: dict[str, Pronoun] = {}
    for key, kind in (("person", Person), ("pronoun", Pronoun)):
        for entry in document.get(key, []):
            try:
                value = kind(**_as_tuples(entry))
            except TypeError as error:
                problems.append(f"persons.toml: {entry.get('id', entry.get('words'))}: {error}")
                continue
            if isinstance(value, Person):
                persons[value.cls] = value
            else:
                pronouns |= dict.fromkeys(value.words, value)
    return persons, pronouns


def _person_class(person: Person) -> LexicalClass:
    return LexicalClass(
        person.cls, person.id, nouns=person.nouns, words=person.words, match=("x",), no_match=("x",), origin="persons.toml"
    )


def _cue_class(cue: Cue) -> LexicalClass:
    return LexicalClass(
        cue.cls, cue.id, cue.verbs, cue.nouns, cue.adjectives, cue.words, match=("x",), no_match=("x",), origin=cue.origin
    )


def _literal_classes(frames: Iterable[Frame]) -> Iterator[LexicalClass]:
    for frame in frames:
        for need in (*(need for group in frame.needs for need in group), *frame.without):
            if is_literal(need):
                yield LexicalClass(need, need, words=(need,), match=("x",), no_match=("x",), origin=frame.origin)


def _check(classes: dict[str, LexicalClass], frames: dict[str, Frame], cues: dict[str, Cue]) -> Iterator[str]:
    codes = load_codebook().codes
    for cls in classes.values():
        for written in (*cls.verbs, *cls.nouns, *cls.adjectives, *cls.words):
            if written.count("(") != written.count(")"):
                yield f"{cls.origin}: {cls.id}: {written}: a bracket is not closed"
        if unknown := [name for name in cls.includes if name not in classes]:
            yield f"{cls.origin}: {cls.id}: includes unknown class {', '.join(unknown)}"
        if not (cls.verbs or cls.nouns or cls.adjectives or cls.words or cls.includes):
            yield f"{cls.origin}: {cls.id}: holds no words"
    for frame in frames.values():
        named = [need for group in frame.needs for need in group] + list(frame.without)
        if unknown := [name for name in named if name not in classes]:
            yield f"{frame.origin}: {frame.id}: unknown class {', '.join(unknown)}"
        if frame.code not in codes:
            yield f"{frame.origin}: {frame.id}: code {frame.code} is not in the codebook"
        if frame.scope not in SCOPES or frame.voice not in VOICES:
            yield f"{frame.origin}: {frame.id}: scope is one of {', '.join(SCOPES)}; voice one of {', '.join(VOICES)}"
    for cue in cues.values():
        if not {cue.value, cue.denied or cue.value} <= set(QUALIFIERS.get(cue.qualifier, ())):
            yield f"{cue.origin}: {cue.id}: {cue.qualifier} = {cue.value} is not a qualifier and value that cues can set"
        if cue.direction not in DIRECTIONS:
            yield f"{cue.origin}: {cue.id}: direction is one of {', '.join(DIRECTIONS)}"
        if cue.reach not in ("bijzin", "zin", "voorwaarde") and not cue.reach.removeprefix("woorden:").isdigit():
            yield f"{cue.origin}: {cue.id}: reach is bijzin, zin, voorwaarde or woorden:N"
    entries: tuple[LexicalClass | Frame | Cue, ...] = (*classes.values(), *frames.values(), *cues.values())
    for entry in entries:
        if not entry.match or not entry.no_match:
            yield f"{entry.origin}: {entry.id}: needs at least one example in match and one in no_match"


def _members(classes: dict[str, LexicalClass]) -> dict[str, frozenset[str]]:
    """Every class with itself and all classes that it includes, however far."""
    members: dict[str, frozenset[str]] = {}
    for name in classes:
        found, todo = {name}, [name]
        while todo:
            new = set(classes[todo.pop()].includes) - found
            found |= new
            todo += new
        members[name] = frozenset(found)
    return members
