"""Sentence models by name or folder: the embedded one, or any that sentence-transformers wrote on this machine. Nothing is downloaded."""

from __future__ import annotations

import json
import re
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Protocol

import numpy as np
from numpy.typing import NDArray

from textmine.errors import ModelError
from textmine.resources import model_folder

EMBEDDED = "nl_textmine_zinnen"
"""Name of the sentence model that comes with textmine."""
TFIDF = "tfidf"
"""Stands where a sentence model is named, for no model: the words of the texts."""

Encoded = NDArray[np.float32]

_HUB_NAME = re.compile(r"(?!.*(?:--|\.\.))\w[\w.-]*/\w[\w.-]*")


class SentenceModel(Protocol):
    """What turns texts into vectors, a row a text."""

    def encode(self, texts: Sequence[str], *, batch_size: int) -> Encoded:
        """Return the vectors."""


def load_sentence_model(name: str) -> SentenceModel:
    """Load a sentence model from this machine.

    Parameters
    ----------
    name : str
        ``nl_textmine_zinnen`` (the embedded model), a folder that sentence-transformers wrote, or a name on the Hugging Face hub whose
        files are in the local cache.

    Raises
    ------
    ModelError
        When it is not on this machine, with the command that installs it; or when its files are damaged.

    Notes
    -----
    A model that is one table of token vectors (StaticEmbedding) is read without torch, which takes seconds to import.

    Examples
    --------
    >>> load_sentence_model("example/no-such-model")
    Traceback (most recent call last):
    textmine.errors.ModelError: example/no-such-model: there is no such folder, and no such sentence model on this machine; install it with: hf download example/no-such-model
    """
    folder = find_sentence_model(name)
    try:
        return StaticModel(folder) if _is_token_table(folder) else _TransformerModel(folder)
    except Exception as error:  # the libraries raise whatever their parts raise: OSError, KeyError, SafetensorError ...
        raise ModelError(
            f"{name}: the sentence model cannot be loaded ({type(error).__name__}); save or install it again"
        ) from error


def find_sentence_model(name: str) -> Path:
    """Return the folder of a sentence model on this machine; see `load_sentence_model`.

    Raises
    ------
    ModelError
        When there is none.
    """
    if name == EMBEDDED:
        return embedded_folder()
    folder = Path(name)
    if (folder / "modules.json").is_file():
        return folder
    hub_name = name if "/" in name else f"sentence-transformers/{name}"  # as sentence-transformers reads a bare name
    if folder.exists() or not _HUB_NAME.fullmatch(hub_name):
        raise ModelError(
            f"{name}: no sentence model here (modules.json is missing); give the folder that model.save wrote, a name on the "
            f"Hugging Face hub, or {TFIDF} to use the words of the texts"
        )
    found = _in_cache(hub_name)
    if found is None:
        raise ModelError(
            f"{name}: there is no such folder, and no such sentence model on this machine; install it with: hf download {hub_name}"
        )
    return found


def installed_sentence_models() -> list[str]:
    """Return the names that `load_sentence_model` knows on this machine, the embedded model first; folders are not searched.

    Examples
    --------
    >>> installed_sentence_models()[0]
    'nl_textmine_zinnen'
    """
    from huggingface_hub import constants, scan_cache_dir  # noqa: PLC0415
    from huggingface_hub.errors import CacheNotFound  # noqa: PLC0415

    try:
        repositories = scan_cache_dir(constants.HF_HUB_CACHE).repos
    except CacheNotFound:
        repositories = frozenset()
    cached = sorted(one.repo_id for one in repositories if one.repo_type == "model" and _in_cache(one.repo_id))
    return [name for name in (EMBEDDED,) if model_folder(name)] + cached


def embedded_folder() -> Path:
    """Return the folder of the embedded model: inside the package, or ``models/`` of the source tree that it is run from.

    Raises
    ------
    ModelError
        When it is in neither.
    """
    found = model_folder(EMBEDDED)
    if found is None:
        raise ModelError(f"{EMBEDDED}: the embedded sentence model is missing; reinstall textmine, or use --embedder {TFIDF}")
    return found


class StaticModel:
    """A table of token vectors, read without torch; a text is the mean of the vectors of its tokens.

    Parameters
    ----------
    folder : Path
        Folder with ``tokenizer.json`` and ``model.safetensors`` (``embedding.weight``), as StaticEmbedding writes them.

    Notes
    -----
    The sums are made in single precision whatever the table is stored in.
    """

    def __init__(self, folder: Path) -> None:
        from safetensors.numpy import load_file  # noqa: PLC0415  (only when a model is used)
        from tokenizers import Tokenizer  # noqa: PLC0415

        self._tokenizer = Tokenizer.from_file(str(folder / "tokenizer.json"))
        self._tokenizer.no_padding()
        self._vectors = load_file(folder / "model.safetensors")["embedding.weight"].astype(np.float32)

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> Encoded:
        """Return a row for each text, of zeros where it has no token."""
        rows = np.zeros((len(texts), self._vectors.shape[1]), dtype=np.float32)
        for start in range(0, len(texts), batch_size):
            batch = self._tokenizer.encode_batch(list(texts[start : start + batch_size]), add_special_tokens=False)
            for row, encoding in enumerate(batch, start=start):
                if encoding.ids:
                    rows[row] = self._vectors[encoding.ids].mean(axis=0)
        return rows


class _TransformerModel:
    def __init__(self, folder: Path) -> None:
        from sentence_transformers import SentenceTransformer  # noqa: PLC0415  (imports torch: seconds, only when asked for)

        self._model: Any = SentenceTransformer(str(folder), device="cpu", local_files_only=True)

    def encode(self, texts: Sequence[str], *, batch_size: int = 32) -> Encoded:
        rows = self._model.encode(list(texts), batch_size=batch_size, show_progress_bar=False, convert_to_numpy=True)
        return np.asarray(rows, dtype=np.float32)


def _is_token_table(folder: Path) -> bool:
    """Whether the model is one plain table of token vectors; a quantised one (model2vec) is left to sentence-transformers."""
    from safetensors import safe_open  # noqa: PLC0415

    modules = json.loads((folder / "modules.json").read_text(encoding="utf-8"))
    if [(str(module["type"]).rpartition(".")[2], module["path"]) for module in modules] != [("StaticEmbedding", "")]:
        return False
    with safe_open(folder / "model.safetensors", framework="numpy") as tensors:
        return list(tensors.keys()) == ["embedding.weight"]


def _in_cache(hub_name: str) -> Path | None:
    from huggingface_hub import try_to_load_from_cache  # noqa: PLC0415  (looks at the disk only)

    found = try_to_load_from_cache(hub_name, "modules.json")
    return Path(found).parent if isinstance(found, str) else None
