"""Files that appear in a folder together and whole, or not at all."""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from textmine.errors import StoreError

_PREFIX = ".textmine-staging-"


@contextmanager
def staged(folder: Path) -> Iterator[Path]:
    """Give a hidden folder; when the block ends well, its files replace those of the same name in ``folder``.

    Each file is on the disk before it gets its name, so that a reader finds the old file or the new one, never half of one.
    The files can be read by their owner only.

    Parameters
    ----------
    folder : Path
        Where the files must come; it is made when it is missing.

    Yields
    ------
    Path
        The hidden folder, on the same disk as ``folder``.

    Raises
    ------
    StoreError
        When the disk is full, the folder is read-only or a file is open elsewhere. Every file in ``folder`` is then still whole.

    Notes
    -----
    One file is replaced in one step, a set of files is not: a power cut between two replacements, or a later file that is open
    elsewhere, leaves new files beside old ones. The same command again puts that right.

    Examples
    --------
    >>> with tempfile.TemporaryDirectory() as name:
    ...     with staged(Path(name)) as hidden:
    ...         _ = (hidden / "notes.txt").write_text("whole")
    ...     (Path(name) / "notes.txt").read_text()
    'whole'
    """
    hidden: Path | None = None
    target = folder
    try:
        make_private_folder(folder)
        hidden = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=folder))
        yield hidden
        files = sorted(hidden.iterdir())
        for file in files:
            target = folder / file.name
            _sync(file)
        for file in files:
            target = folder / file.name
            os.replace(file, target)  # noqa: PTH105 - the name that tells what it promises
        _sync_folder(folder)
    except OSError as error:
        reason = error.strerror or type(error).__name__
        raise StoreError(
            f"{target}: cannot be written ({reason}); free disk space, close the file in other programs or name another folder, "
            "then give the same command again"
        ) from None
    finally:
        if hidden is not None:
            shutil.rmtree(hidden, ignore_errors=True)


def make_private_folder(folder: Path) -> None:
    """Make a folder that only its owner can enter; one that exists already keeps its rights."""
    folder.mkdir(mode=0o700, parents=True, exist_ok=True)


def sweep(folder: Path) -> None:
    """Remove what a killed process left in hidden folders. Only for who holds the folder's lock."""
    for leftover in folder.glob(f"{_PREFIX}*"):
        shutil.rmtree(leftover, ignore_errors=True)


def _sync(file: Path) -> None:
    file.chmod(0o600)
    with file.open("r+b") as opened:
        os.fsync(opened.fileno())


def _sync_folder(folder: Path) -> None:
    if os.name == "nt":  # Windows cannot open a folder, and NTFS logs the rename itself
        return
    descriptor = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(descriptor)
    finally:
        os.close(descriptor)
