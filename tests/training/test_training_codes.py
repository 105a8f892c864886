"""From banks and coded narratives to models of codes."""

from __future__ import annotations

import json

import pytest

from textmine import jobs, load
from textmine.batch import RunSettings, RunStore, tag_into_store
from textmine.codings.hand import HandCodings
from textmine.errors import InputError
from textmine.pipeline import Tagger
from textmine.pipeline.learned.model import load_model
from textmine.records import Coding, HandCoding, Narrative
from textmine.training.codes.fit import with_usual
from textmine.training.codes.learn import coded_by_hand, learn
from textmine.training.codes.recipe import neutral_words, train_codes
from textmine.training.codes.sources import Examples, bank_lines, bank_narratives, tell

TOLD = [
    "Hij pakte haar geld af.",
    "Al het geld ging naar hem.",
    "Zij stond haar geld af.",
    "Van het geld zag zij niets.",
    "Hij nam het loon in.",
]
OTHER = [
    "Zij spaart voor een fiets.",
    "Het geld staat op haar rekening.",
    "Het regende de hele dag.",
    "Zij woont bij haar zus.",
    "De trein was laat.",
]


@pytest.fixture
def corpora(tmp_path):
    bank = tmp_path / "zinnenbank" / "A"
    bank.mkdir(parents=True)
    lines = (
        [f"+ p | {text}" for text in TOLD]
        + [f"- woord p | {text}" for text in OTHER]
        + ["- ontkend p | Niemand pakt haar geld af."]
    )
    (bank / "uitbuiting.verdiensten_afnemen.txt").write_text("\n".join(lines), encoding="utf-8")
    (bank / "machtsmiddel.bedreiging.txt").write_text(
        "+ v | Hij dreigde haar.\n+ v | VE bedreigt SO met een mes.\n", encoding="utf-8"
    )
    stories = tmp_path / "verhalenbank" / "A"
    stories.mkdir(parents=True)
    told = "\n".join(
        f"### A-{number:02} | registratie | geen\n{TOLD[number % 5]} || uitbuiting.verdiensten_afnemen\n{OTHER[number % 5]}\n\n"
        f"Hij dreigde haar achter het raam te slaan. || machtsmiddel.bedreiging ; ?machtsmiddel.mishandeling @familie>slachtoffer"
        for number in range(8)
    )
    innocent = "\n".join(
        f"### A-{number} | melding | geen_uitbuiting\n{OTHER[number % 5]}\n{OTHER[(number + 1) % 5]}" for number in range(20, 26)
    )
    (stories / "01.txt").write_text(f"{told}\n{innocent}\n", encoding="utf-8")
    return tmp_path


def test_a_bank_becomes_lines(corpora):
    lines = list(bank_lines(corpora / "zinnenbank"))
    assert len(lines) == 13
    assert [line.told for line in lines if line.told.get("uitbuiting.verdiensten_afnemen") == "ontkend"] != []
    assert {line.origin for line in lines} == {"zinnenbank/A"}


def test_a_bank_becomes_narratives(corpora):
    narratives = list(bank_narratives(corpora / "verhalenbank"))
    assert len(narratives) == 14
    first = narratives[0]
    assert (first.id, first.register, first.typology) == ("A-00", "registratie", "geen")
    assert all(first.text[coding.start : coding.end] == coding.text for coding in first.codings)
    assert [(coding.code, coding.presence, coding.agent) for coding in first.codings][1:] == [
        ("machtsmiddel.bedreiging", "aanwezig", "uitbuiter"),
        ("machtsmiddel.mishandeling", "onzeker", "familie"),
    ]
    assert "\n" in first.text


@pytest.mark.parametrize(
    ("name", "text", "said"),
    [
        ("zinnenbank/A/geen.code.txt", "+ p | x", "no code geen.code"),
        ("zinnenbank/A/locatie.raam.txt", "zonder streep", "locatie.raam.txt, line 1"),
        ("verhalenbank/A/02.txt", "### A-1 registratie", "02.txt, line 1"),
        ("verhalenbank/A/02.txt", "Los van alles. || locatie.raam", "before the first"),
        ("verhalenbank/A/02.txt", "### A-1 | melding | geen\nZin. || locatie.nergens", "line 2: a coding reads"),
    ],
)
def test_mistakes_are_named(corpora, name, text, said):
    (corpora / name).write_text(text, encoding="utf-8")
    with pytest.raises(InputError, match=said):
        list(bank_lines(corpora / "zinnenbank"))
        list(bank_narratives(corpora / "verhalenbank"))


def test_the_strongest_presence_that_counts_stays():
    told = {}
    for presence, agent in (("ontkend", ""), ("onzeker", "uitbuiter"), ("aanwezig", "familie")):
        tell(told, "machtsmiddel.dwang_werk", presence, agent, "slachtoffer")
    assert told == {"machtsmiddel.dwang_werk": "onzeker"}


