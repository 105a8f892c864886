"""The only reader of packaged data: TOML in, plain values and content hashes out."""

from __future__ import annotations

import hashlib
import tomllib
from importlib.resources import files
from importlib.resources.abc import Traversable
from pathlib import Path
from typing import Any

from textmine.errors import LexiconError


def data_root(package: str) -> Traversable:
    """Return the ``data`` folder of a textmine package, such as ``"codebook"`` or ``"lexicons"``."""
    return files("textmine").joinpath(package, "data")


def model_folder(name: str) -> Path | None:
    """Return the folder of an embedded model: inside the package, or ``models/`` of the source tree that it is run from.

    Examples
    --------
    >>> model_folder("geen_model") is None
    True
    """
    package = Path(str(files("textmine")))
    places = (package / "models" / name, package.parents[1] / "models" / name)
    return next((place for place in places if place.is_dir()), None)


def corpora_folder() -> Path:
    """Return the folder of the corpora that models of codes are trained on: inside the package, or ``corpora/`` of the source tree."""
    package = Path(str(files("textmine")))
    inside = package / "corpora"
    return inside if inside.is_dir() else package.parents[1] / "corpora"


def folder_hash(folder: Path) -> str:
    """SHA-256 (hex) over the names and bytes of all files below a folder; it tells one trained model from another.

    Examples
    --------
    >>> folder_hash(Path("geen_map")) == hashlib.sha256().hexdigest()
    True
    """
    digest = hashlib.sha256()
    for path in sorted(path for path in folder.rglob("*") if path.is_file()):
        digest.update(f"{path.relative_to(folder).as_posix()}\0".encode())
        digest.update(path.read_bytes())
    return digest.hexdigest()


def read_toml(path: Traversable) -> dict[str, Any]:
    """Read one TOML file.

    Raises
    ------
    LexiconError
        When it is missing or not valid TOML; the message names file and line.
    """
    try:
        return parse_toml(path.name, path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise LexiconError(f"{path.name}: this data file is missing; reinstall textmine or name the right folder") from None
    except UnicodeDecodeError as error:
        raise LexiconError(f"{path.name}: not UTF-8: {error}") from None


def read_tree(folder: Traversable) -> dict[str, str]:
    """Return all TOML files below a folder as relative path -> text, in the order of their paths; line ends are LF.

    Raises
    ------
    LexiconError
        When the folder is missing or a file is not UTF-8.
    """
    found: dict[str, str] = {}
    if not folder.is_dir():
        raise LexiconError(f"{folder}: there is no such folder with lexicon or codebook data")
    for entry in sorted(folder.iterdir(), key=lambda entry: entry.name):
        if entry.is_dir():
            found |= {f"{entry.name}/{name}": text for name, text in read_tree(entry).items()}
        elif entry.name.endswith(".toml"):
            try:
                found[entry.name] = entry.read_text(encoding="utf-8").replace("\r\n", "\n")
            except UnicodeDecodeError as error:
                raise LexiconError(f"{entry.name}: not UTF-8: {error}") from None
    return dict(sorted(found.items()))


def parse_toml(name: str, text: str) -> dict[str, Any]:
    """Parse TOML text; a mistake becomes a LexiconError that names the file and the line."""
    try:
        return tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise LexiconError(f"{name}: not valid TOML: {error}") from None


def content_hash(tree: dict[str, str]) -> str:
    """SHA-256 (hex) over the names and texts of :func:`read_tree`; the same on every machine.

    Examples
    --------
    >>> content_hash({"a.toml": "x = 1"}) == content_hash({"a.toml": "x = 2"})
    False
    """
    digest = hashlib.sha256()
    for name, text in tree.items():
        digest.update(f"{name}\0{text}\0".encode())
    return digest.hexdigest()
