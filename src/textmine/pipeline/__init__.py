"""The spaCy pipeline: Narrative -> Doc -> codings, one file a component, in the order in which the pipes run."""

from textmine.pipeline.build import COMPONENTS, lexicon_of, load

__all__ = ["COMPONENTS", "lexicon_of", "load"]
