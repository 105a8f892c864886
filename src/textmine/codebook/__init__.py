"""The codebook: every code with its labels, definitions and groupings, as packaged, versioned data."""

from textmine.codebook.describe import describe
from textmine.codebook.model import Code, Codebook, Decision, Dimension, Grouping, Value, lint, load_codebook

__all__ = ["Code", "Codebook", "Decision", "Dimension", "Grouping", "Value", "describe", "lint", "load_codebook"]
