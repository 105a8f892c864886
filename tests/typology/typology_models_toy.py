"""A sentence model of five words, each with an axis of its own."""

from __future__ import annotations

from pathlib import Path

import numpy as np

WORDS = ["onbekend", "geld", "paspoort", "schuld", "hotel"]


def make_static_model(folder: Path) -> str:
    from sentence_transformers import SentenceTransformer
    from tokenizers import Tokenizer
    from tokenizers.models import WordLevel
    from tokenizers.pre_tokenizers import Whitespace

    try:
        from sentence_transformers.sentence_transformer.modules import StaticEmbedding
    except ImportError:  # before sentence-transformers 6
        from sentence_transformers.models import StaticEmbedding

    tokenizer = Tokenizer(WordLevel({word: i for i, word in enumerate(WORDS)}, unk_token="onbekend"))
    tokenizer.pre_tokenizer = Whitespace()
    weights = np.eye(len(WORDS), dtype=np.float32)
    weights[0] = 0
    SentenceTransformer(modules=[StaticEmbedding(tokenizer, embedding_weights=weights)], device="cpu").save(str(folder))
    return str(folder)
