"""Program and human coders compared: who agrees with whom, on which code, how surely, and where not.

Coders are compared with each other first: how far people agree is the most that can be asked of a program.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import combinations
from typing import Any

import pandas as pd

from textmine.codings.hand import HandCodings
from textmine.codings.sheet import TYPOLOGIE
from textmine.errors import HandCodingError
from textmine.validation.narratives import FoldUncertain, narrative_values
from textmine.validation.pairs import (
    AGREEMENT_COLUMNS,
    DISAGREEMENT_COLUMNS,
    MIN_POSITIVE,
    Kind,
    Pair,
    agreement_rows,
    disagreement_rows,
)
from textmine.validation.typology import CONFUSION_COLUMNS, TYPOLOGY_COLUMNS, confusion_rows, typology_row

PROGRAM = "textmine"


@dataclass(frozen=True)
class Validation:
    """The tables of a validation.

    ``agreement`` has a row for each comparison and code, dimension or whole; ``disagreements`` one for each narrative and code
    on which two differ; ``typology_agreement`` one for each comparison of groupings, ``typology_confusion`` one for each cell
    of its table; ``settings`` says how it was done.
    """

    agreement: pd.DataFrame
    disagreements: pd.DataFrame
    typology_agreement: pd.DataFrame
    typology_confusion: pd.DataFrame
    settings: pd.DataFrame

    def frames(self) -> dict[str, pd.DataFrame]:
        """Return the tables by the names under which a run stores them."""
        return {
            "agreement": self.agreement,
            "disagreements": self.disagreements,
            "typology_agreement": self.typology_agreement,
            "typology_confusion": self.typology_confusion,
            "validation_settings": self.settings,
        }


def validate(
    codes: pd.DataFrame,
    hand: HandCodings,
    *,
    typology: pd.DataFrame | None = None,
    seed: int = 0,
    n_boot: int = 1000,
    fold_uncertain: FoldUncertain = "niet",
    cases: Mapping[str, str] | None = None,
) -> Validation:
    """Compare hand codings with each other and the program's codings with each coder.

    Parameters
    ----------
    codes : pandas.DataFrame
        The table ``codes``: narrative_id, then a column a code.
    hand : HandCodings
        What people coded.
    typology : pandas.DataFrame, optional
        The table ``typology``: narrative_id, cluster, reference_type.
    seed, n_boot : int
        Start of the random numbers and number of bootstrap draws; the same values give the same tables.
    fold_uncertain : {'niet', 'aanwezig', 'apart'}
        What onzeker counts as. With ``"apart"`` it is a third value for percent, kappa, alpha and AC1, while the counts,
        precision, recall and F1 stay about aanwezig.
    cases : mapping of narrative_id to case, optional
        Narratives of one case are drawn together in the bootstrap. A narrative that is not named is its own case.

    Returns
    -------
    Validation

    Raises
    ------
    HandCodingError
        When not one narrative of the hand codings is among the program's.

    Notes
    -----
    Precision and recall take the second name of a comparison as the standard, as does prevalence. A code that the standard has
    fewer than five times (between coders: that either has) gets counts only. Intervals: percentile bootstrap over narratives,
    95 %, see :mod:`textmine.validation.bootstrap`. No p values per code: with this many codes some would be small by chance.

    Examples
    --------
    >>> from textmine.records import HandCoding
    >>> ids = [f"{i:03}" for i in range(20)]
    >>> codes = pd.DataFrame({"narrative_id": ids, "locatie.raam": ["aanwezig"] * 8 + ["niet_vermeld"] * 12})
    >>> codings = tuple(HandCoding(i, "A", "locatie.raam", "aanwezig") for i in ids[2:10])
    >>> hand = HandCodings(codings, coded=frozenset((i, "A") for i in ids))
    >>> table = validate(codes, hand).agreement.set_index("scope")
    >>> print(*table.loc["code", ["comparison", "tp", "fp", "fn", "tn", "precision"]])
    textmine × A 6 2 2 10 0.75
    """
    if n_boot < 1:
        raise ValueError(f"n_boot must be 1 or more, not {n_boot}")
    cases = cases or {}
    program = codes.set_index("narrative_id").astype(object)
    _require_shared_narratives(program.index, hand)
    pairs = list(_code_pairs(program, hand, cases))
    types = list(_type_pairs(typology, hand))
    return Validation(
        _frame((row for pair in pairs for row in agreement_rows(pair, fold_uncertain, n_boot, seed)), AGREEMENT_COLUMNS),
        _frame((row for pair in pairs for row in disagreement_rows(pair, fold_uncertain)), DISAGREEMENT_COLUMNS),
        _frame(
            (typology_row(name, a, b, _cases_of(a.index, cases), n_boot=n_boot, seed=seed) for name, a, b in types),
            TYPOLOGY_COLUMNS,
        ),
        _frame((row for name, a, b in types for row in confusion_rows(name, a, b)), CONFUSION_COLUMNS),
        _settings(program, hand, seed=seed, n_boot=n_boot, fold_uncertain=fold_uncertain, cases=cases),
    )


def _require_shared_narratives(ids: pd.Index[str], hand: HandCodings) -> None:
    coded = {narrative_id for narrative_id, _ in hand.coded} | {coding.narrative_id for coding in hand.codings}
    if coded.isdisjoint(ids):
        raise HandCodingError(
            f"no narrative of the hand codings is among those that textmine coded. Hand codings: {_some(coded)}. "
            f"textmine: {_some(set(ids))}. Correct the ids (zeros and capitals count), or name the column that holds them"
        )


def _some(ids: set[str]) -> str:
    few = sorted(ids)[:3]
    return ", ".join(few) + (f" and {len(ids) - len(few)} more" if len(ids) > len(few) else "") if few else "none"


def _code_pairs(program: pd.DataFrame, hand: HandCodings, cases: Mapping[str, str]) -> Iterator[Pair]:
    """Yield every pair of coders, then the program with each coder, on the narratives that both coded."""
    others = sorted({narrative_id for narrative_id, _ in hand.coded} - set(program.index))
    tables = narrative_values(hand, [*program.index, *others], list(program.columns))
    compared: list[tuple[Kind, str, str]] = [("coder_coder", a, b) for a, b in combinations(tables, 2)]
    compared += [("program_coder", PROGRAM, coder) for coder in tables]
    for kind, name_a, name_b in compared:
        a, b = program if kind == "program_coder" else tables[name_a], tables[name_b]
        shared = a.index.intersection(b.index, sort=False)
        if len(shared):
            yield Pair(f"{name_a} × {name_b}", kind, a.loc[shared], b.loc[shared], _cases_of(shared, cases))


def _type_pairs(typology: pd.DataFrame | None, hand: HandCodings) -> Iterator[tuple[str, pd.Series[str], pd.Series[str]]]:
    """Yield name and types of every pair of coders, then of the program's clusters and reference types with each coder."""
    given: dict[str, dict[str, str]] = {}
    for coding in hand.codings:
        if coding.code == TYPOLOGIE:
            given.setdefault(coding.coder, {})[coding.narrative_id] = coding.value
    coders = {coder: pd.Series(given[coder], dtype=object) for coder in sorted(given)}
    compared = [(f"{a} × {b}", coders[a], coders[b]) for a, b in combinations(coders, 2)]
    if typology is not None:
        table = typology.set_index("narrative_id")
        for column in ("cluster", "reference_type"):
            types = table[column].astype(str).astype(object)
            compared += [(f"{PROGRAM} {column} × {coder}", types, coders[coder]) for coder in coders]
    for name, a, b in compared:
        shared = a.index.intersection(b.index, sort=False)
        if len(shared):
            yield name, a.loc[shared], b.loc[shared]


