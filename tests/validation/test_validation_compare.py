"""Whole validations: who is compared with whom, on what, and what the tables say."""

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import cohen_kappa_score, f1_score

from textmine.codings.hand import HandCodings
from textmine.errors import HandCodingError
from textmine.records import Failure, HandCoding
from textmine.validation import validate
from textmine.validation.pairs import AGREEMENT_COLUMNS, WITH_INTERVAL

IDS = [f"{i:03}" for i in range(40)]
CODES = ["machtsmiddel.bedreiging", "machtsmiddel.controle", "locatie.raam"]
RARE = "locatie.hotel"


def random_values(seed, codes=(*CODES, RARE), ids=IDS):
    """Values per narrative and code; the last code is present in two narratives only."""
    rng = np.random.default_rng(seed)
    table = pd.DataFrame(rng.choice(["aanwezig", "niet_vermeld"], size=(len(ids), len(codes))), index=ids, columns=list(codes))
    table[RARE] = ["aanwezig"] * 2 + ["niet_vermeld"] * (len(ids) - 2)
    return table.astype(object)


def codes_table(values):
    return values.rename_axis("narrative_id").reset_index()


def hand_codings(values_by_coder, types=None):
    codings = [
        HandCoding(narrative_id, coder, code, value)
        for coder, values in values_by_coder.items()
        for narrative_id, row in values.iterrows()
        for code, value in row.items()
        if value not in ("niet_vermeld", None)
    ]
    coded = frozenset((narrative_id, coder) for coder, values in values_by_coder.items() for narrative_id in values.index)
    for coder, by_id in (types or {}).items():
        codings += [HandCoding(narrative_id, coder, "typologie", value) for narrative_id, value in by_id.items()]
    return HandCodings(tuple(codings), coded=coded)


def row(validation, comparison, scope, code=""):
    table = validation.agreement
    found = table[(table.comparison == comparison) & (table.scope == scope) & (table.code == code)]
    assert len(found) == 1
    return found.iloc[0]


@pytest.fixture(scope="module")
def values():
    return {"textmine": random_values(1), "A": random_values(2), "B": random_values(3)}


@pytest.fixture(scope="module")
def validation(values):
    hand = hand_codings({"B": values["B"], "A": values["A"]})
    return validate(codes_table(values["textmine"]), hand, n_boot=200)


def test_coders_with_each_other_first(validation):
    assert validation.agreement.comparison.unique().tolist() == ["A × B", "textmine × A", "textmine × B"]
    kinds = validation.agreement.groupby("comparison").kind.unique().str.join(",").to_dict()
    assert kinds == {"A × B": "coder_coder", "textmine × A": "program_coder", "textmine × B": "program_coder"}
    assert tuple(validation.agreement.columns) == AGREEMENT_COLUMNS


def test_code_row_equals_scikit_learn(validation, values):
    program, standard = ((values[name][CODES[0]] == "aanwezig").to_numpy() for name in ("textmine", "A"))
    found = row(validation, "textmine × A", "code", CODES[0])
    assert found.kappa == pytest.approx(cohen_kappa_score(program, standard))
    assert found.f1 == pytest.approx(f1_score(standard, program))
    assert found.prevalence == pytest.approx(standard.mean())
    assert (found.tp, found.fp) == ((program & standard).sum(), (program & ~standard).sum())
    assert found.kappa_low < found.kappa < found.kappa_high


def test_pooled_rows_add_up(validation):
    counts = ["n", "tp", "fp", "fn", "tn"]
    for comparison in validation.agreement.comparison.unique():
        table = validation.agreement[validation.agreement.comparison == comparison].set_index(["scope", "code"])
        of_code = table.loc["code", counts].astype(int)
        assert (table.loc[("dimensie", "machtsmiddel"), counts] == of_code.loc[CODES[:2]].sum()).all()
        assert (table.loc[("alle", ""), counts] == of_code.sum()).all()


def test_macro_is_the_mean_over_codes_with_enough_positives(validation):
    table = validation.agreement[validation.agreement.comparison == "textmine × A"]
    frequent = table[(table.scope == "code") & table.code.isin(CODES)]
    macro = row(validation, "textmine × A", "alle_macro")
    assert macro.f1 == pytest.approx(frequent.f1.mean())
    assert macro.kappa == pytest.approx(frequent.kappa.mean())
    assert macro.n == 3 * len(IDS)


