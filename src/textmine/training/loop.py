"""The training loop: batches by words, Adam with averaged weights, the best model on the development file."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass

import numpy as np
from spacy.language import Language
from spacy.training import Example
from thinc.api import Adam, fix_random_seed

Progress = Callable[[int, int, str], None]
"""Called with the steps done, all steps, and a word on how it goes."""


@dataclass(frozen=True)
class Schedule:
    """How long to train and how fast to learn.

    Parameters
    ----------
    steps : int
        Number of batches.
    words : tuple of int
        Words in the first and in the last batches.
    warmup : int
        Steps in which the learning rate rises from zero.
    rates : tuple of float
        Learning rate after the warm-up and at the last step; straight in between.
    dropout : float
    evaluate_every : int
    """

    steps: int
    words: tuple[int, int]
    rates: tuple[float, float]
    warmup: int = 200
    dropout: float = 0.1
    evaluate_every: int = 400

    def rate(self, step: int) -> float:
        """Learning rate at a step.

        Examples
        --------
        >>> schedule = Schedule(steps=1000, words=(100, 100), rates=(0.002, 0.0), warmup=100)
        >>> [round(schedule.rate(step), 5) for step in (50, 100, 550, 1000)]
        [0.001, 0.002, 0.001, 0.0]
        """
        return float(np.interp(step, (0, self.warmup, self.steps), (0.0, *self.rates)))


def train(
    nlp: Language,
    epochs: Callable[[int], Sequence[Example]],
    schedule: Schedule,
    measure: Callable[[Language], float],
    progress: Progress,
    seed: int = 0,
) -> Language:
    """Train an initialised pipeline in place and leave the averaged weights that did best.

    Parameters
    ----------
    nlp : Language
        Initialised: ``nlp.initialize`` has seen the labels.
    epochs : callable
        Number of the epoch in, examples out; called when the examples of the epoch before are used up.
    schedule : Schedule
    measure : callable
        Pipeline in, one number out; higher is better.
    progress : callable
        See :data:`Progress`.
    seed : int

    Returns
    -------
    Language
        The same pipeline, with the best averaged weights.
    """
    fix_random_seed(seed)
    optimizer = Adam(
        learn_rate=schedule.rates[0],
        L2=0.01,
        L2_is_weight_decay=True,
        grad_clip=1.0,
        use_averages=True,
    )
    best, kept = -1.0, nlp.to_bytes(exclude=["tokenizer", "vocab"])
    batches = _batches(epochs, schedule, random.Random(seed))
    losses: dict[str, float] = {}
    for step in range(1, schedule.steps + 1):
        optimizer.learn_rate = schedule.rate(step)
        nlp.update(next(batches), drop=schedule.dropout, sgd=optimizer, losses=losses)
        if step % schedule.evaluate_every == 0 or step == schedule.steps:
            with nlp.use_params(optimizer.averages):
                value = measure(nlp)
                if value > best:
                    best, kept = value, nlp.to_bytes(exclude=["tokenizer", "vocab"])
            shown = " ".join(f"{name} {loss:.0f}" for name, loss in losses.items())
            progress(step, schedule.steps, f"{value:.2f} (best {best:.2f}) {shown}")
            losses.clear()
        elif step % 50 == 0:
            progress(step, schedule.steps, "")
    nlp.from_bytes(kept, exclude=["tokenizer", "vocab"])
    return nlp


def _batches(epochs: Callable[[int], Sequence[Example]], schedule: Schedule, chance: random.Random) -> Iterator[list[Example]]:
    """Yield batches for ever; they grow over the first third of the steps."""
    count = epoch = 0
    while True:
        examples = list(epochs(epoch))
        chance.shuffle(examples)
        epoch += 1
        batch: list[Example] = []
        words = 0
        for example in examples:
            batch.append(example)
            words += len(example)
            if words >= np.interp(count, (0, schedule.steps / 3), schedule.words):
                yield batch
                batch, words, count = [], 0, count + 1
        if batch:
            yield batch
            count += 1
