"""Data frames into a folder: Parquet for programs, CSV and XLSX for people, JSON lines for both."""

from __future__ import annotations

import json
import math
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import pandas as pd
import pyarrow as pa
import pyarrow.parquet as pq

from textmine.batch.spreadsheet import guard_frame, write_xlsx
from textmine.batch.staging import staged
from textmine.errors import StoreError

_JSON_ROWS = 10_000  # rows that are Python objects at one time


def write_frames(
    frames: Mapping[str, pd.DataFrame], folder: Path | str, formats: Sequence[str] = ("parquet",), *, excel_nl: bool = False
) -> list[Path]:
    """Write each frame as a file with its name, in each of the formats; none of the files is ever half written.

    Parameters
    ----------
    frames : Mapping of str to DataFrame
        Name of the file without its ending, and the table; an index is not written.
    folder : Path or str
        Made when missing. Who writes beside a run in progress holds its lock, see :class:`~textmine.batch.lock.FolderLock`.
    formats : sequence of {'parquet', 'csv', 'jsonl', 'xlsx'}
        Each a file beside the others.
    excel_nl : bool
        Write CSV as a Dutch Excel expects it: semicolons, decimal commas, dates as dd-mm-jjjj, WAAR and ONWAAR.

    Returns
    -------
    list of Path
        The files, in the order of the frames and formats.

    Raises
    ------
    ValueError
        When a format is unknown.
    StoreError
        When the folder cannot be written or the disk is full.

    Notes
    -----
    Parquet is the exact form, and the same frames give the same bytes. In CSV and XLSX text that could run as a formula has an
    apostrophe before it, which :func:`~textmine.batch.spreadsheet.unguard` takes off. CSV has no types: a program that reads
    it back must read every column as text (``pandas.read_csv(path, dtype=str, keep_default_na=False)``) or ``00000123`` loses
    its zeros, as it does in Excel; XLSX keeps them. A missing or infinite number is ``null`` in JSON lines. ``frame.attrs``
    (text) goes into the file's own metadata of Parquet and XLSX.

    Examples
    --------
    >>> from tempfile import TemporaryDirectory
    >>> frame = pd.DataFrame({"narrative_id": ["007"], "score": [0.5]})
    >>> with TemporaryDirectory() as name:
    ...     paths = write_frames({"codings": frame}, name, ["parquet", "csv"], excel_nl=True)
    ...     paths[1].read_text(encoding="utf-8-sig").splitlines()
    ['narrative_id;score', '007;0,5']
    """
    writers: dict[str, Callable[[pd.DataFrame, Path], None]] = {
        "parquet": _write_parquet,
        "csv": _write_csv_nl if excel_nl else _write_csv,
        "jsonl": _write_jsonl,
        "xlsx": write_xlsx,
    }
    unknown = [name for name in formats if name not in writers]
    if unknown:
        raise ValueError(f"unknown format {unknown[0]!r}; choose from {', '.join(writers)}")
    files = [(f"{name}.{ending}", frame, writers[ending]) for name, frame in frames.items() for ending in formats]
    with staged(Path(folder)) as hidden:
        for file, frame, write in files:
            write(frame, hidden / file)
    return [Path(folder) / file for file, _, _ in files]


def read_frames(folder: Path | str) -> dict[str, pd.DataFrame]:
    """Read every Parquet file of a run folder.

    Parameters
    ----------
    folder : Path or str
        Where :func:`write_frames` wrote them.

    Returns
    -------
    dict of str to DataFrame
        By the files' names without ending, in alphabetical order; ``attrs`` as they were written.

    Raises
    ------
    StoreError
        When the folder has no Parquet files, or one is damaged.
    """
    paths = sorted(Path(folder).glob("*.parquet"))
    if not paths:
        raise StoreError(f"{folder}: holds no tables (.parquet); name the folder that was given to --out")
    return {path.stem: _read_parquet(path) for path in paths}


def _read_parquet(path: Path) -> pd.DataFrame:
    try:
        table = pq.read_table(path)
    except (OSError, pa.ArrowException):
        raise StoreError(f"{path}: cannot be read as Parquet; give the command that made it again") from None
    frame: pd.DataFrame = table.to_pandas()
    frame.attrs = {name.decode(): value.decode() for name, value in (table.schema.metadata or {}).items()}
    return frame


def _write_parquet(frame: pd.DataFrame, path: Path) -> None:
    # Text gets its type by name, so that an empty table has the same schema as a full one. Metadata of pandas would make the
    # bytes depend on its version.
    arrays = [
        pa.array(frame[name], type=None if _has_type(frame[name]) else pa.large_string(), from_pandas=True) for name in frame
    ]
    table = pa.Table.from_arrays(arrays, names=[str(name) for name in frame])
    pq.write_table(
        table.replace_schema_metadata({name: str(value) for name, value in frame.attrs.items()}), path, compression="zstd"
    )


def _has_type(column: pd.Series[Any]) -> bool:
    return not (pd.api.types.is_object_dtype(column) or pd.api.types.is_string_dtype(column))


def _write_csv(frame: pd.DataFrame, path: Path) -> None:
    guard_frame(frame).to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n")


def _write_csv_nl(frame: pd.DataFrame, path: Path) -> None:
    flags = [name for name in frame if pd.api.types.is_bool_dtype(frame[name])]
    dutch = guard_frame(frame).assign(**{str(name): frame[name].map({True: "WAAR", False: "ONWAAR"}) for name in flags})
    dutch.to_csv(path, index=False, encoding="utf-8-sig", lineterminator="\r\n", sep=";", decimal=",", date_format="%d-%m-%Y")


def _write_jsonl(frame: pd.DataFrame, path: Path) -> None:
    with path.open("w", encoding="utf-8", newline="\n") as file:
        for start in range(0, len(frame), _JSON_ROWS):
            part = frame.iloc[start : start + _JSON_ROWS]
            has_value = part.notna() & ~part.isin([math.inf, -math.inf])  # JSON knows neither "not a number" nor infinity
            for row in part.astype(object).where(has_value, None).to_dict("records"):
                file.write(json.dumps(row, ensure_ascii=False, allow_nan=False, default=str) + "\n")
