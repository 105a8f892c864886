from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from hypothesis import given
from hypothesis import strategies as st
from sklearn.base import clone

from textmine.codebook import load_codebook
from textmine.errors import LexiconError
from textmine.typology.features import presence_values
from textmine.typology.profiles import load_reference_types
from textmine.typology.reference import ReferenceMatcher, type_scores
from textmine.typology.victims import add_victim_attributes, attribute_ids

REFERENCE = load_reference_types()
CODES = list(load_codebook().codes)

# Narratives written after the four stories, none of them complete; each holds something of another type as well.
STORIES = {
    "gered_door_uitbuiter": [
        "kwetsbaarheid.jeugdzorg kwetsbaarheid.verslaving ontstaan.online ontstaan.via_via ontstaan.liefdesrelatie "
        "machtsmiddel.verleiding_liefde machtsmiddel.verleiding_cadeaus machtsmiddel.verleiding_toekomst "
        "uitbuiting.klantenwerving locatie.hotel signaal.politiecontrole beeindiging.politie aangifte.niet "
        "zelfbeeld.geen_slachtoffer",
        "kwetsbaarheid.jeugdzorg kwetsbaarheid.gezin ontstaan.liefdesrelatie uitbuiting.klantenwerving "
        "uitbuiting.verdiensten_afnemen locatie.garagebox zelfbeeld.geen_slachtoffer !machtsmiddel.mishandeling",
        "kwetsbaarheid.jeugdzorg kwetsbaarheid.risicogedrag signaal.zorginstelling machtsmiddel.verleiding_cadeaus "
        "?uitbuiting.klantenwerving locatie.vakantiepark aangifte.niet",
        "kwetsbaarheid.geaardheid kwetsbaarheid.verslaving ontstaan.online machtsmiddel.verleiding_toekomst "
        "machtsmiddel.verleiding_cadeaus uitbuiting.op_naam locatie.hotel zelfbeeld.geen_slachtoffer signaal.omgeving",
    ],
    "van_hand_tot_hand": [
        "kwetsbaarheid.mishandeling_verleden kwetsbaarheid.ervaring_sekswerk machtsmiddel.misleiding_werk ontstaan.aanbod_werk "
        "uitbuiting.grensoverschrijdend uitbuiting.doorverkoop facilitator.netwerk dader.meerdere locatie.raam locatie.escort "
        "uitbuiting.vervoer uitbuiting.lange_dagen uitbuiting.verdiensten_afnemen machtsmiddel.mishandeling "
        "beeindiging.dader_weg aangifte.gedaan aangifte.veroordeling",
        "machtsmiddel.misleiding_werk uitbuiting.doorverkoop uitbuiting.lange_dagen locatie.raam machtsmiddel.bedreiging",
        "kwetsbaarheid.ervaring_sekswerk uitbuiting.vervoer dader.meerdere machtsmiddel.controle locatie.escort "
        "uitbuiting.verdiensten_afnemen aangifte.niet",
        "machtsmiddel.papieren_afpakken uitbuiting.doorverkoop uitbuiting.vervoer facilitator.chauffeur "
        "uitbuiting.grensoverschrijdend uitbuiting.lange_dagen machtsmiddel.schuldbinding",
    ],
    "vlucht_naar_toekomst": [
        "kwetsbaarheid.geaardheid kwetsbaarheid.financieel ontstaan.via_via machtsmiddel.misleiding_werk machtsmiddel.voodoo "
        "machtsmiddel.schuldbinding machtsmiddel.papieren_afpakken uitbuiting.grensoverschrijdend facilitator.madam "
        "machtsmiddel.vrijheidsbeneming locatie.woning_uitbuiter machtsmiddel.mishandeling beeindiging.ontsnapping "
        "aangifte.gedaan aangifte.b8 aangifte.sepot",
        "kwetsbaarheid.ongedocumenteerd machtsmiddel.voodoo machtsmiddel.schuldbinding facilitator.madam",
        "kwetsbaarheid.dakloos machtsmiddel.misleiding_werk machtsmiddel.papieren_afpakken uitbuiting.grensoverschrijdend "
        "locatie.woning_uitbuiter machtsmiddel.vrijheidsbeneming beeindiging.ontsnapping !machtsmiddel.voodoo",
        "?machtsmiddel.voodoo machtsmiddel.schuldbinding kwetsbaarheid.geaardheid machtsmiddel.misbruik_kwetsbaarheid "
        "locatie.woning_uitbuiter aangifte.b8 uitbuiting.verdiensten_afnemen",
    ],
    "gevallen_voor_klant": [
        "kwetsbaarheid.gezin kwetsbaarheid.ervaring_sekswerk locatie.raam ontstaan.klantrelatie ontstaan.liefdesrelatie "
        "machtsmiddel.verleiding_cadeaus machtsmiddel.verleiding_toekomst uitbuiting.verdiensten_afnemen "
        "machtsmiddel.mishandeling machtsmiddel.gedwongen_abortus machtsmiddel.gedwongen_tatoeage beeindiging.relatie_verbroken "
        "aangifte.gedaan aangifte.sepot",
        "kwetsbaarheid.ervaring_sekswerk ontstaan.klantrelatie uitbuiting.op_naam machtsmiddel.isolatie "
        "beeindiging.relatie_verbroken",
        "ontstaan.klantrelatie machtsmiddel.verleiding_liefde machtsmiddel.dwang_werk machtsmiddel.gedwongen_tatoeage "
        "beeindiging.contact_na locatie.woning",
        "locatie.raam ontstaan.klantrelatie machtsmiddel.verleiding_toekomst machtsmiddel.mishandeling "
        "uitbuiting.verdiensten_afnemen aangifte.sepot ?machtsmiddel.gedwongen_abortus",
    ],
}

