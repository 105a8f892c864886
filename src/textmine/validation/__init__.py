"""How far program and people agree: scores with intervals per code, typologies, and the list of differences."""

from textmine.validation.compare import Validation, validate

__all__ = ["Validation", "validate"]
