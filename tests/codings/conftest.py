"""Sheets as people make them."""

import pytest


@pytest.fixture
def sheet(tmp_path):
    """Write lines to a file and return its path."""

    def write(*lines, name="codeur.csv", encoding="utf-8", end="\n"):
        path = tmp_path / name
        path.write_bytes((end.join(lines) + end).encode(encoding))
        return path

    return write