NO_STORIES = {
    "geen_uitbuiting": [
        "",
        "kwetsbaarheid.ervaring_sekswerk locatie.raam circuit.legaal kwetsbaarheid.financieel",
        "kwetsbaarheid.jeugdzorg kwetsbaarheid.verslaving ontstaan.online !machtsmiddel.verleiding_cadeaus "
        "?uitbuiting.klantenwerving",
    ],
    "te_weinig_codes": [
        "machtsmiddel.voodoo facilitator.madam beeindiging.ontsnapping",
        "ontstaan.klantrelatie beeindiging.relatie_verbroken machtsmiddel.mishandeling ?aangifte.sepot",
    ],
    "score_te_laag": [
        "kwetsbaarheid.lvb ontstaan.familie uitbuiting.klantenwerving machtsmiddel.manipulatie dader.vrouw aangifte.gedaan",
        "kwetsbaarheid.financieel ontstaan.vriendschap locatie.online machtsmiddel.chantage_beeld dader.vrouw aangifte.niet",
    ],
    "marge_te_klein": [
        "machtsmiddel.misleiding_werk uitbuiting.grensoverschrijdend machtsmiddel.papieren_afpakken machtsmiddel.schuldbinding "
        "machtsmiddel.controle uitbuiting.slechte_omstandigheden uitbuiting.lange_dagen locatie.massagesalon dader.vrouw",
        "ontstaan.klantrelatie uitbuiting.doorverkoop locatie.raam machtsmiddel.mishandeling kwetsbaarheid.ervaring_sekswerk "
        "uitbuiting.vervoer beeindiging.relatie_verbroken uitbuiting.lange_dagen machtsmiddel.verleiding_cadeaus",
    ],
}


@pytest.mark.parametrize(("kind", "story"), [(kind, story) for kind, stories in STORIES.items() for story in stories])
def test_each_story_is_given_its_type(narrative_rows, kind: str, story: str) -> None:
    match = ReferenceMatcher().fit().match(narrative_rows({"1": story})).iloc[0]
    assert (match["reference_type"], match["reference_reason"]) == (kind, "")
    assert match["margin"] >= REFERENCE.scoring.min_margin


@pytest.mark.parametrize(("reason", "story"), [(reason, story) for reason, stories in NO_STORIES.items() for story in stories])
def test_what_fits_none_is_geen_with_its_reason(narrative_rows, reason: str, story: str) -> None:
    match = ReferenceMatcher().fit().match(narrative_rows({"1": story})).iloc[0]
    assert (match["reference_type"], match["reference_reason"]) == ("geen", reason)


@pytest.mark.parametrize("region", ["nederland", "oost_europa", "west_afrika", "latijns_amerika"])
@pytest.mark.parametrize("age", ["minderjarig", "meerderjarig"])
def test_origin_and_age_do_not_decide(narrative_rows, region: str, age: str) -> None:
    codes = narrative_rows({f"{kind} {i}": story for kind, stories in STORIES.items() for i, story in enumerate(stories)})
    actors = pd.DataFrame(
        {"narrative_id": codes["narrative_id"], "rol": "slachtoffer", "leeftijdsgroep": age, "herkomst_regio": region}
    )
    swapped = ReferenceMatcher().fit().predict(add_victim_attributes(codes, actors))
    plain = ReferenceMatcher().fit().predict(codes)
    assert all(after in {before, "geen"} for before, after in zip(plain, swapped, strict=True))
    assert (swapped == plain).mean() > 0.8