def _cases_of(ids: Iterable[str], cases: Mapping[str, str]) -> list[Hashable]:
    """Name the case of each narrative; the marks keep a narrative without case apart from a case with the same name."""
    return [("case", cases[key]) if key in cases else ("narrative", key) for key in ids]


def _settings(
    program: pd.DataFrame, hand: HandCodings, *, seed: int, n_boot: int, fold_uncertain: FoldUncertain, cases: Mapping[str, str]
) -> pd.DataFrame:
    coded = Counter(coder for _, coder in hand.coded)
    elsewhere = {narrative_id for narrative_id, _ in hand.coded} - set(program.index)
    unknown = {coding.code for coding in hand.codings} - {*program.columns, TYPOLOGIE}
    settings = {
        "seed": seed,
        "n_boot": n_boot,
        "fold_uncertain": fold_uncertain,
        "interval": f"percentielbootstrap 95 %, trekking van {'zaken' if cases else 'narratieven'}",
        "min_positive": MIN_POSITIVE,
        f"n_narratives {PROGRAM}": len(program),
        **{f"n_narratives {coder}": n for coder, n in sorted(coded.items())},
        "n_hand_coded_not_in_run": len(elsewhere),
        "codes_not_in_run": ";".join(sorted(unknown)),
        "n_problems": len(hand.problems),
    }
    return _frame(({"name": name, "value": str(value)} for name, value in settings.items()), ("name", "value"))


def _frame(rows: Iterable[Mapping[str, Any]], columns: Sequence[str]) -> pd.DataFrame:
    return pd.DataFrame(list(rows), columns=list(columns))