def test_too_few_positives_gives_counts_only(validation):
    for comparison in ("A × B", "textmine × A"):
        rare = row(validation, comparison, "code", RARE)
        assert (rare.tp, rare.n, rare.prevalence) == (2, 40, 0.05)
        assert rare[["percent", *WITH_INTERVAL, "f1_low", "ac1_high"]].isna().all()
        assert rare.note == "minder dan 5 keer aanwezig: alleen aantallen"


@pytest.mark.parametrize(("kind", "scored"), [("A × B", False), ("textmine × A", True)])
def test_five_positives_of_the_standard_or_of_either_coder(kind, scored):
    four, six = (["aanwezig"] * n + ["niet_vermeld"] * (12 - n) for n in (4, 6))
    tables = [pd.DataFrame({CODES[0]: values}, index=IDS[:12], dtype=object) for values in (four, six)]
    hand = hand_codings({"A": tables[0], "B": tables[1]} if kind == "A × B" else {"A": tables[1]})
    found = row(validate(codes_table(tables[0]), hand, n_boot=50), kind, "code", CODES[0])
    assert np.isfinite(found.recall if kind != "A × B" else found.kappa) == scored


def test_disagreements_are_the_false_positives_and_negatives(validation, values):
    for comparison in validation.agreement.comparison.unique():
        pooled = row(validation, comparison, "alle")
        listed = validation.disagreements[validation.disagreements.comparison == comparison]
        assert len(listed) == pooled.fp + pooled.fn
    first = validation.disagreements[validation.disagreements.comparison == "textmine × B"].iloc[0]
    assert first.value_a == values["textmine"].loc[first.narrative_id, first.code]
    assert first.value_b == values["B"].loc[first.narrative_id, first.code]


@pytest.mark.parametrize(
    ("fold_uncertain", "tp", "fp", "fn", "percent"),
    [("niet", 5, 0, 5, 16 / 21), ("aanwezig", 15, 1, 0, 20 / 21), ("apart", 5, 0, 5, 15 / 21)],
)
def test_folding_of_uncertain(fold_uncertain, tp, fp, fn, percent):
    pairs = [("aanwezig", "aanwezig")] * 5 + [("onzeker", "aanwezig")] * 5 + [("onzeker", "onzeker")] * 5
    pairs += [("niet_vermeld", "ontkend")] * 5 + [("onzeker", "ontkend")]
    program, standard = (pd.DataFrame({CODES[0]: column}, index=IDS[:21], dtype=object) for column in zip(*pairs, strict=True))
    result = validate(codes_table(program), hand_codings({"A": standard}), fold_uncertain=fold_uncertain, n_boot=50)
    found = row(result, "textmine × A", "code", CODES[0])
    assert (found.tp, found.fp, found.fn, found.n) == (tp, fp, fn, 21)
    assert found.percent == pytest.approx(percent)


def test_missing_judgements_leave_the_unit_out(values):
    hand = hand_codings({"A": values["A"]})
    gone = frozenset((narrative_id, "A", code) for narrative_id in IDS for code in (CODES[1], RARE))
    codings = tuple(coding for coding in hand.codings if (coding.narrative_id, "A", coding.code) not in gone)
    table = validate(codes_table(values["textmine"]), HandCodings(codings, coded=hand.coded, missing=gone), n_boot=20).agreement
    assert table[table.scope == "code"].code.tolist() == [CODES[0], CODES[2]]
    assert table[table.scope == "alle"].n.tolist() == [80]


def test_only_shared_narratives_are_compared(values):
    hand = hand_codings(
        {"A": values["A"].iloc[:30], "B": values["B"].iloc[20:], "C": random_values(5, ids=["elders 1", "elders 2"])}
    )
    result = validate(codes_table(values["textmine"].iloc[:35]), hand, n_boot=20)
    n = result.agreement[result.agreement.code == CODES[0]].set_index("comparison").n.to_dict()
    assert n == {"A × B": 10, "textmine × A": 30, "textmine × B": 15}
    settings = result.settings.set_index("name").value
    assert (settings["n_narratives C"], settings["n_hand_coded_not_in_run"]) == ("2", "7")


def test_cases_are_drawn_whole_and_widen_the_interval(values):
    copies = {name: pd.concat([table.iloc[:10]] * 4).set_axis(IDS) for name, table in values.items()}
    hand = hand_codings({"A": copies["A"]})
    cases = {narrative_id: f"zaak {i % 10}" for i, narrative_id in enumerate(IDS)}
    loose, clustered = (
        row(validate(codes_table(copies["textmine"]), hand, cases=given), "textmine × A", "alle") for given in (None, cases)
    )
    assert loose.kappa == clustered.kappa
    assert clustered.kappa_high - clustered.kappa_low > 1.5 * (loose.kappa_high - loose.kappa_low)