def test_attributes_are_no_codes_and_lean_on_the_scale_only_a_little(narrative_rows) -> None:
    codes = narrative_rows({"1": "machtsmiddel.voodoo facilitator.madam beeindiging.ontsnapping"})
    actors = pd.DataFrame([["1", "slachtoffer", "meerderjarig", "west_afrika"]])
    actors.columns = ["narrative_id", "rol", "leeftijdsgroep", "herkomst_regio"]
    known = add_victim_attributes(codes, actors)
    matcher = ReferenceMatcher().fit()
    assert matcher.match(known)["reference_reason"].tolist() == ["te_weinig_codes"]
    gain = matcher.transform(known).loc["1", "vlucht_naar_toekomst"] - matcher.transform(codes).loc["1", "vlucht_naar_toekomst"]
    assert 0 < gain < 0.1


def values_of(story: set[str]) -> pd.DataFrame:
    return pd.DataFrame([[float(code in story) for code in CODES]], columns=CODES)


@given(st.sets(st.sampled_from(CODES)), st.sampled_from(REFERENCE.types), st.data())
def test_more_evidence_for_never_lowers_and_against_never_raises(story: set[str], kind, data: st.DataObject) -> None:
    speaks_for = data.draw(st.sampled_from([code for code in kind.speaks_for if code in CODES]))
    speaks_against = data.draw(st.sampled_from([code for code in kind.speaks_against if code in CODES]))
    before = type_scores(values_of(story), REFERENCE).loc[0, kind.id]
    assert 0 <= before <= 1
    assert type_scores(values_of(story | {speaks_for}), REFERENCE).loc[0, kind.id] >= before
    assert type_scores(values_of(story | {speaks_against}), REFERENCE).loc[0, kind.id] <= before


@pytest.mark.parametrize("kind", REFERENCE.types, ids=lambda kind: kind.id)
def test_the_score_runs_from_nothing_to_the_whole_story(kind) -> None:
    scores = [type_scores(values_of(story), REFERENCE).loc[0, kind.id] for story in (set(), set(kind.speaks_for))]
    assert scores == pytest.approx([0, 1])


def test_a_score_by_hand(narrative_rows) -> None:
    codes = narrative_rows({"1": "machtsmiddel.voodoo ?facilitator.madam locatie.raam !beeindiging.ontsnapping"})
    kind = next(kind for kind in REFERENCE.types if kind.id == "vlucht_naar_toekomst")
    total = sum(weight for code, weight in kind.speaks_for.items() if code in CODES)
    expected = 1.25 * 4.5 / (4.5 + 2 + 0.25 * total)
    assert ReferenceMatcher().fit().transform(codes).loc["1", kind.id] == pytest.approx(expected)


def test_codes_that_nobody_looked_for_are_not_missed(narrative_rows) -> None:
    story = STORIES["gevallen_voor_klant"][1]
    codes = narrative_rows({"1": story})
    asked = codes[["narrative_id", *story.split()]]
    matcher = ReferenceMatcher().fit()
    assert matcher.transform(asked).loc["1", "gevallen_voor_klant"] > matcher.transform(codes).loc["1", "gevallen_voor_klant"]


def test_the_explanation_names_the_codes_the_heaviest_first(narrative_rows) -> None:
    codes = narrative_rows({"b": "uitbuiting.doorverkoop ?machtsmiddel.voodoo locatie.raam", "a": ""})
    table = ReferenceMatcher().fit().explain(codes)
    assert table.columns.tolist() == ["narrative_id", "reference_type", "score", "spoke_for", "spoke_against"]
    assert table["narrative_id"].tolist() == ["b"] * 4 + ["a"] * 4
    row = table[(table["narrative_id"] == "b") & (table["reference_type"] == "van_hand_tot_hand")].iloc[0]
    assert (row["spoke_for"], row["spoke_against"]) == ("uitbuiting.doorverkoop;locatie.raam", "machtsmiddel.voodoo")
    silent = table[table["narrative_id"] == "a"]
    assert set(silent["spoke_for"]) == set(silent["spoke_against"]) == {""}
    assert not silent["score"].any()


def test_it_can_be_cloned_and_handles_no_narratives(narrative_rows) -> None:
    matcher = clone(ReferenceMatcher(uncertain=0.2)).fit()
    empty = narrative_rows({})
    assert matcher.get_params() == {"path": None, "uncertain": 0.2}
    assert matcher.predict(empty).tolist() == []
    assert matcher.explain(empty).empty
    assert np.array_equal(matcher.transform(empty).columns, REFERENCE.ids)


