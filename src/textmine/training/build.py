"""From raw files to a saved pipeline in one call."""

from __future__ import annotations

import random
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import cast

import spacy
import srsly
from spacy.language import Language
from spacy.training import Example
from thinc.api import fix_random_seed, use_ops

from textmine.pipeline.lemmas import PARTICLES
from textmine.pipeline.lemmatizer import LemmatizerPipe
from textmine.pipeline.saved import load_saved
from textmine.pipeline.separable import SeparablePipe
from textmine.pipeline.tokenizer import prepare_tokenizer
from textmine.pipeline.vectors import NAME as CACHED_VECTORS
from textmine.training import config
from textmine.training.card import describe, write_card
from textmine.training.conllu import Sentence
from textmine.training.corpus import LASSY_TIMES, Corpus, read_corpus
from textmine.training.documents import assemble, gold_doc
from textmine.training.evaluation import evaluate
from textmine.training.lemmas import build_tables, domain_exceptions, separable_verbs, simplemma_words
from textmine.training.loop import Progress, Schedule, train
from textmine.training.register import in_register
from textmine.training.relabel import annotate_again, learn_change
from textmine.training.vectors import add_vectors

DOMAIN_TIMES = 5
REGISTER_SHARE = 0.2


@dataclass(frozen=True)
class Plan:
    """The two stages of training: treebanks alone, then with old and own sentences added."""

    first: Schedule
    second: Schedule


SHIPPED = Plan(
    first=Schedule(steps=3200, words=(250, 900), rates=(0.0015, 0.0008)),
    second=Schedule(steps=4900, words=(900, 900), rates=(0.0009, 0.0), warmup=100, dropout=0.2),
)
"""What the stages of the shipped model add up to."""


def _silent(*_: object) -> None:
    """Show no progress."""


def train_pipeline(data: Path, out: Path, *, seed: int = 0, progress: Progress = _silent, plan: Plan = SHIPPED) -> Language:
    """Train the embedded Dutch pipeline and save it with its card.

    Parameters
    ----------
    data : Path
        Folder with the open data, laid out as models/README.md says.
    out : Path
        Folder for the pipeline; files of the same name are overwritten.
    seed : int
    progress : callable
        Called with the steps done, all steps, and a word on how it goes.
    plan : Plan
        How long each stage takes.

    Returns
    -------
    Language
        The pipeline that was saved.

    Raises
    ------
    InputError
        When a file is missing or damaged.
    ModelError
        When floret or simplemma is not installed.
    """
    corpus = read_corpus(data)
    with use_ops("numpy", use_blis=False):  # three times as fast as spaCy's own multiplication on recent processors
        nlp = _trained(data, corpus, seed, progress, plan)
    describe(nlp)
    save(nlp, out)
    saved = load_saved(out)
    write_card(saved, corpus, out)
    return saved


def _trained(data: Path, corpus: Corpus, seed: int, progress: Progress, plan: Plan) -> Language:
    known = simplemma_words()
    plain = (*corpus.parts, *([corpus.lassy] * LASSY_TIMES))
    modern = [sentence for part in (*corpus.parts, corpus.lassy) for sentence in part]
    nlp = blank_pipeline()
    add_vectors(nlp, data, modern)
    add_network(nlp, epoch_of(nlp, (*plain, corpus.domain), seed), seed)
    total = plan.first.steps + plan.second.steps

    def measure(trained: Language) -> float:
        return quality(trained, corpus.choose)

    def shown(before: int) -> Progress:
        return lambda done, _, how: progress(before + done, total, how)

    train(nlp, lambda epoch: epoch_of(nlp, plain, seed + 1000 * epoch), plan.first, measure, shown(0), seed)
    again = tuple(annotate_again(nlp, corpus.old, learn_change(corpus.taught, corpus.lassy)))

    def enriched(epoch: int) -> list[Example]:
        own = [in_order(corpus.domain, seed + 10 * epoch + turn) for turn in range(DOMAIN_TIMES)]
        register = tuple(in_register(modern, seed + epoch, REGISTER_SHARE))
        return epoch_of(nlp, (*plain, again, register, *own), seed + 1000 * epoch)

    train(nlp, enriched, plan.second, measure, shown(plan.first.steps), seed + 1)
    add_lemmas(nlp, modern, known)
    return nlp


def save(nlp: Language, out: Path) -> None:
    """Save a pipeline without the words it met in training: of its strings only labels and the language's own are needed."""
    nlp.to_disk(out)
    kept = {str(text) for text in spacy.blank("nl").vocab.strings}
    for _, pipe in nlp.pipeline:
        for label in getattr(pipe, "labels", ()):
            kept |= {label, *(part for pair in label.split("|") for part in (pair, *pair.split("=")))}
    strings = out / "vocab" / "strings.json"
    srsly.write_json(strings, sorted(set(srsly.read_json(strings)) & kept))


def blank_pipeline() -> Language:
    """Return a Dutch pipeline with our tokenizer and the pipe of sure sentence boundaries."""
    nlp = spacy.blank("nl", config={"nlp": {"vectors": {"@vectors": CACHED_VECTORS}}})
    prepare_tokenizer(nlp)
    nlp.add_pipe("textmine_boundaries")
    return nlp


def add_network(nlp: Language, examples: Sequence[Example], seed: int) -> None:
    """Add the trainable pipes; their labels are those of the examples, their first weights follow from the seed."""
    fix_random_seed(seed)
    nlp.add_pipe("tok2vec", config=config.tok2vec(vectors=bool(nlp.vocab.vectors.shape[0])))
    for name in ("morphologizer", "tagger"):
        nlp.add_pipe(name, config=config.tagging())
    nlp.add_pipe("parser", config=config.parsing())
    nlp.initialize(lambda: examples)


def add_lemmas(nlp: Language, sentences: Sequence[Sentence], known: Mapping[str, str]) -> None:
    """Add the lemmatizer and the pipe for separable verbs, with tables from treebank sentences and a word list."""
    lemmatizer = cast(LemmatizerPipe, nlp.add_pipe("textmine_lemmatizer"))
    lemmatizer.use(build_tables(sentences, known, domain_exceptions()))
    separable = cast(SeparablePipe, nlp.add_pipe("textmine_separable"))
    separable.verbs = separable_verbs(sentences, known, PARTICLES)


def epoch_of(nlp: Language, parts: Iterable[Sequence[Sentence]], seed: int) -> list[Example]:
    """Put the sentences of each part together to texts, and return them as examples with gold annotation."""
    examples = []
    for place, part in enumerate(parts):
        for passage in assemble(part, seed + place):
            gold = gold_doc(passage, nlp.vocab)
            examples.append(Example(nlp.make_doc(gold.text), gold))
    return examples


def in_order(sentences: Sequence[Sentence], seed: int) -> list[Sentence]:
    """Return the sentences in another order for each seed."""
    return random.Random(seed).sample(list(sentences), len(sentences))


def quality(
    nlp: Language, files: dict[str, tuple[Sentence, ...]], metrics: Sequence[str] = ("las", "upos", "sentences")
) -> float:
    """Mean of the scores that choose the model, over the development files."""
    values = [scores[name].f1 or 0.0 for scores in (evaluate(nlp, gold) for gold in files.values()) for name in metrics]
    return sum(values) / len(values) if values else 0.0
