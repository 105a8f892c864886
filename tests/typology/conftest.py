"""Tables for the tests: narratives made of codes, and narratives planted in groups."""

from __future__ import annotations

from collections.abc import Callable, Mapping

import numpy as np
import pandas as pd
import pytest
from typology_models_toy import make_static_model

from textmine.codebook import load_codebook

CODES = tuple(load_codebook().codes)


@pytest.fixture(scope="session")
def narrative_rows() -> Callable[[Mapping[str, str]], pd.DataFrame]:
    """A function: {narrative_id: "code code ?code !code"} -> the table codes; ? is onzeker, ! is ontkend."""

    def build(stories: Mapping[str, str]) -> pd.DataFrame:
        marks = {"?": "onzeker", "!": "ontkend"}
        rows = []
        for narrative_id, story in stories.items():
            row = dict.fromkeys(CODES, "niet_vermeld")
            for word in story.split():
                code = word.lstrip("?!")
                assert code in row, code
                row[code] = marks.get(word[0], "aanwezig")
            rows.append({"narrative_id": narrative_id, **row})
        return pd.DataFrame(rows, columns=["narrative_id", *CODES])

    return build


@pytest.fixture(scope="session")
def planted() -> Callable[..., tuple[pd.DataFrame, np.ndarray]]:
    """A function: n narratives in k groups of ten codes each -> the table codes and the true groups; k = 1 is no groups."""

    def build(n: int, k: int, seed: int = 0) -> tuple[pd.DataFrame, np.ndarray]:
        rng = np.random.default_rng(seed)
        chance = np.full((k, len(CODES)), 0.04)
        main = [i for i, code in enumerate(CODES) if code.split(".")[0] in {"machtsmiddel", "uitbuiting", "ontstaan", "locatie"}]
        for group, own in enumerate(np.array_split(rng.permutation(main)[: 10 * k], k)):
            chance[group, own] = 0.75
        if k == 1:
            chance[:] = rng.uniform(0.02, 0.4, len(CODES))
        truth = rng.permutation(np.arange(n) % k)
        values = np.where(rng.random((n, len(CODES))) < chance[truth], "aanwezig", "niet_vermeld")
        table = pd.DataFrame(values, columns=list(CODES))
        table.insert(0, "narrative_id", [f"{i:05}" for i in range(n)])
        return table, truth

    return build


@pytest.fixture(scope="session")
def line_distances() -> Callable[..., np.ndarray]:
    """A function: numbers -> the square matrix of their distances on a line."""

    def build(*points: float) -> np.ndarray:
        values = np.asarray(points, dtype=float)
        return np.abs(values[:, None] - values)

    return build


@pytest.fixture(scope="session")
def model_folder(tmp_path_factory: pytest.TempPathFactory) -> str:
    """A sentence model of five words, in a folder."""
    return make_static_model(tmp_path_factory.mktemp("model"))
