"""Codes to numbers: what a narrative holds, one column a code, weighted by dimension."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from collections.abc import Mapping
from types import MappingProxyType
from typing import Any, Self

import numpy as np
import pandas as pd
from numpy.typing import NDArray
from sklearn.base import BaseEstimator, TransformerMixin
from sklearn.utils.validation import check_is_fitted

from textmine.errors import InputError
from textmine.records import NIET_VERMELD
from textmine.typology.arrays import Floats

#: What a dimension counts for in a typology. How a case came to light (signaal, bijvangst, betrokkene) says more about the
#: registration than about the exploitation; afhankelijkheid and circuit largely follow from codes that are there already.
#: The victim's attributes count for nothing by default: a type should not be a nationality.
DIMENSION_WEIGHTS: Mapping[str, float] = MappingProxyType(
    {
        "machtsmiddel": 1.0,
        "uitbuiting": 1.0,
        "ontstaan": 1.0,
        "kwetsbaarheid": 1.0,
        "locatie": 1.0,
        "facilitator": 1.0,
        "dader": 1.0,
        "beeindiging": 1.0,
        "aangifte": 1.0,
        "zelfbeeld": 1.0,
        "afhankelijkheid": 0.5,
        "circuit": 0.5,
        "betrokkene": 0.25,
        "signaal": 0.25,
        "bijvangst": 0.25,
        "slachtoffer": 0.0,
    }
)


def dimension_of(code: str) -> str:
    """Return the part of a code id before its dot."""
    return code.partition(".")[0]


def presence_values(codes: pd.DataFrame, *, uncertain: float = 0.5) -> pd.DataFrame:
    """Turn the ``codes`` table into numbers: aanwezig 1, onzeker as asked, ontkend and niet_vermeld 0.

    Parameters
    ----------
    codes : DataFrame
        ``narrative_id`` and one column for each code; columns that are no code of a known dimension are left out.
    uncertain : float
        What onzeker counts for, from 0 (as if not said) to 1 (as if present).

    Returns
    -------
    DataFrame
        One row a narrative (index: narrative_id as text), one float column a code.

    Raises
    ------
    InputError
        When ids are missing or double, or a cell holds another value than the four.

    Examples
    --------
    >>> table = pd.DataFrame({"narrative_id": ["1"], "machtsmiddel.voodoo": ["onzeker"], "locatie.raam": ["ontkend"]})
    >>> presence_values(table).loc["1"].to_dict()
    {'machtsmiddel.voodoo': 0.5, 'locatie.raam': 0.0}
    """
    if "narrative_id" not in codes.columns:
        raise InputError("codes: the column narrative_id is missing; give the table codes as textmine writes it")
    if not 0.0 <= uncertain <= 1.0:
        raise InputError(f"uncertain is {uncertain}: give a number from 0 to 1")
    columns = [name for name in codes.columns if dimension_of(str(name)) in DIMENSION_WEIGHTS and "." in str(name)]
    ids = pd.Index(codes["narrative_id"].astype(str), name="narrative_id")
    if ids.has_duplicates:
        raise InputError(f"codes: narrative_id {ids[ids.duplicated()][0]} occurs more than once; keep one row a narrative")
    numbers = {"aanwezig": 1.0, "onzeker": uncertain, "ontkend": 0.0, NIET_VERMELD: 0.0}
    cells = codes[columns].to_numpy(dtype=object)
    values = np.full(cells.shape, np.nan)
    for value, number in numbers.items():
        values[cells == value] = number
    if np.isnan(values).any():
        row, column = np.argwhere(np.isnan(values))[0]
        raise InputError(f"codes: narrative {ids[row]}, column {columns[column]}: the value is none of {', '.join(numbers)}")
    return pd.DataFrame(values, index=ids, columns=columns)


class CodeProfile(TransformerMixin, BaseEstimator):  # type: ignore[misc]
    """The ``codes`` table as a named numeric matrix.

    Parameters
    ----------
    uncertain : float
        What onzeker counts for, 0 to 1.
    weights : mapping of str to float, optional
        Weight of a dimension (``"locatie"``) or of one code (``"locatie.hotel"``, which goes first); what is not named keeps
        the weight of `DIMENSION_WEIGHTS`. Weight 0 leaves the columns out.

    Attributes
    ----------
    weights_ : Series
        Weight of every feature, by code id.

    Examples
    --------
    >>> table = pd.DataFrame({"narrative_id": ["1"], "machtsmiddel.voodoo": ["aanwezig"], "signaal.hotel": ["aanwezig"]})
    >>> CodeProfile().fit_transform(table).tolist()
    [[1.0, 0.25]]
    >>> CodeProfile(weights={"signaal": 0}).fit(table).get_feature_names_out().tolist()
    ['machtsmiddel.voodoo']
    """

    def __init__(self, *, uncertain: float = 0.5, weights: Mapping[str, float] | None = None) -> None:
        self.uncertain = uncertain
        self.weights = weights

    def fit(self, X: pd.DataFrame, y: Any = None) -> Self:
        """Learn which codes the table holds and what each counts for."""
        given = dict(self.weights or {})
        columns = presence_values(X, uncertain=self.uncertain).columns
        unknown = sorted(set(given) - set(DIMENSION_WEIGHTS) - set(columns))
        if unknown:
            raise InputError(f"weights: {', '.join(unknown)} is neither a dimension nor a code of this table")
        negative = sorted(name for name, weight in given.items() if not weight >= 0)
        if negative:
            raise InputError(f"weights: the weight of {', '.join(negative)} must be 0 or more")
        weights = {c: given.get(c, given.get(dimension_of(c), DIMENSION_WEIGHTS[dimension_of(c)])) for c in columns}
        self.weights_ = pd.Series({code: weight for code, weight in weights.items() if weight > 0}, dtype=float)
        return self

    def transform(self, X: pd.DataFrame) -> Floats:
        """Return the weighted matrix: a row a narrative, a column a feature."""
        check_is_fitted(self)
        values = presence_values(X, uncertain=self.uncertain)
        missing = self.weights_.index.difference(values.columns)
        if len(missing):
            raise InputError(f"codes: {len(missing)} columns of the fitted table are missing, the first is {missing[0]}")
        return np.asarray(values[self.weights_.index].to_numpy(dtype=float) * self.weights_.to_numpy())

    def get_feature_names_out(self, input_features: Any = None) -> NDArray[np.object_]:
        """Return the code ids of the columns, in order."""
        check_is_fitted(self)
        return np.asarray(self.weights_.index, dtype=object)
