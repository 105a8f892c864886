"""The contract's tables from a store."""

import json

import batch_toy
import pytest
from pandas.testing import assert_frame_equal

from textmine.batch import RunSettings, RunStore, build_tables, one_by_one, tables, tag_into_store
from textmine.errors import StoreError
from textmine.records import Actor, Coding, Failure, Mention, Narrative, Tagged

SETTINGS = RunSettings("hash-1", "0.1", "2.3")
CONTRACT = {
    "narratives": [
        *("narrative_id", "source", "locator", "text_sha256", "n_chars", "n_tokens"),
        *("vorm", "route", "pipeline_version", "codebook_version"),
    ],
    "codings": [
        *("narrative_id", "code", "presence", "agent", "target", "phase", "source"),
        *("start", "end", "text", "rule", "cues", "score"),
    ],
    "codes": ["narrative_id", *batch_toy.CODES],
    "actors": [
        *("narrative_id", "actor_id", "rol", "leeftijd", "leeftijdsgroep", "geslacht"),
        *("herkomst", "herkomst_regio", "n_mentions", "mention"),
    ],
    "entities": ["narrative_id", "label", "start", "end", "text", "value"],
    "failures": ["source", "locator", "error", "message"],
}


def _tables(folder, records, tag=batch_toy.toy_tag, codes=batch_toy.CODES):
    with RunStore(folder) as store:
        tag_into_store(records, tag_batch=one_by_one(tag), store=store, settings=SETTINGS)
        return build_tables(store, codes)


def test_the_columns_are_the_contracts(tmp_path):
    made = _tables(tmp_path, batch_toy.toy_records(60))
    assert list(made) == list(CONTRACT)
    for name, columns in CONTRACT.items():
        assert list(made[name].columns)[: len(columns)] == columns
    assert list(made.codings.columns)[-2:] == ["parts", "counts"]
    assert made.frames()["codes"] is made.codes


def test_an_empty_run_has_the_same_schema_as_a_full_one(tmp_path):
    full, empty = _tables(tmp_path / "full", batch_toy.toy_records(60)), _tables(tmp_path / "empty", [])
    for name in CONTRACT:
        assert len(empty[name]) == 0 < len(full[name])
        assert empty[name].dtypes.to_dict() == full[name].dtypes.to_dict()


def test_rows_say_what_the_records_say(tmp_path):
    text = "Zij, Anna 🙂, moest haar paspoort afgeven."
    coding = Coding(
        batch_toy.CODES[0],
        presence="aanwezig",
        agent="klant",
        target="slachtoffer",
        start=20,
        end=33,
        text=text[20:33],
        rule="r",
        cues=("agent=klant:door@3", "presence=aanwezig:moest@4"),
        score=0.25,
        parts=(("REISDOCUMENT", 25, 33),),
    )
    other = Coding(batch_toy.CODES[2], presence="onzeker", agent="uitbuiter", target="slachtoffer")
    mentions = (Mention(0, 3, "Zij", "voornaamwoord"), Mention(5, 9, "Anna", "naam"))
    actor = Actor("a1", ("slachtoffer", "facilitator"), "19", "meerderjarig", "vrouw", ("RO", "HU"), ("oost_europa",), mentions)
    made = _tables(
        tmp_path,
        [Narrative("00000123", text, "map/a.docx", "", {"plaats": "Één"})],
        lambda n: Tagged(n.id, 9, "mutatie", "regels", (coding, other), (actor, Actor("a2"))),
    )
    row = made.narratives.to_dict("records")[0]
    assert row["narrative_id"] == "00000123"
    assert (row["n_chars"], row["n_tokens"], row["vorm"], row["codebook_version"]) == (len(text), 9, "mutatie", "2.3")
    assert json.loads(row["meta"]) == {"plaats": "Één"}
    first = made.codings.to_dict("records")[0]
    assert first["cues"] == "agent=klant:door@3; presence=aanwezig:moest@4"
    assert json.loads(first["parts"]) == [["REISDOCUMENT", 25, 33]]
    assert (first["counts"], first["score"], text[first["start"] : first["end"]]) == (False, 0.25, first["text"])
    # The client's act does not count, the doubt about the earnings does, nothing was said of a threat.
    assert made.codes.to_dict("records") == [
        {"narrative_id": "00000123", **dict(zip(batch_toy.CODES, ("niet_vermeld", "niet_vermeld", "onzeker"), strict=True))}
    ]
    assert made.codes.attrs["rule"].startswith("aanwezig if any coding that counts")
    assert made.actors[["actor_id", "rol", "herkomst", "n_mentions", "mention"]].to_numpy().tolist() == [
        ["a1", "slachtoffer;facilitator", "RO;HU", 2, "Anna"],
        ["a2", "", "", 0, ""],
    ]


@pytest.mark.parametrize(
    ("kinds", "telling"),
    [
        ((("Zij", "voornaamwoord"), ("het meisje", "rolwoord"), ("Anna", "naam"), ("Anna B.", "naam")), "Anna"),
        ((("Zij", "voornaamwoord"), ("het meisje", "rolwoord")), "het meisje"),
        ((("Zij", "voornaamwoord"), ("haar", "voornaamwoord")), "Zij"),
        ((), ""),
    ],
)
def test_the_mention_shown_tells_most(tmp_path, kinds, telling):
    actor = Actor("a1", mentions=tuple(Mention(0, len(text), text, kind) for text, kind in kinds))
    made = _tables(tmp_path, [Narrative("1", "Zij")], lambda n: Tagged(n.id, 1, actors=(actor,)))
    assert made.actors["mention"].tolist() == [telling]


def test_rows_stand_in_the_order_of_the_input(tmp_path):
    records = [
        Narrative("9", "Zij werd bedreigd."),
        Failure("a", "2", "e", "m"),
        Narrative("10", "Hij ging."),
        Narrative("1", "x"),
    ]
    made = _tables(tmp_path, [*records, Failure("a", "1", "e", "m")])
    assert made.narratives["narrative_id"].tolist() == ["9", "10", "1"]
    assert made.codes["narrative_id"].tolist() == ["9", "10", "1"]
    assert made.failures["locator"].tolist() == ["2", "1"]


def test_the_batches_do_not_show(tmp_path, monkeypatch):
    one = _tables(tmp_path, batch_toy.toy_records(60))
    monkeypatch.setattr(tables, "_BATCH", 7)
    other = _tables(tmp_path, batch_toy.toy_records(60))
    for name in CONTRACT:
        assert_frame_equal(one[name], other[name])


def test_a_run_that_was_broken_off_has_no_tables(tmp_path):
    with RunStore(tmp_path) as store:
        store.begin_run(SETTINGS)
        with pytest.raises(StoreError, match="was broken off; give the same command again"):
            build_tables(store, batch_toy.CODES)


def test_a_code_of_another_codebook_is_named(tmp_path):
    with pytest.raises(StoreError, match=r"narrative 00000000: its coding machtsmiddel\.papieren_afpakken is no code of this"):
        _tables(tmp_path, batch_toy.toy_records(3), codes=["machtsmiddel.voodoo"])
