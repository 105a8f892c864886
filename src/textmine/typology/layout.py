"""A map: two coordinates for every narrative, so that what is alike lies together."""

# ruff: noqa: N803  (X and y are scikit-learn's names)

from __future__ import annotations

from typing import Any

import numpy as np
from scipy.spatial.distance import cdist
from sklearn.base import BaseEstimator

from textmine.typology.arrays import Bools, Floats
from textmine.typology.distance import MixedDistance

#: Largest number of narratives that the map is drawn for by multidimensional scaling.
LARGEST_SCALING = 500


class MetricMDS(BaseEstimator):  # type: ignore[misc]
    """Metric multidimensional scaling of precomputed distances to two dimensions, without any randomness.

    Parameters
    ----------
    max_iter : int
        Most iterations of SMACOF.
    tolerance : float
        Stop when the stress falls by less than this share.

    Attributes
    ----------
    embedding_ : ndarray
        Coordinates, centred; the sign of each axis is fixed by its longest coordinate.
    stress_ : float
        Kruskal's stress-1: 0 is a perfect picture, above 0.2 a poor one.

    Notes
    -----
    Starts from classical scaling (Torgerson 1952) and improves it by SMACOF (de Leeuw 1977). The smallest space analyses of
    Dutch police files (Ioannou & Oostinga 2015) read maps of this kind.

    Examples
    --------
    >>> points = np.array([0.0, 1.0, 3.0])
    >>> MetricMDS().fit_transform(abs(points[:, None] - points))[:, 0].round(2).tolist()
    [-1.33, -0.33, 1.67]
    """

    def __init__(self, *, max_iter: int = 300, tolerance: float = 1e-6) -> None:
        self.max_iter = max_iter
        self.tolerance = tolerance

    def fit_transform(self, X: Floats, y: Any = None) -> Floats:
        """Return a row of two coordinates for each row of a square matrix of distances."""
        distances = np.asarray(X, dtype=float)
        points = _torgerson(distances)
        drawn = cdist(points, points)
        error = ((distances - drawn) ** 2).sum()
        for _ in range(self.max_iter):
            points = _guttman(distances, drawn, points)
            drawn = cdist(points, points)
            previous, error = error, ((distances - drawn) ** 2).sum()
            if previous - error <= self.tolerance * error:
                break
        size = (drawn**2).sum()
        self.stress_ = float(np.sqrt(error / size)) if size > 0 else 0.0
        self.embedding_ = _fix_signs(points)
        return self.embedding_


def _torgerson(distances: Floats) -> Floats:
    n = len(distances)
    centre = np.eye(n) - 1.0 / n
    values, vectors = np.linalg.eigh(-0.5 * centre @ (distances**2) @ centre)
    largest = np.argsort(values)[::-1][:2]
    points = np.zeros((n, 2))
    points[:, : len(largest)] = vectors[:, largest] * np.sqrt(np.maximum(values[largest], 0.0))
    return points


def _guttman(distances: Floats, drawn: Floats, points: Floats) -> Floats:
    """One step of SMACOF with equal weights."""
    ratio = np.divide(distances, drawn, out=np.zeros_like(drawn), where=drawn > 1e-12)
    return np.asarray((ratio.sum(axis=1)[:, None] * points - ratio @ points) / len(points))


def map_coordinates(features: Floats, has_codes: Bools, metric: MixedDistance) -> tuple[Floats, float | None]:
    """Place narratives on a map.

    Parameters
    ----------
    features : ndarray
        A row a narrative.
    has_codes : ndarray of bool
        Which rows hold a code; the others lie together in the lower left corner.
    metric : MixedDistance
        The distance of the clusters.

    Returns
    -------
    tuple
        Coordinates, and the stress of the map; None above 500 narratives, where it shows principal components.
    """
    points = np.zeros((len(features), 2))
    stress: float | None = 0.0
    if has_codes.sum() > LARGEST_SCALING:
        points[has_codes] = principal_components(features[has_codes])
        stress = None
    elif has_codes.any():
        scaling = MetricMDS()
        points[has_codes] = scaling.fit_transform(metric.fit_transform(features[has_codes]))
        stress = scaling.stress_
    points[~has_codes] = points.min(axis=0, initial=0.0)
    return points, stress


def principal_components(features: Floats) -> Floats:
    """Return the first two principal components of the rows: the map for sets too large for scaling.

    Examples
    --------
    >>> principal_components(np.array([[0.0, 0.0], [1.0, 0.0], [5.0, 0.0]])).round(2).tolist()
    [[-2.0, 0.0], [-1.0, 0.0], [3.0, 0.0]]
    """
    centred = features - features.mean(axis=0)
    _, _, axes = np.linalg.svd(centred, full_matrices=False)
    points = np.zeros((len(features), 2))
    points[:, : min(2, len(axes))] = centred @ axes[:2].T
    return _fix_signs(points)


def _fix_signs(points: Floats) -> Floats:
    """Make the coordinate that is farthest from zero positive on each axis; the sign of an axis means nothing."""
    centred = points - points.mean(axis=0)
    extreme = np.abs(centred.round(9)).argmax(axis=0)
    signs = np.where(centred[extreme, [0, 1]] < 0, -1.0, 1.0)
    return np.asarray(centred * signs + 0.0)
