"""The whole recipe: raw files -> vocabulary -> vectors -> a model folder."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import TYPE_CHECKING

import numpy as np
from numpy.typing import NDArray

from textmine.training.embedding.contrastive import Progress, Schedule, TokenDocument, train_contrastive
from textmine.training.embedding.cooccurrence import cooccurrences, positive_pmi
from textmine.training.embedding.model import save_model
from textmine.training.embedding.retrofit import retrofit, synonym_pairs
from textmine.training.embedding.sources import HELD_ASIDE, SYNONYMS, Document, Kind, open_file, read_documents
from textmine.training.embedding.vectors import factorise, inverse_document_frequency, without_common_component
from textmine.training.embedding.vocabulary import learn_vocabulary

if TYPE_CHECKING:
    from tokenizers import Tokenizer


@dataclass(frozen=True, slots=True)
class Recipe:
    """Every number of the recipe; the values here made the shipped model.

    ``weights`` says how much a co-occurrence counts by kind of text, ``idf_exponent`` how much longer the vector of a rare token is.
    """

    n_tokens: int = 24_000
    n_dimensions: int = 256
    window: int = 30
    smoothing: float = 1.0
    exponent: float = 0.25
    idf_exponent: float = 1.25
    synonyms: float = 0.3
    weights: Mapping[Kind, float] = field(default_factory=lambda: {"wet": 1.0, "open": 8.0, "eigen": 8.0})
    schedule: Schedule = field(default_factory=Schedule)


def train_embedding(
    data: Path,
    out: Path,
    *,
    corpora: Sequence[Path] = (),
    seed: int = 0,
    recipe: Recipe | None = None,
    progress: Progress | None = None,
) -> Path:
    """Train the Dutch sentence model from the raw files and write it as a sentence-transformers folder.

    Parameters
    ----------
    data : Path
        Folder with the raw files; the model's card names them and where they come from.
    out : Path
        Folder for the model.
    corpora : sequence of Path
        Narratives of one's own that take part, in any form that textmine reads. A model trained on narratives can give words of them
        away in its vocabulary: keep it where they are.
    seed : int
        Seed of everything that is random.
    recipe : Recipe, optional
        Other numbers than those of the shipped model.
    progress : callable, optional
        Called with the stage, what is done of it and how much there is to do.

    Returns
    -------
    Path
        `out`.

    Raises
    ------
    InputError
        When a file is missing or cannot be read.

    Notes
    -----
    WordPiece vocabulary; positive PMI; truncated SVD; common component removed; inverse document frequency of general text (laws have
    other common words) as length; retrofit to the synonyms of Open Dutch WordNet; contrastive training on neighbouring passages.
    """
    recipe = recipe or Recipe()
    say = progress or _silent
    say("reading", 0, 1)
    documents = read_documents(data, corpora)
    say("vocabulary", 0, 1)
    tokenizer = learn_vocabulary(documents, recipe.n_tokens)
    say("tokens", 0, 1)
    encoded = [_encode(tokenizer, document) for document in documents]
    synonyms = synonym_pairs(open_file(data, SYNONYMS), tokenizer.get_vocab())
    vectors = _first_vectors(encoded, tokenizer.get_vocab_size(), list(synonyms), recipe, seed, say)
    vectors = train_contrastive(vectors, encoded, schedule=recipe.schedule, seed=seed, progress=progress)
    facts = {
        "recipe": asdict(recipe),
        "seed": seed,
        "held_aside": HELD_ASIDE,
        "words": _words(documents),
        "text_sha256": _fingerprint(documents),
    }
    save_model(tokenizer, vectors, out, facts=facts)
    say("done", 1, 1)
    return out


def _first_vectors(
    encoded: Sequence[TokenDocument],
    n_tokens: int,
    synonyms: Sequence[tuple[int, int]],
    recipe: Recipe,
    seed: int,
    say: Progress,
) -> NDArray[np.float64]:
    passages = [passage for document in encoded for passage in document.passages]
    weights = [recipe.weights[document.kind] for document in encoded for _ in document.passages]
    say("co-occurrence", 0, 1)
    association = positive_pmi(
        cooccurrences(passages, n_tokens, window=recipe.window, weights=weights), smoothing=recipe.smoothing
    )
    say("decomposition", 0, 1)
    vectors = factorise(association, recipe.n_dimensions, exponent=recipe.exponent, seed=seed)
    vectors = retrofit(without_common_component(vectors), synonyms, strength=recipe.synonyms)
    general = [passage for document in encoded if document.kind != "wet" for passage in document.passages]
    vectors *= inverse_document_frequency(general, n_tokens)[:, None] ** recipe.idf_exponent
    return np.asarray(vectors / np.linalg.norm(vectors, axis=1).mean())


def _encode(tokenizer: Tokenizer, document: Document) -> TokenDocument:
    encodings = tokenizer.encode_batch(list(document.passages), add_special_tokens=False)
    passages = tuple(np.array(encoding.ids, dtype=np.int64) for encoding in encodings)
    return TokenDocument(document.kind, document.reach, passages)


def _words(documents: Sequence[Document]) -> dict[str, int]:
    counts: dict[str, int] = {}
    for document in documents:
        counts[document.kind] = counts.get(document.kind, 0) + sum(len(passage.split()) for passage in document.passages)
    return counts


def _fingerprint(documents: Sequence[Document]) -> str:
    digest = hashlib.sha256()
    for document in documents:
        for passage in document.passages:
            digest.update(passage.encode() + b"\n")
    return digest.hexdigest()


def _silent(stage: str, done: int, total: int) -> None:
    """No one is watching."""
