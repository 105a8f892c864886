"""Contrastive training: passages that stand near each other in a document should be nearer than passages of other documents."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from textmine.training.embedding.cooccurrence import Ids
from textmine.training.embedding.sources import Kind

if TYPE_CHECKING:
    import torch

Progress = Callable[[str, int, int], None]
"""Called with the stage, what is done of it and how much there is to do."""
Pair = tuple[Ids, Ids, tuple[int, int, int]]
"""Two passages of one document; then the document, the place in it, and how near is too near for a counter-example."""

_FEWEST_TOKENS = 4
_KEPT_APART = 15
"""A passage is no counter-example for one that is nearer than this many times the reach: it may well share the topic."""


@dataclass(frozen=True, slots=True)
class TokenDocument:
    """A document as token numbers; ``reach`` is how far apart two of its passages may stand and still share a topic."""

    kind: Kind
    reach: int
    passages: tuple[Ids, ...]


@dataclass(frozen=True, slots=True)
class Schedule:
    """How long and how hard to train.

    ``shares`` says which part of a batch comes from each kind of document; ``learning_rate`` falls to zero in a straight line.
    """

    steps: int = 800
    batch: int = 320
    learning_rate: float = 0.001
    temperature: float = 0.05
    shares: Mapping[Kind, float] = field(default_factory=lambda: {"open": 0.6, "eigen": 0.25, "wet": 0.15})


class PairSampler:
    """Draws pairs of neighbouring passages from documents of one kind, a long document more often than a short one.

    Parameters
    ----------
    documents : sequence of TokenDocument
        Those with at least two passages of four tokens are used.
    """

    def __init__(self, documents: Sequence[TokenDocument]) -> None:
        self._documents = [
            (document.reach, kept)
            for document in documents
            if len(kept := [passage for passage in document.passages if len(passage) >= _FEWEST_TOKENS]) > 1
        ]
        sizes = np.array([len(passages) for _, passages in self._documents], dtype=float)
        self._chance = sizes / sizes.sum() if len(sizes) else sizes

    def __bool__(self) -> bool:
        return bool(self._documents)

    def draw(self, n: int, rng: np.random.Generator) -> list[Pair]:
        """Return `n` pairs."""
        pairs = []
        for number in rng.choice(len(self._documents), n, p=self._chance):
            reach, passages = self._documents[number]
            first = int(rng.integers(len(passages)))
            low, high = max(0, first - reach), min(len(passages) - 1, first + reach)
            second = int(rng.integers(low, high))
            second += second >= first
            pairs.append((passages[first], passages[second], (int(number), first, _KEPT_APART * reach)))
        return pairs


def train_contrastive(
    vectors: NDArray[np.float64],
    documents: Sequence[TokenDocument],
    *,
    schedule: Schedule | None = None,
    seed: int = 0,
    progress: Progress | None = None,
) -> NDArray[np.float64]:
    """Train token vectors so that the mean over a passage is nearest to that over its neighbour.

    Parameters
    ----------
    vectors : ndarray
        First vectors, a row a token.
    documents : sequence of TokenDocument
        Where the pairs come from.
    schedule : Schedule, optional
        How long and how hard.
    seed : int
        Of the draws.
    progress : callable, optional
        Called with the stage, the step and the number of steps.

    Notes
    -----
    The loss is that of van den Oord et al. (2018) with the other pairs of the batch as counter-examples, both ways.
    """
    import torch  # noqa: PLC0415  (seconds; only training needs it)

    schedule = schedule or Schedule()
    rng = np.random.default_rng(seed)
    samplers = {kind: PairSampler([one for one in documents if one.kind == kind]) for kind in schedule.shares}
    sizes = {kind: round(schedule.batch * share) for kind, share in schedule.shares.items() if samplers[kind]}
    if not sizes:
        return vectors
    bag = torch.nn.EmbeddingBag.from_pretrained(torch.tensor(vectors, dtype=torch.float32), freeze=False, mode="mean")
    optimizer = torch.optim.Adam(bag.parameters(), lr=schedule.learning_rate)
    decay = torch.optim.lr_scheduler.LambdaLR(optimizer, lambda step: 1 - step / schedule.steps)
    for step in range(schedule.steps):
        pairs = [pair for kind, size in sizes.items() for pair in samplers[kind].draw(size, rng)]
        owners = np.repeat(np.arange(len(sizes)), list(sizes.values()))
        loss = _loss(bag, pairs, _may_share_topic(pairs, owners), schedule.temperature)
        optimizer.zero_grad()
        loss.backward()  # type: ignore[no-untyped-call]
        optimizer.step()
        decay.step()
        if progress is not None:
            progress("contrastive training", step + 1, schedule.steps)
    return np.asarray(bag.weight.detach().numpy(), dtype=np.float64)


def _may_share_topic(pairs: Sequence[Pair], owners: NDArray[np.int64]) -> NDArray[np.bool_]:
    document, place, near = np.array([about for *_, about in pairs]).T
    same = (owners[:, None] == owners) & (document[:, None] == document)
    found = same & (np.abs(place[:, None] - place) <= near[:, None])
    np.fill_diagonal(found, False)
    return np.asarray(found)


def _loss(bag: torch.nn.EmbeddingBag, pairs: Sequence[Pair], ignored: NDArray[np.bool_], temperature: float) -> torch.Tensor:
    import torch  # noqa: PLC0415
    from torch.nn.functional import cross_entropy, normalize  # noqa: PLC0415

    left, right = (normalize(bag(*_flat(side))) for side in ([first for first, *_ in pairs], [second for _, second, _ in pairs]))
    likeness = (left @ right.T / temperature).masked_fill(torch.from_numpy(ignored), -1e9)
    own = torch.arange(len(pairs))
    return (cross_entropy(likeness, own) + cross_entropy(likeness.T, own)) / 2


def _flat(passages: Sequence[Ids]) -> tuple[torch.Tensor, torch.Tensor]:
    import torch  # noqa: PLC0415

    starts = np.cumsum([0, *(len(passage) for passage in passages[:-1])])
    return torch.from_numpy(np.concatenate(passages)), torch.from_numpy(starts)
