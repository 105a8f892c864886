"""One process at a time in a run folder: a lock that the operating system drops when its holder dies."""

from __future__ import annotations

import errno
import os
import socket
import sys
from pathlib import Path
from types import TracebackType
from typing import BinaryIO, Self

from textmine.errors import StoreError

LOCK_NAME = "textmine.lock"
_HOLDER_BYTES = 200  # the file says who holds it; what is locked lies beyond, because Windows makes a locked byte unreadable


class FolderLock:
    """Exclusive hold on a folder, for as long as this object is open or its process lives.

    The lock file stays behind when the lock is gone; removing it would let two processes lock two files of the same name.

    Parameters
    ----------
    folder : Path
        An existing folder.

    Raises
    ------
    StoreError
        When another process holds the folder, or the lock file cannot be made.

    Notes
    -----
    A child made by fork shares the lock and keeps it when its parent dies; workers must be spawned.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> with TemporaryDirectory() as name, FolderLock(Path(name)):
    ...     sorted(path.name for path in Path(name).iterdir())
    ['textmine.lock']
    """

    def __init__(self, folder: Path) -> None:
        path = folder / LOCK_NAME
        try:
            self._file = _open(path)
        except OSError as error:
            raise StoreError(
                f"{path}: cannot be opened ({error.strerror}); make the folder writable or name another one"
            ) from None
        try:
            _lock(self._file)
            _write_holder(self._file)
        except OSError as error:
            with self._file:
                raise _refusal(folder, self._file, error) from None

    def close(self) -> None:
        """Let go of the folder; doing so twice is harmless."""
        self._file.close()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None) -> None:
        self.close()


def _open(path: Path) -> BinaryIO:
    descriptor = os.open(path, os.O_RDWR | os.O_CREAT | getattr(os, "O_BINARY", 0), 0o600)
    return os.fdopen(descriptor, "r+b", buffering=0)


if sys.platform == "win32":
    import msvcrt

    def _lock(file: BinaryIO) -> None:
        file.seek(_HOLDER_BYTES)
        msvcrt.locking(file.fileno(), msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _lock(file: BinaryIO) -> None:
        fcntl.flock(file.fileno(), fcntl.LOCK_EX | fcntl.LOCK_NB)


def _refusal(folder: Path, file: BinaryIO, error: OSError) -> StoreError:
    if error.errno not in {errno.EAGAIN, errno.EACCES, errno.EDEADLK}:
        return StoreError(f"{folder}: cannot be locked ({error.strerror}); free disk space, or name a folder on another disk")
    file.seek(0)
    holder = file.read(_HOLDER_BYTES).decode("utf-8", "replace").strip() or "another process"
    return StoreError(f"{folder}: this run folder is in use by {holder}; wait until it is done, stop it, or name another folder")


def _write_holder(file: BinaryIO) -> None:
    file.seek(0)
    holder = f"process {os.getpid()} on {socket.gethostname()}".encode()
    file.write(holder[:_HOLDER_BYTES].ljust(_HOLDER_BYTES))
