"""Tokenizer and vectors -> a folder that sentence-transformers loads."""

from __future__ import annotations

import json
from importlib import metadata
from pathlib import Path
from typing import TYPE_CHECKING, Any

import numpy as np
from numpy.typing import NDArray

if TYPE_CHECKING:
    from tokenizers import Tokenizer


def save_model(tokenizer: Tokenizer, vectors: NDArray[np.float64], out: Path, *, facts: dict[str, Any]) -> None:
    """Write a sentence-transformers folder with one StaticEmbedding module in half precision.

    Parameters
    ----------
    tokenizer : Tokenizer
        Of the ``tokenizers`` library.
    vectors : ndarray
        A row a token; a text is the mean of its tokens' rows.
    out : Path
        Folder to write; a card (``README.md``) that is there stays.
    facts : dict
        How the model was made; written to ``training.json`` with the versions of the tools.

    Notes
    -----
    The files are written here and not by ``SentenceTransformer.save``, which adds a card with the machine's own paths and differs
    from version to version; the tests load the folder with it.
    """
    from safetensors.numpy import save  # noqa: PLC0415

    out.mkdir(parents=True, exist_ok=True)
    (out / "model.safetensors").write_bytes(save({"embedding.weight": vectors.astype(np.float16)}))
    tokenizer.save(str(out / "tokenizer.json"), pretty=False)
    tools = ("numpy", "scipy", "scikit-learn", "tokenizers", "torch", "sentence-transformers")
    versions = {name: metadata.version(name) for name in tools}
    _write(out / "modules.json", [{"idx": 0, "name": "0", "path": "", "type": _module_type()}])
    _write(
        out / "config_sentence_transformers.json",
        {
            "__version__": {"sentence_transformers": versions["sentence-transformers"]},
            "model_type": "SentenceTransformer",
            "prompts": {},
            "default_prompt_name": None,
            "similarity_fn_name": "cosine",
        },
    )
    _write(out / "training.json", {**facts, "tools": versions})


def _module_type() -> str:
    """The name that every version of sentence-transformers from 3.2 on understands."""
    return "sentence_transformers.models.StaticEmbedding"


def _write(path: Path, content: Any) -> None:
    path.write_text(json.dumps(content, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
