"""The yardstick: how well a pipeline codes narratives that were coded by hand with evidence."""

from textmine.validation.evaluation.evaluate import Evaluation, compare, evaluate
from textmine.validation.evaluation.judged import by_second_coder
from textmine.validation.evaluation.show import show

__all__ = ["Evaluation", "by_second_coder", "compare", "evaluate", "show"]
