"""Typologies: clusters of narratives with their stability, and the nearest of the report's reference types.

Each step is a scikit-learn estimator: `CodeProfile`, `TextProfile` or `SentenceEmbedder` (features), `MixedDistance`,
`PrototypeClustering` (on `KMedoids`), `ReferenceMatcher`, `MetricMDS` (map). `fit_typology` does them all.
"""

from textmine.typology.cluster import PrototypeClustering
from textmine.typology.distance import MixedDistance
from textmine.typology.embedding import SentenceEmbedder
from textmine.typology.features import CodeProfile
from textmine.typology.fit import Typology, fit_typology
from textmine.typology.kmedoids import KMedoids
from textmine.typology.layout import MetricMDS
from textmine.typology.profiles import load_reference_types
from textmine.typology.reference import ReferenceMatcher
from textmine.typology.sentence_models import load_sentence_model
from textmine.typology.text import TextProfile

__all__ = [
    "CodeProfile",
    "KMedoids",
    "MetricMDS",
    "MixedDistance",
    "PrototypeClustering",
    "ReferenceMatcher",
    "SentenceEmbedder",
    "TextProfile",
    "Typology",
    "fit_typology",
    "load_reference_types",
    "load_sentence_model",
]
