"""Entities: persons, places, countries, ages, dates, durations, sums, telephone numbers, platforms and vehicles in Dutch text."""

from textmine.pipeline.entities.finder import EntityFinder
from textmine.pipeline.entities.origins import region

__all__ = ["EntityFinder", "region"]
