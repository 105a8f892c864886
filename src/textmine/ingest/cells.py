"""Any cell of any table as the text that a researcher sees in it."""

from __future__ import annotations

import datetime
import json
import math
from collections.abc import Iterable
from typing import Any


def cell_text(value: Any) -> str:
    """Return a cell as text: numbers without a needless ``.0``, dates as ISO 8601, nothing as the empty text.

    Examples
    --------
    >>> [cell_text(value) for value in (None, "00000123", 123.0, 1.5, True, datetime.date(2024, 3, 1))]
    ['', '00000123', '123', '1.5', 'true', '2024-03-01']
    """
    if isinstance(value, str):
        return value
    if value is None or (isinstance(value, float) and math.isnan(value)):
        return ""
    if isinstance(value, (datetime.date, datetime.time)):
        return value.isoformat().removesuffix("T00:00:00")  # spreadsheets and databases store a date as its midnight
    if isinstance(value, (bool, list, dict)):
        return json.dumps(value, ensure_ascii=False, default=str)
    if isinstance(value, bytes):
        return value.decode("utf-8", "replace")
    return str(value).removesuffix(".0")


def is_filled(cells: Iterable[Any]) -> bool:
    """Whether any of the cells of a row holds more than white space.

    Examples
    --------
    >>> is_filled(["", " ", None]), is_filled(["", 0])
    (False, True)
    """
    return any(cell.strip() if isinstance(cell, str) else cell is not None for cell in cells)
