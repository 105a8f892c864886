"""Lexicons: lexical classes, frames, context cues and person words, as data that a criminologist can edit."""

from textmine.lexicons.loader import build_lexicon, load_lexicon, packaged_lexicon
from textmine.lexicons.model import Cue, Frame, LexicalClass, Lexicon

__all__ = ["Cue", "Frame", "LexicalClass", "Lexicon", "build_lexicon", "load_lexicon", "packaged_lexicon"]
