from __future__ import annotations

import dataclasses
import shutil
from pathlib import Path

import pytest

from textmine.codebook import describe, lint, load_codebook
from textmine.errors import LexiconError
from textmine.resources import data_root

CODEBOOK = load_codebook()


def test_every_dimension_has_codes_and_every_code_a_dimension():
    assert {code.dimension for code in CODEBOOK.codes.values()} == set(CODEBOOK.dimensions)
    assert len(CODEBOOK.codes) == 134
    assert len(CODEBOOK.of("machtsmiddel")) == 26


def test_groupings_cover_the_coercion_means():
    nature = CODEBOOK.groupings["regioplan_2019"]
    assert set(nature.codes) == {code.id for code in CODEBOOK.of("machtsmiddel")}
    assert set(CODEBOOK.groupings) == {"regioplan_2019", "sr_273f_2013", "ilo_delphi_2009", "om_bijlage3_2008"}
    assert CODEBOOK.groupings["ilo_delphi_2009"].codes["machtsmiddel.papieren_afpakken"] == (("D5", "confiscation of documents"),)
    assert CODEBOOK.groupings["om_bijlage3_2008"].category_of("machtsmiddel.manipulatie") == ()


def test_every_code_can_be_described_in_both_languages():
    for code in CODEBOOK.codes:
        for lang in ("nl", "en"):
            assert describe(CODEBOOK, code, lang).startswith(f"{code}: ")


def copied(tmp_path: Path) -> Path:
    target = tmp_path / "codebook"
    shutil.copytree(str(data_root("codebook")), target)
    return target


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("uitbuiting.toml", 'id = "uitbuiting.vervoer"', 'id = "uitbuiting.percentage"', "stands in the codebook twice"),
        ("groupings.toml", '"machtsmiddel.voodoo" =', '"machtsmiddel.vodoo" =', "machtsmiddel.vodoo does not exist"),
        ("machtsmiddel.toml", "label_nl =", "naam_nl =", "unexpected keyword argument 'naam_nl'"),
        ("uitbuiting.toml", "[[code]]", "[[code]", "uitbuiting.toml: not valid TOML"),
    ],
)
def test_mistakes_are_named(tmp_path, file, old, new, message):
    folder = copied(tmp_path)
    path = folder / file
    path.write_text(path.read_text(encoding="utf-8").replace(old, new, 1), encoding="utf-8")
    with pytest.raises(LexiconError, match=message):
        load_codebook(folder)


def test_missing_file_is_named(tmp_path):
    folder = copied(tmp_path)
    (folder / "signaal.toml").unlink()
    with pytest.raises(LexiconError, match=r"signaal\.toml: this data file is missing"):
        load_codebook(folder)


def test_double_label_is_a_mistake():
    first, second, *_ = CODEBOOK.codes.values()
    codes = CODEBOOK.codes | {second.id: dataclasses.replace(second, label_nl=first.label_nl)}
    assert any("is also that of" in problem for problem in lint(dataclasses.replace(CODEBOOK, codes=codes)))
