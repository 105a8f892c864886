"""The codebook: every code with its labels, definitions and groupings, as packaged, versioned data."""

from textmine.codebook.model import Code, Codebook, Decision, Dimension, Grouping, Value, load_codebook

__all__ = ["Code", "Codebook", "Decision", "Dimension", "Grouping", "Value", "load_codebook"]
