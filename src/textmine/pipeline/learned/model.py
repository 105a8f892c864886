"""The weights: one linear model a code, two for presence, in plain arrays and JSON; no pickle."""

from __future__ import annotations

import json
import zipfile
from collections.abc import Sequence
from dataclasses import asdict, dataclass
from functools import cached_property
from pathlib import Path
from typing import Any, Final, NamedTuple

import numpy as np
from numpy.typing import NDArray

from textmine.errors import ModelError
from textmine.pipeline.learned.features import FeatureSpace, Weights
from textmine.pipeline.learned.gate import Gate
from textmine.pipeline.learned.judge import Judge
from textmine.pipeline.learned.sentences import Reading, SentenceReader

FORMAT: Final = 1
_SETTINGS: Final = "model.json"
_ARRAYS: Final = "weights.npz"
_JUDGE: Final = tuple(Judge.__dataclass_fields__)


@dataclass(frozen=True)
class Output:
    """What is learned of one code.

    Attributes
    ----------
    code : str
    threshold, denied, doubted : float
        Score from which a sentence is taken to tell the code; scores for denied and for doubted from which it denies or doubts it.
    odds : float
        Log-odds from which a passage is taken to tell the code.
    agent, target, phase, source : str
        What coders gave most often with this code; a sentence does not say it, so this is the best guess.
    """

    code: str
    threshold: float
    denied: float
    doubted: float
    odds: float = 0.0
    agent: str = "onbekend"
    target: str = "onbekend"
    phase: str = "onbekend"
    source: str = "onbekend"


class Limits(NamedTuple):
    """The thresholds of all codes as arrays, in the order of the outputs."""

    threshold: Weights
    denied: Weights
    doubted: Weights
    odds: Weights


@dataclass(frozen=True)
class CodeModel:
    """Linear models that say of a sentence which codes it tells, and whether it denies or doubts them.

    Parameters
    ----------
    space : FeatureSpace
    outputs : tuple of Output
        The codes, in the order of the columns of `weights`.
    weights : array of float32, shape (n_features, n_codes + 2)
        The last two columns are for denied and for doubted.
    biases : array of float32, shape (n_codes + 2,)
    judges : (Judge, Judge)
        The judge of short passages, and that of narratives.
    gate : Gate
        Says whether a narrative is about exploitation.
    neutral : dict of str to str
        Words that stand for others, see :class:`~textmine.pipeline.learned.sentences.SentenceReader`.
    about : dict of str to str
        What it was trained on.

    Examples
    --------
    >>> space = FeatureSpace(["w:geld", "w:afgeven"], np.ones(2, np.float32))
    >>> weights = np.array([[1, 0, 0], [1, 0, 0]], np.float32)
    >>> judge = Judge(np.ones((1, 9)), np.zeros((1, 1)), np.zeros((2, 1)), np.zeros(1))
    >>> output = Output("uitbuiting.verdiensten_afnemen", threshold=1.0, denied=0.5, doubted=0.5)
    >>> model = CodeModel(space, (output,), weights, np.zeros(3, np.float32), (judge, judge), Gate((0.0,) * 6, 0.0, ((0.0, 0.0),)), {})
    >>> model.scores([Reading(0, 2, ("geld", "afgeven"), ((0, 1), (1, 2)), {})]).round(2).tolist()
    [[1.409999966621399, 0.0, 0.0]]
    """

    space: FeatureSpace
    outputs: tuple[Output, ...]
    weights: Weights
    biases: Weights
    judges: tuple[Judge, Judge]
    gate: Gate
    neutral: dict[str, str]
    about: dict[str, str] | None = None

    @cached_property
    def limits(self) -> Limits:
        """The thresholds of the outputs."""
        return Limits(*(np.array([getattr(output, name) for output in self.outputs], np.float32) for name in Limits._fields))

    @property
    def reader(self) -> SentenceReader:
        """The reader of the sentences that this model was trained on."""
        return SentenceReader(self.neutral)

    def scores(self, readings: Sequence[Reading]) -> NDArray[np.float32]:
        """Return the score of every sentence (rows) for every code, for denied and for doubted (columns)."""
        scores: NDArray[np.float32] = self.space.matrix(readings) @ self.weights + self.biases
        return scores

    def words(self, reading: Reading, columns: Sequence[int]) -> Weights:
        """Return what every word of a sentence (rows) adds to some of its scores (columns)."""
        return self.space.by_word(reading, self.weights[:, columns])

    def save(self, folder: Path) -> None:
        """Write the model; weights as whole numbers of 8 bits with a scale a column, which is what :func:`load_model` gives back."""
        folder.mkdir(parents=True, exist_ok=True)
        scale = np.maximum(np.abs(self.weights).max(axis=0, initial=0), 1e-9) / 127
        arrays: dict[str, Any] = {
            "weights": np.round(self.weights / scale).astype(np.int8),
            "scale": scale.astype(np.float32),
            "biases": self.biases,
            "features": self.space.weights.astype(np.float16),
            **{name: np.stack([getattr(judge, name) for judge in self.judges]) for name in _JUDGE},
        }
        np.savez_compressed(folder / _ARRAYS, **arrays)
        settings = {
            "format": FORMAT,
            "about": self.about or {},
            "gate": asdict(self.gate),
            "outputs": [asdict(output) for output in self.outputs],
            "neutral": self.neutral,
            "features": self.space.names,
        }
        text = json.dumps(settings, ensure_ascii=False, indent=0)
        (folder / _SETTINGS).write_text(text + "\n", encoding="utf-8", newline="\n")


def load_model(folder: Path) -> CodeModel:
    """Read a model that :meth:`CodeModel.save` wrote.

    Raises
    ------
    ModelError
        When a file is missing, is not what was written, or comes from another version.
    """
    try:
        settings = json.loads((folder / _SETTINGS).read_text(encoding="utf-8"))
        if settings["format"] != FORMAT:
            raise ModelError(f"{folder}: the model has format {settings['format']}, this textmine reads {FORMAT}; train it again")
        with np.load(folder / _ARRAYS, allow_pickle=False) as arrays:
            weights = arrays["weights"].astype(np.float32) * arrays["scale"]
            biases, features = arrays["biases"], arrays["features"].astype(np.float32)
            short, whole = (Judge(*(arrays[name][place] for name in _JUDGE)) for place in (0, 1))
        outputs = tuple(Output(**output) for output in settings["outputs"])
        gate = Gate(
            tuple(map(float, settings["gate"]["weights"])),
            float(settings["gate"]["bias"]),
            tuple((float(size), float(threshold)) for size, threshold in settings["gate"]["thresholds"]),
        )
        names = [str(name) for name in settings["features"]]
    except FileNotFoundError as error:
        raise ModelError(
            f"{folder}: {Path(error.filename).name} is missing; train the model again or reinstall textmine"
        ) from None
    except (ValueError, KeyError, TypeError, zipfile.BadZipFile) as error:
        raise ModelError(f"{folder}: not a model of textmine train codes ({type(error).__name__}); train it again") from None
    codes = len(outputs)
    fits = (
        weights.shape == (len(names), codes + 2)
        and features.shape == (len(names),)
        and biases.shape == (codes + 2,)
        and all(judge.own.shape[0] == codes and judge.context.shape == (codes, codes) for judge in (short, whole))
    )
    if not fits:
        raise ModelError(f"{folder}: its weights do not fit its list of features and codes; train it again")
    space = FeatureSpace(names, features)
    return CodeModel(space, outputs, weights, biases, (short, whole), gate, settings["neutral"], settings["about"])
