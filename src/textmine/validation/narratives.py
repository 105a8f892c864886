"""What each coder says of each narrative: one value a code, by the codebook's rule."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from typing import Literal

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from textmine.codings.hand import HandCodings
from textmine.codings.levels import narrative_codes
from textmine.records import NIET_VERMELD, Coding

FoldUncertain = Literal["aanwezig", "niet", "apart"]

# 1 is the positive value in every table; "apart" makes onzeker a third value that agrees only with itself.
_FOLDS: dict[FoldUncertain, dict[str, int]] = {
    "niet": {"aanwezig": 1, "onzeker": 0, "ontkend": 0, NIET_VERMELD: 0},
    "aanwezig": {"aanwezig": 1, "onzeker": 1, "ontkend": 0, NIET_VERMELD: 0},
    "apart": {"aanwezig": 1, "onzeker": 2, "ontkend": 0, NIET_VERMELD: 0},
}
_MISSING = -1


def narrative_values(hand: HandCodings, ids: Sequence[str], codes: Sequence[str]) -> dict[str, pd.DataFrame]:
    """Return each coder's values as a table of narratives by codes.

    Parameters
    ----------
    hand : HandCodings
        What :func:`textmine.codings.hand.read_hand_codings` returned.
    ids, codes : sequence of str
        The narratives and codes wanted, in this order.

    Returns
    -------
    dict of str to pandas.DataFrame
        One table a coder, coders sorted by name. Rows are the narratives that the coder has seen; a cell holds aanwezig,
        onzeker, ontkend or niet_vermeld, or None where the coder gave no judgement on that code.

    Examples
    --------
    >>> from textmine.records import HandCoding
    >>> codings = (HandCoding("1", "A", "locatie.raam", "aanwezig"), HandCoding("1", "A", "locatie.raam", "ontkend"))
    >>> hand = HandCodings(codings, coded=frozenset({("1", "A"), ("2", "A")}))
    >>> narrative_values(hand, ["1", "2", "3"], ["locatie.raam"])["A"]["locatie.raam"].to_dict()
    {'1': 'aanwezig', '2': 'niet_vermeld'}
    """
    return {coder: _values_of(coder, hand, ids, codes) for coder in sorted({coder for _, coder in hand.coded})}


def _values_of(coder: str, hand: HandCodings, ids: Sequence[str], codes: Sequence[str]) -> pd.DataFrame:
    wanted = set(codes)
    given: dict[str, list[Coding]] = defaultdict(list)
    for coding in hand.codings:
        if coding.coder == coder and coding.code in wanted:
            given[coding.narrative_id].append(Coding(coding.code, presence=coding.value))
    seen = [narrative_id for narrative_id in ids if (narrative_id, coder) in hand.coded]
    values: dict[str, dict[str, str | None]] = {key: {**narrative_codes(given[key], codes)} for key in seen}
    for narrative_id, name, code in hand.missing:
        if name == coder and values.get(narrative_id, {}).get(code) == NIET_VERMELD:
            values[narrative_id][code] = None
    cells = [[values[key][code] for code in codes] for key in seen]
    return pd.DataFrame(cells, index=pd.Index(seen, name="narrative_id", dtype=object), columns=list(codes), dtype=object)


def n_categories(fold_uncertain: FoldUncertain) -> int:
    """Return how many values can occur after :func:`fold`."""
    return len(set(_FOLDS[fold_uncertain].values()))


def fold(values: pd.DataFrame, fold_uncertain: FoldUncertain) -> NDArray[np.int64]:
    """Turn values into numbers: 1 present, 0 not present, 2 uncertain (only with ``"apart"``), -1 missing.

    Examples
    --------
    >>> values = pd.DataFrame({"locatie.raam": ["aanwezig", "onzeker", "ontkend", None]})
    >>> fold(values, "niet").ravel().tolist(), fold(values, "apart").ravel().tolist()
    ([1, 0, 0, -1], [1, 2, 0, -1])
    """
    numbers = _FOLDS[fold_uncertain]
    cells = values.to_numpy(dtype=object)
    folded = np.fromiter((numbers.get(cell, _MISSING) for cell in cells.flat), dtype=np.int64, count=cells.size)
    return folded.reshape(cells.shape)
