"""Shared by all tests: no network, and one pipeline for those that only read it."""

from __future__ import annotations

import os

import pytest

os.environ["HF_HUB_OFFLINE"] = "1"
os.environ["TRANSFORMERS_OFFLINE"] = "1"


@pytest.fixture(scope="session")
def nlp():
    """The embedded pipeline with frames alone, as most tests are about rules; do not change it."""
    from textmine import load

    return load(only="frames")


@pytest.fixture(scope="session")
def nlp_both():
    """The embedded pipeline as users get it, with the learned models; do not change it."""
    from textmine import load

    return load()


@pytest.fixture
def sheet(tmp_path):
    """Write lines to a file, as people make sheets, and return its path."""

    def write(*lines, name="codeur.csv", encoding="utf-8", end="\n"):
        path = tmp_path / name
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write
