"""The yardstick: scores, shares and kinds of error on narratives coded by hand with evidence."""

from __future__ import annotations

import pytest

from textmine.codings.quoted import CodedNarrative
from textmine.records import Actor, Coding
from textmine.validation.evaluation import by_second_coder, compare, evaluate, show
from textmine.validation.evaluation.judged import Judged

TEXT = "Haar vader sloeg haar. VE sloeg haar. Niemand dreigde. Zij werkt achter het raam."


def at(words, code, presence="aanwezig", agent="uitbuiter", target="slachtoffer", rule=""):
    start = TEXT.index(words)
    return Coding(code, presence, agent, target, start=start, end=start + len(words), text=words, rule=rule)


HIT = at("VE sloeg haar", "machtsmiddel.mishandeling")
PAST = at("Haar vader sloeg haar", "kwetsbaarheid.mishandeling_verleden", agent="familie")
PLACE = at("achter het raam", "locatie.raam")
DENIED = at("Niemand dreigde", "machtsmiddel.bedreiging", "ontkend")


def case(gold, found, name="1", dropped=(), gold_actors=(), actors=()):
    return Judged(
        CodedNarrative(name, TEXT, "registratie", tuple(gold), "", tuple(gold_actors)),
        tuple(found),
        tuple(actors),
        tuple(dropped),
    )


def table(cases):
    return compare(cases, n_boot=50, seed=0)


def score(found, scope, name, value="aanwezig"):
    rows = found.scores
    return rows[(rows["scope"] == scope) & (rows["name"] == name) & (rows["value"] == value)].iloc[0]


def test_counts_of_codes_dimensions_and_qualifiers():
    found = table([case([HIT, PLACE, DENIED], [HIT, DENIED]), case([HIT], [HIT, PLACE], "2"), case([DENIED], [], "3")])
    assert score(found, "code", "machtsmiddel.mishandeling")[["tp", "fp", "fn"]].tolist() == [2, 0, 0]
    assert score(found, "dimension", "locatie")[["tp", "fp", "fn"]].tolist() == [0, 1, 1]
    assert score(found, "all", "alle")["f1"] == pytest.approx(2 * 2 / (2 * 2 + 1 + 1))
    assert score(found, "dimension", "machtsmiddel", "ontkend")[["tp", "fp", "fn"]].tolist() == [1, 0, 1]


def test_macro_is_the_mean_of_codes_with_enough_narratives():
    cases = [case([HIT, PLACE], [HIT] + [PLACE] * (n < 2), str(n)) for n in range(5)]
    macro = score(table(cases), "all_macro", "alle")
    assert macro["n_gold"] == 2
    assert macro["f1"] == pytest.approx((1 + 2 * 2 / 7) / 2)


@pytest.mark.parametrize(
    ("gold", "found", "dropped", "error", "kind"),
    [
        ([HIT], [], (), "missed", "missed_wording"),
        ([HIT], [at("VE sloeg haar", HIT.code, "ontkend")], (), "missed", "denied"),
        ([HIT], [at("VE sloeg haar", HIT.code, "onzeker")], (), "missed", "uncertain"),
        ([HIT], [at("VE sloeg haar", HIT.code, agent="familie")], (), "missed", "wrong_person"),
        ([HIT, PAST], [at("VE sloeg haar", PAST.code)], (), "missed", "background"),
        ([HIT], [], ({"code": HIT.code, "reason": "a condition"},), "missed", "dropped"),
        ([HIT, DENIED], [HIT, at("Niemand dreigde", DENIED.code)], (), "claimed", "denied"),
        ([HIT, at("Haar vader sloeg haar", HIT.code, agent="familie")], [HIT, PLACE], (), "claimed", "other"),
        ([PAST, PLACE], [PLACE, at("Haar vader sloeg haar", HIT.code), PAST], (), "claimed", "background"),
        ([PLACE], [PLACE, HIT], (), "claimed", "no_exploitation"),
        ([HIT], [HIT, at("VE sloeg haar", DENIED.code)], (), "claimed", "other_code"),
    ],
)
def test_kinds_of_error(gold, found, dropped, error, kind):
    errors = table([case(gold, found, dropped=dropped)]).errors
    assert errors[["error", "kind"]].to_numpy().tolist() == [[error, kind]]


def shares(found):
    return {row["measure"]: (row["right"], row["n"]) for row in found.measures.to_dict("records")}


def test_shares():
    other = at("VE sloeg haar", HIT.code, agent="facilitator")
    as_means = at("Haar vader sloeg haar", HIT.code)
    victim = {"rol": ["slachtoffer"], "leeftijdsgroep": "meerderjarig", "herkomst": ["BG"]}
    found = Actor("a", rol=("slachtoffer",), leeftijdsgroep="meerderjarig", herkomst=("RO",))
    got = shares(
        table(
            [
                case([HIT, PAST], [other, as_means], gold_actors=[victim], actors=[found]),
                case([PLACE], [HIT, PLACE], "2"),
                case([], [], "3", gold_actors=[victim]),
            ]
        )
    )
    assert got["agent"] == (0, 1)
    assert got["target"] == (1, 1)
    assert got["background_as_means"] == (1, 1)
    assert got["means_in_innocent"] == (1, 2)
    assert got["evidence"] == (2, 2)
    assert got["slachtoffer_found"] == (1, 2)
    assert got["slachtoffer_leeftijdsgroep"] == (1, 2)
    assert got["slachtoffer_herkomst"] == (0, 2)


def test_a_second_coder_stands_in_for_the_program():
    one = CodedNarrative("1", TEXT, "", (HIT,), "", ({"rol": ["uitbuiter"], "geslacht": "man", "mention": "VE"},))
    [both] = by_second_coder([one, CodedNarrative("2", TEXT, "", ())], [one])
    assert both.found == (HIT,)
    assert both.actors[0].rol == ("uitbuiter",)
    assert score(table([both]), "all", "alle")["f1"] == 1


def test_totals_show_no_code_and_no_narrative():
    totals = table([case([HIT], [PLACE])]).totals()
    text = "\n".join(show(totals))
    assert "locatie.raam" not in text
    assert len(totals.errors) == 0
    assert "machtsmiddelen" in text


@pytest.mark.parametrize("lang", ["nl", "en"])
def test_lines_hold_no_narrative_text(lang):
    text = "\n".join(show(table([case([HIT, PAST], [PLACE, DENIED]), case([], [], "2")]), lang))
    assert "sloeg" not in text
    assert "machtsmiddel.mishandeling" in text


def test_nothing_to_evaluate(nlp):
    with pytest.raises(ValueError, match="no narratives"):
        evaluate(nlp, [])