def test_a_sentence_tells_the_codes_whose_evidence_lies_in_it(corpora, nlp):
    make = Examples(nlp, neutral_words())
    examples = list(make.of_narratives(bank_narratives(corpora / "verhalenbank"), "verhalenbank"))
    first = [example for example in examples if example.narrative == "A-00"]
    assert [set(example.told) for example in first] == [{"uitbuiting.verdiensten_afnemen"}, set(), {"machtsmiddel.bedreiging"}]
    assert any(example.frames for example in examples)


def test_what_is_usual_comes_from_the_codings():
    from textmine.pipeline.learned.model import Output

    codings = [Coding("locatie.raam", phase="verloop", source="slachtoffer")] * 4 + [Coding("locatie.hotel", source="melder")] * 6
    raam, hotel, other = with_usual([Output(code, 0, 0, 0) for code in ("locatie.raam", "locatie.hotel", "dader.vrouw")], codings)
    assert (raam.source, hotel.source, other.source) == ("melder", "melder", "onbekend")


def test_training_gives_models_that_load_and_the_same_twice(corpora, tmp_path):
    said = []
    train_codes(corpora, tmp_path / "een", progress=said.append)
    train_codes(corpora, tmp_path / "twee", progress=lambda _: None)
    assert (tmp_path / "een" / "model.json").read_bytes() == (tmp_path / "twee" / "model.json").read_bytes()
    model = load_model(tmp_path / "een")
    assert {output.code for output in model.outputs} == {"uitbuiting.verdiensten_afnemen", "machtsmiddel.bedreiging"}
    assert json.loads((tmp_path / "een" / "model.json").read_text(encoding="utf-8"))["about"]["narratives"] == "14"
    assert said[0] == "reading the corpora"
    nlp = load(only="frames")
    nlp.remove_pipe("textmine_learned")
    nlp.add_pipe("textmine_learned", config={"model": str(tmp_path / "een")}, after="textmine_words")
    assert isinstance(nlp(" ".join(TOLD))._.codings, tuple)


def test_an_empty_folder_is_refused(tmp_path):
    with pytest.raises(InputError, match="corpora"):
        train_codes(tmp_path, tmp_path / "uit", progress=lambda _: None)


def own_narratives(count):
    return [Narrative(f"{number:02}", f"{TOLD[number % 5]} {OTHER[number % 5]} Hij dreigde haar.") for number in range(count)]


def by_hand(narratives):
    codings = [
        HandCoding(
            one.id, "A", "uitbuiting.verdiensten_afnemen", "aanwezig", 0, one.text.index("."), one.text[: one.text.index(".")]
        )
        for one in narratives
    ]
    codings += [
        HandCoding("00", "A", "machtsmiddel.bedreiging", "aanwezig"),
        HandCoding("00", "B", "locatie.raam", "aanwezig", 0, 3),
    ]
    return HandCodings(tuple(codings), coded=frozenset({(one.id, "A") for one in narratives} | {("00", "B")}))


def test_hand_codings_with_a_place_become_narratives():
    narratives = own_narratives(3)
    coded, without = coded_by_hand([*narratives, Narrative("99", "Niet gecodeerd.")], by_hand(narratives))
    assert [one.id for one in coded] == ["00", "01", "02"]
    assert without == 1
    assert [coding.code for coding in coded[0].codings] == ["uitbuiting.verdiensten_afnemen"]


def test_learning_from_hand_codings_says_what_it_gains(corpora, tmp_path, monkeypatch):
    narratives = own_narratives(12)
    with RunStore(tmp_path / "run") as store:
        tag_into_store(
            narratives,
            tag_batch=Tagger(load(only="frames")),
            store=store,
            settings=RunSettings("hash", "0", "1", {}),
            progress=None,
        )
    sheet = tmp_path / "codeur.csv"
    rows = [
        "narrative_id,code,value,start,end",
        *(f"{one.id},uitbuiting.verdiensten_afnemen,aanwezig,0,10" for one in narratives),
    ]
    sheet.write_text("\n".join(rows), encoding="utf-8")
    monkeypatch.setattr("textmine.training.codes.learn.corpora_folder", lambda: corpora)
    learned, problems = jobs.learn_codes([sheet], jobs.Settings(tmp_path / "run"), tmp_path / "eigen", progress=lambda _: None)
    assert problems == ()
    assert (learned.n_narratives, learned.n_codings, learned.n_without_place) == (12, 12, 0)
    assert learned.gain["name"].tolist() == ["alle", "uitbuiting"]
    assert "12 narratives, 12 codings" in next(learned.lines())
    nlp = load(codes=tmp_path / "eigen")
    assert nlp.get_pipe("textmine_learned").model.about["narratives"] == "26"


def test_too_few_narratives_to_learn_from(corpora):
    with pytest.raises(InputError, match="10 are needed"):
        learn(coded_by_hand(own_narratives(3), by_hand(own_narratives(3)))[0], corpora=corpora)
