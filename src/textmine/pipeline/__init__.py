"""The spaCy pipeline: Narrative -> Doc -> codings, one file a component, in the order in which the pipes run."""

from textmine.pipeline.build import COMPONENTS, lexicon_of, load
from textmine.pipeline.tagging import Tagger

__all__ = ["COMPONENTS", "Tagger", "lexicon_of", "load"]
