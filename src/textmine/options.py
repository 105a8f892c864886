"""Options that several commands share, and what their values mean."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Literal, cast

import typer

Sources = Annotated[
    list[Path], typer.Argument(help="Files or folders: .csv .tsv .xlsx .jsonl .parquet, .txt .md .pdf .docx .odt")
]
Out = Annotated[Path, typer.Option("--out", help="Folder for the results; the same command again continues there")]
Folder = Annotated[Path, typer.Argument(help="A folder that run or tag wrote")]
Hand = Annotated[
    list[Path] | None, typer.Option("--hand", help="Hand codings, long or wide, CSV or XLSX; may be given more than once")
]
Model = Annotated[
    str | None, typer.Option("--model", help="An installed spaCy pipeline or a folder with one; the embedded one otherwise")
]
LexiconFolder = Annotated[Path | None, typer.Option("--lexicon", help="Folder with a lexicon of your own")]
Embedder = Annotated[
    str | None,
    typer.Option(
        "--embedder", help="A sentence-transformers model, installed or in a folder, or tfidf; the embedded one otherwise"
    ),
]
Clusters = Annotated[str, typer.Option("--k", help="Number of clusters, or auto")]
OnlyOne = Annotated[
    str | None,
    typer.Option("--only", help="frames: code by the lexicon alone; model: by the learned models alone; both otherwise"),
]
Codes = Annotated[Path | None, typer.Option("--codes", help="Folder with models of codes of your own, see textmine learn")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything that is random")]
Formats = Annotated[
    list[str] | None, typer.Option("--format", help="Also write tables as csv, jsonl or xlsx; may be given more than once")
]
ExcelNl = Annotated[bool, typer.Option("--excel-nl", help="Write CSV as a Dutch Excel expects it")]
IdColumn = Annotated[str | None, typer.Option("--id-column", help="Column with the narratives' ids")]
TextColumn = Annotated[str | None, typer.Option("--text-column", help="Column with the narratives' texts")]
Encoding = Annotated[str | None, typer.Option("--encoding", help="Character set of text files, such as cp1252")]
Dossier = Annotated[bool, typer.Option("--dossier", help="One folder is one narrative")]
MaxChars = Annotated[int, typer.Option("--max-chars", help="Longest text that is accepted, in characters")]
Empty = Annotated[
    str | None, typer.Option("--empty", help="What an empty cell in wide hand codings means: niet_vermeld, ontkend or ontbreekt")
]
No = Annotated[str, typer.Option("--no", help="What nee or 0 in hand codings means: niet_vermeld or ontkend")]
MinCell = Annotated[int, typer.Option("--min-cell", min=1, help="Smallest count that a report without texts shows")]
Coder = Annotated[str | None, typer.Option("--coder", help="Name of the coder where the file does not say")]
Lang = Annotated[str, typer.Option("--lang", help="Language of the report: nl or en")]
WithText = Annotated[bool, typer.Option("--with-text/--without-text", help="Whether the report holds the narratives")]


def formats_of(formats: list[str] | None) -> tuple[str, ...]:
    """Return the table formats that were asked for, parquet first."""
    known = ("parquet", "csv", "jsonl", "xlsx")
    for name in formats or ():
        if name not in known:
            raise typer.BadParameter(f"unknown format {name}; choose from {', '.join(known)}")
    return tuple(dict.fromkeys(("parquet", *(formats or ()))))


def clusters_of(k: str) -> int | Literal["auto"]:
    """Return the number of clusters, or auto."""
    if k == "auto":
        return "auto"
    if not k.isdigit() or int(k) < 2:
        raise typer.BadParameter(f"--k is {k}; give a whole number from 2, or auto")
    return int(k)


def _known(value: str, option: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise typer.BadParameter(f"{option} is {value}; choose from {', '.join(known)}")
    return value


def only_of(value: str | None) -> Literal["frames", "model"] | None:
    """Return the opinion that was asked for alone."""
    return cast(Literal["frames", "model"], _known(value, "--only", ("frames", "model"))) if value is not None else None


def empty_of(value: str | None) -> Literal["niet_vermeld", "ontkend", "ontbreekt"] | None:
    """Return what an empty cell means."""
    known = ("niet_vermeld", "ontkend", "ontbreekt")
    return cast(Literal["niet_vermeld", "ontkend", "ontbreekt"], _known(value, "--empty", known)) if value is not None else None


def no_of(value: str) -> Literal["niet_vermeld", "ontkend"]:
    """Return what nee means."""
    return cast(Literal["niet_vermeld", "ontkend"], _known(value, "--no", ("niet_vermeld", "ontkend")))


def language_of(lang: str) -> Literal["nl", "en"]:
    """Return the language."""
    return cast(Literal["nl", "en"], _known(lang, "--lang", ("nl", "en")))
