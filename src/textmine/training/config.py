"""The network: which pipes, how wide; one place that decides the size and the speed of the model."""

from __future__ import annotations

from typing import Any

WIDTH = 96
DEPTH = 4
ROWS = {"NORM": 4000, "PREFIX": 1000, "SUFFIX": 2500, "SHAPE": 1500}
"""Rows of the hash table of each feature; NORM's are few because the vectors know the words as well."""
MIN_ACTION_FREQ = 15
"""Non-projective arcs whose compound label is rarer are lifted without a trace."""


def tok2vec(vectors: bool) -> dict[str, Any]:
    """Return the shared encoder: hashed features and vectors, then convolutions over four words to each side."""
    return {
        "model": {
            "@architectures": "spacy.Tok2Vec.v2",
            "embed": {
                "@architectures": "spacy.MultiHashEmbed.v2",
                "width": WIDTH,
                "attrs": list(ROWS),
                "rows": list(ROWS.values()),
                "include_static_vectors": vectors,
            },
            "encode": {
                "@architectures": "spacy.MaxoutWindowEncoder.v2",
                "width": WIDTH,
                "depth": DEPTH,
                "window_size": 1,
                "maxout_pieces": 3,
            },
        }
    }


def _listener() -> dict[str, Any]:
    return {"@architectures": "spacy.Tok2VecListener.v1", "width": WIDTH, "upstream": "*"}


def tagging() -> dict[str, Any]:
    """Return the model of a pipe that labels words."""
    return {"model": {"@architectures": "spacy.Tagger.v2", "tok2vec": _listener()}}


def parsing() -> dict[str, Any]:
    """Return the transition-based parser, which also finds the sentences."""
    return {
        "min_action_freq": MIN_ACTION_FREQ,
        "update_with_oracle_cut_size": 2000,  # no cutting: documents are short, and the oracle that cuts them is slow
        "model": {
            "@architectures": "spacy.TransitionBasedParser.v2",
            "state_type": "parser",
            "extra_state_tokens": False,
            "hidden_width": 64,
            "maxout_pieces": 2,
            "use_upper": True,
            "tok2vec": _listener(),
        },
    }