def test_the_shipped_profiles_name_only_codes_of_the_codebook_and_the_types_of_its_list() -> None:
    codebook = load_codebook()
    assert set(REFERENCE.ids) | {"geen"} == set(codebook.values["typologie"])
    for kind in REFERENCE.types:
        assert set(kind.speaks_for) | set(kind.speaks_against) <= {*codebook.codes, *attribute_ids()}
        attributes = {code: weight for code, weight in kind.speaks_for.items() if code.startswith("slachtoffer.")}
        assert set(attributes.values()) == {1}


CUSTOM = """
[scoring]
min_codes = 1
exploitation = ["machtsmiddel"]
[[type]]
id = "eigen_type"
label_nl = "Eigen type"
[type.for]
"machtsmiddel.voodoo" = 2
[type.against]
"locatie.raam" = 1.5
"""


def test_a_user_can_give_other_types(tmp_path: Path, narrative_rows) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(CUSTOM, encoding="utf-8")
    match = ReferenceMatcher(path=path).fit().match(narrative_rows({"1": "machtsmiddel.voodoo", "2": "locatie.raam"}))
    assert match["reference_type"].tolist() == ["eigen_type", "geen"]
    assert match["margin"].tolist() == match["reference_score"].tolist() == [1.0, 0.0]
    loaded = load_reference_types(path)
    assert (loaded.types[0].label_nl, loaded.scoring.min_codes, loaded.scoring.min_score) == ("Eigen type", 1, 0.5)


@pytest.mark.parametrize(
    ("old", "new", "problem"),
    [
        ('"machtsmiddel.voodoo" = 2', '"machtsmiddel.toverij" = 2', "for: machtsmiddel.toverij is no code of the codebook"),
        ('"machtsmiddel.voodoo" = 2', '"machtsmiddel.voodoo" = -2', "weight of machtsmiddel.voodoo must be a number above 0"),
        ('"machtsmiddel.voodoo" = 2', '"machtsmiddel.voodoo" = true', "must be a number above 0"),
        ('"machtsmiddel.voodoo" = 2', "", "no code speaks for it"),
        ('"locatie.raam" = 1.5', '"machtsmiddel.voodoo" = 1', "speaks both for and against"),
        ('id = "eigen_type"', 'id = "geen"', "needs an id, another than 'geen'"),
        ('id = "eigen_type"', "", "type 1: needs an id"),
        ('label_nl = "Eigen type"', 'naam = "Eigen type"', "naam is not known"),
        ("min_codes = 1", "min_code = 1", "scoring: min_code is not known; choose from half_share"),
        ("min_codes = 1", 'min_codes = "veel"', "min_codes must be a number of 0 or more"),
        ('exploitation = ["machtsmiddel"]', "exploitation = 3", "exploitation must be a list"),
        ("[[type]]", "[[soort]]", r"there is no [[type]]"),
        ("[[type]]", "[[type", "not valid TOML"),
    ],
)
def test_mistakes_in_a_file_are_said(tmp_path: Path, old: str, new: str, problem: str) -> None:
    path = tmp_path / "eigen.toml"
    assert old in CUSTOM
    path.write_text(CUSTOM.replace(old, new), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_reference_types(path)
    assert "eigen.toml" in str(caught.value)
    assert problem in str(caught.value)


def test_all_mistakes_are_said_at_once_and_a_missing_file_too(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(CUSTOM.replace("voodoo", "toverij").replace("raam", "maan").replace("min_codes", "codes"), encoding="utf-8")
    with pytest.raises(LexiconError) as caught:
        load_reference_types(path)
    assert all(word in str(caught.value) for word in ("toverij", "maan", "scoring: codes"))
    with pytest.raises(LexiconError, match=r"weg\.toml"):
        load_reference_types(tmp_path / "weg.toml")


def test_double_types_are_refused(tmp_path: Path) -> None:
    path = tmp_path / "eigen.toml"
    path.write_text(CUSTOM + CUSTOM[CUSTOM.index("[[type]]") :], encoding="utf-8")
    with pytest.raises(LexiconError, match="eigen_type: stands in the file twice"):
        load_reference_types(path)


def test_a_mean_profile_is_scored_like_a_narrative(narrative_rows) -> None:
    stories = STORIES["van_hand_tot_hand"]
    values = presence_values(narrative_rows({str(i): story for i, story in enumerate(stories)}))
    assert type_scores(values.mean().to_frame().T, REFERENCE).iloc[0].idxmax() == "van_hand_tot_hand"