def test_same_seed_same_tables(values, validation):
    hand = hand_codings({"B": values["B"], "A": values["A"]})
    again = validate(codes_table(values["textmine"]), hand, n_boot=200).frames()
    for name, frame in validation.frames().items():
        pd.testing.assert_frame_equal(frame, again[name])
    other = validate(codes_table(values["textmine"]), hand, n_boot=200, seed=1)
    assert (other.agreement.kappa_low.dropna() != validation.agreement.kappa_low.dropna()).any()


def test_draws_without_a_statistic_are_counted_in_the_note():
    n = 8
    program = pd.DataFrame({CODES[0]: ["aanwezig"] * n}, index=IDS[:n], dtype=object)
    standard = pd.DataFrame({CODES[0]: ["aanwezig"] * 6 + ["niet_vermeld"] * 2}, index=IDS[:n], dtype=object)
    found = row(validate(codes_table(program), hand_codings({"A": standard})), "textmine × A", "code", CODES[0])
    assert found.note.startswith("niet te berekenen in een deel van de trekkingen: kappa 1")
    assert "alpha" in found.note
    assert "geen interval, in alle trekkingen gelijk: recall" in found.note
    assert (found.recall, found.kappa) == (1, 0)
    assert np.isnan(found.recall_low)


def test_typologies(values):
    types = {"A": dict(zip(IDS, ["geen", "van_hand_tot_hand"] * 20, strict=True)), "B": dict.fromkeys(IDS[:30], "geen")}
    program = pd.DataFrame({"narrative_id": IDS, "cluster": [0, 1] * 19 + [-1, -1], "reference_type": ["geen"] * 40})
    result = validate(codes_table(values["textmine"]), hand_codings({"A": values["A"]}, types), typology=program, n_boot=50)
    table = result.typology_agreement.set_index("comparison")
    assert table.index.tolist() == [
        "A × B",
        *("textmine cluster × A", "textmine cluster × B"),
        *("textmine reference_type × A", "textmine reference_type × B"),
    ]
    assert table.loc["textmine cluster × A", "ari"] > 0.8 > table.loc["textmine cluster × A", "ari_null_95"]
    assert np.isnan(table.loc["A × B", "ari"])
    assert table.n.tolist() == [30, 40, 30, 40, 30]
    cells = result.typology_confusion.set_index(["comparison", "row", "column"]).n
    assert cells["textmine cluster × A", "-1", "geen"] == 1
    assert cells["textmine cluster × A", "0", "van_hand_tot_hand"] == 0


def test_typologies_alone_are_enough(values):
    hand = hand_codings({}, {"A": dict.fromkeys(IDS, "geen")})
    result = validate(codes_table(values["textmine"]), hand)
    assert result.agreement.empty
    assert list(result.agreement.columns) == list(AGREEMENT_COLUMNS)
    assert result.typology_agreement.empty


def test_no_shared_narrative_names_ids_of_both_sides(values):
    hand = hand_codings({"A": random_values(2, ids=["1", "2", "3", "4"])})
    with pytest.raises(HandCodingError, match=r"Hand codings: 1, 2, 3 and 1 more\. textmine: 000, 001, 002 and 37 more"):
        validate(codes_table(values["textmine"]), hand)


def test_nothing_was_hand_coded(values):
    with pytest.raises(HandCodingError, match="Hand codings: none"):
        validate(codes_table(values["textmine"]), HandCodings(()))


def test_settings_say_what_was_left_out(values):
    hand = hand_codings({"A": values["A"]})
    problems = (Failure("hand.csv", "rij 3", "onbekende_code", "hand.csv, row 3: ..."),)
    hand = HandCodings(hand.codings, problems, hand.coded)
    result = validate(codes_table(values["textmine"].drop(columns=RARE)), hand, n_boot=10, seed=4)
    settings = result.settings.set_index("name").value
    assert (settings["seed"], settings["n_boot"], settings["n_problems"]) == ("4", "10", "1")
    assert settings["codes_not_in_run"] == RARE


def test_frames_are_those_of_a_run(validation, tmp_path):
    assert list(validation.frames()) == [
        *("agreement", "disagreements", "typology_agreement", "typology_confusion", "validation_settings")
    ]
    for name, frame in validation.frames().items():
        frame.to_parquet(tmp_path / f"{name}.parquet")


@pytest.mark.parametrize("n_boot", [0, -1])
def test_draws_must_be_positive(values, n_boot):
    with pytest.raises(ValueError, match="n_boot"):
        validate(codes_table(values["textmine"]), hand_codings({"A": values["A"]}), n_boot=n_boot)
