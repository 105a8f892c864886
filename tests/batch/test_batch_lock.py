"""The lock of a run folder; what happens between processes stands in test_batch_store.py."""

import errno
import os

import pytest

from textmine.batch import FolderLock, lock
from textmine.errors import StoreError


def test_who_comes_second_learns_who_was_first(tmp_path):
    with FolderLock(tmp_path):
        for _ in range(2):
            with pytest.raises(StoreError, match=f"in use by process {os.getpid()} on "):
                FolderLock(tmp_path)
    with FolderLock(tmp_path) as again:
        again.close()
        again.close()
        FolderLock(tmp_path).close()


def test_what_an_earlier_holder_wrote_does_not_show(tmp_path):
    (tmp_path / "textmine.lock").write_text("process 1 on a machine with a very long name " * 9)
    with FolderLock(tmp_path), pytest.raises(StoreError, match=rf"in use by process {os.getpid()} on \S+; wait"):
        FolderLock(tmp_path)


def test_a_disk_without_locks_is_not_taken_for_a_folder_in_use(tmp_path, monkeypatch):
    def no_locks(_file):
        raise OSError(errno.ENOLCK, os.strerror(errno.ENOLCK))

    monkeypatch.setattr(lock, "_lock", no_locks)
    with pytest.raises(
        StoreError, match=r"cannot be locked \(No locks available\); free disk space, or name a folder on another"
    ):
        FolderLock(tmp_path)


@pytest.mark.parametrize("missing", ["er_niet", "bestand"])
def test_a_folder_that_cannot_be_used(tmp_path, missing):
    (tmp_path / "bestand").write_text("geen map")
    with pytest.raises(StoreError, match=r"textmine\.lock: cannot be opened"):
        FolderLock(tmp_path / missing)
