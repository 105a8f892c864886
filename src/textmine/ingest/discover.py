"""From what the user named to the files that are read, in a fixed order."""

from __future__ import annotations

import logging
import os
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path

from textmine.errors import InputError
from textmine.ingest.formats import READABLE_SUFFIXES, TABLE_SUFFIXES, advice, readable_names
from textmine.records import Failure

logger = logging.getLogger("textmine.ingest")


@dataclass(frozen=True, slots=True)
class SourceFile:
    """A file to read.

    Parameters
    ----------
    path : Path
        Where it is.
    name : str
        Its path relative to the folder that the user named, or its own name when the user named the file.
    folder : Path or None
        The folder that the user named; None when the user named the file itself.
    """

    path: Path
    name: str
    folder: Path | None = None

    @property
    def suffix(self) -> str:
        """The extension in lower case, with its dot."""
        return self.path.suffix.lower()

    @property
    def is_table(self) -> bool:
        """Whether the file holds one narrative a row."""
        return self.suffix in TABLE_SUFFIXES


def discover(sources: Sequence[str | Path], exclude: frozenset[Path] = frozenset()) -> list[SourceFile | Failure]:
    """List the files of all sources: files as named, folders recursively in the order of their names.

    Hidden files, lock files of Office (``~$``) and links that lead out of the folder are skipped; a file that is reached
    twice is listed once.

    Parameters
    ----------
    sources : sequence of str or Path
        Files and folders.
    exclude : frozenset of Path
        Resolved paths of files to leave out.

    Returns
    -------
    list of SourceFile or Failure
        A failure for a named file of a kind that is not read, and for a subfolder that cannot be opened.

    Raises
    ------
    InputError
        When no source is given, one does not exist, or a folder holds no file that can be read.
    """
    if isinstance(sources, (str, os.PathLike)):
        sources = [sources]
    if not sources:
        raise InputError("no source is given; name at least one file or folder")
    seen = set(exclude)
    found: list[SourceFile | Failure] = []
    for source in map(Path, sources):
        entries = _folder_entries(source, exclude) if source.is_dir() else [_named_file(source)]
        for entry in entries:
            if isinstance(entry, SourceFile):
                resolved = entry.path.resolve()
                if resolved in seen:
                    continue
                seen.add(resolved)
            found.append(entry)
    if not found:
        raise InputError("there is nothing to read: every file that was named is excluded, as hand codings are")
    return found


def _named_file(path: Path) -> SourceFile | Failure:
    if not path.exists():
        raise InputError(f"{path}: this file or folder does not exist; check the spelling and the working folder")
    if not path.is_file():
        raise InputError(f"{path}: this is neither a file nor a folder; save its content to a file first")
    if path.suffix.lower() in READABLE_SUFFIXES:
        return SourceFile(path, path.name)
    kind = f"{path.suffix} files are" if path.suffix else "a file without an extension is"
    return Failure(path.name, "", "niet_ondersteund", f"{kind} not read; {advice(path.suffix)}")


def _folder_entries(folder: Path, exclude: frozenset[Path]) -> list[SourceFile | Failure]:
    skipped: Counter[str] = Counter()
    entries: list[SourceFile | Failure] = []
    for path in _walk(folder, folder.resolve()):
        if isinstance(path, Failure):
            entries.append(path)
        elif path.suffix.lower() in READABLE_SUFFIXES:
            entries.append(SourceFile(path, path.relative_to(folder).as_posix(), folder))
        elif path.resolve() not in exclude:
            skipped[path.suffix.lower() or "no extension"] += 1
    if skipped:
        kinds = ", ".join(f"{count} {suffix}" for suffix, count in sorted(skipped.items()))
        logger.warning("%s: files of other kinds are left out (%s)", folder, kinds)
    if not any(isinstance(entry, SourceFile) and entry.path.resolve() not in exclude for entry in entries):
        raise InputError(f"{folder}: this folder holds no file that can be opened and read ({readable_names()})")
    return _without_repeated_links(entries)


def _walk(folder: Path, root: Path) -> Iterator[Path | Failure]:
    """Yield the files below a folder in the order of their names; folders that are links are not entered."""
    try:
        entries = sorted(folder.iterdir(), key=lambda path: path.name)
    except OSError as error:
        relative = folder.resolve().relative_to(root).as_posix()
        yield Failure(relative, "", "onleesbaar", f"this folder cannot be opened: {error.strerror or type(error).__name__}")
        return
    for path in entries:
        if path.name.startswith((".", "~$")):
            continue
        if path.is_symlink() and not (path.is_file() and path.resolve().is_relative_to(root)):
            continue
        if path.is_dir():
            yield from _walk(path, root)
        elif path.is_file():
            yield path


def _without_repeated_links(entries: list[SourceFile | Failure]) -> list[SourceFile | Failure]:
    """Drop the links to files that are listed under their own name: that name, not the link's, becomes the id."""
    files = [entry for entry in entries if isinstance(entry, SourceFile)]
    real = {entry.path.resolve() for entry in files if not entry.path.is_symlink()}
    linked = {entry.path for entry in files if entry.path.is_symlink() and entry.path.resolve() in real}
    return [entry for entry in entries if isinstance(entry, Failure) or entry.path not in linked]
