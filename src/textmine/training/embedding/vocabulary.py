"""The words and word pieces that get a vector."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from typing import TYPE_CHECKING

from textmine.training.embedding.sources import Document, Kind

if TYPE_CHECKING:
    from tokenizers import Tokenizer
    from tokenizers.models import WordPiece

UNKNOWN = "[UNK]"
REPEATS: Mapping[Kind, int] = {"wet": 1, "open": 8, "eigen": 8}
"""How often a text is read: unweighted, the vocabulary would be that of the law."""


def learn_vocabulary(documents: Sequence[Document], size: int) -> Tokenizer:
    """Learn a WordPiece vocabulary of lower-case words and pieces; all digits of a number are one token.

    Accents stay: ``één`` is not ``een``. Lower case is what makes a small vocabulary enough.

    Notes
    -----
    The trainer of the ``tokenizers`` library numbers the pieces of one character in the order of a hash table that differs from run to
    run, and breaks ties by those numbers. Naming the pieces beforehand gives the same vocabulary every time.
    """
    from tokenizers import models, trainers  # noqa: PLC0415

    characters = sorted({character for document in documents for text in document.passages for character in text.lower()})
    pieces = [f"##{character}" for character in characters if not character.isspace()]
    learner = _tokenizer(models.WordPiece(vocab={UNKNOWN: 0}, unk_token=UNKNOWN))
    trainer = trainers.WordPieceTrainer(
        vocab_size=size, special_tokens=[UNKNOWN, *pieces], initial_alphabet=[], show_progress=False, min_frequency=2
    )
    learner.train_from_iterator(_repeated(documents), trainer)
    return _tokenizer(models.WordPiece(vocab=learner.get_vocab(), unk_token=UNKNOWN))


def _tokenizer(model: WordPiece) -> Tokenizer:
    from tokenizers import Regex, Tokenizer, normalizers, pre_tokenizers  # noqa: PLC0415

    tokenizer = Tokenizer(model)
    tokenizer.normalizer = normalizers.Sequence(
        [normalizers.BertNormalizer(strip_accents=False, lowercase=True), normalizers.Replace(Regex(r"\d+"), "0")]
    )
    tokenizer.pre_tokenizer = pre_tokenizers.BertPreTokenizer()
    return tokenizer


def _repeated(documents: Sequence[Document]) -> Iterator[str]:
    for document in documents:
        for _ in range(REPEATS[document.kind]):
            yield from document.passages
