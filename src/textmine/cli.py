"""The command line: arguments in, one call, files out. Exit status: 0 done, 1 could not run, 2 wrong arguments, 3 some records failed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, Literal, NoReturn, cast

import typer

from textmine.errors import TextmineError
from textmine.training_cli import train_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Text mining for Dutch case narratives on sexual exploitation: coercion means, actors and typologies, with evidence.",
)
codebook_app = typer.Typer(no_args_is_help=True, help="The codebook: what is coded.")
typology_app = typer.Typer(no_args_is_help=True, help="Typologies: clusters of narratives.")
app.add_typer(codebook_app, name="codebook")
app.add_typer(typology_app, name="typology")
app.add_typer(train_app, name="train")

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


@app.command()
def run(  # noqa: PLR0913  (one option a choice)
    sources: Sources,
    out: Out,
    hand: Hand = None,
    model: Model = None,
    lexicon: LexiconFolder = None,
    embedder: Embedder = None,
    k: Clusters = "auto",
    seed: Seed = 0,
    formats: Formats = None,
    excel_nl: ExcelNl = False,
    id_column: IdColumn = None,
    text_column: TextColumn = None,
    encoding: Encoding = None,
    dossier: Dossier = False,
    max_chars: MaxChars = 5_000_000,
    empty: Empty = None,
    no: No = "niet_vermeld",
    coder: Coder = None,
    lang: Lang = "nl",
    with_text: WithText = True,
    min_cell: MinCell = 5,
) -> None:
    """The main job: read, code, cluster, validate against hand codings, and report."""
    from textmine import console, jobs  # noqa: PLC0415  (imports spaCy: not for --help)
    from textmine.ingest import IngestOptions  # noqa: PLC0415

    settings = jobs.Settings(
        out=out,
        ingest=IngestOptions(id_column, text_column, encoding, dossier, max_chars=max_chars),
        model=model,
        lexicon=lexicon,
        embedder=embedder,
        k=_clusters(k),
        seed=seed,
        formats=_formats(formats),
        excel_nl=excel_nl,
        empty=_empty(empty),
        no=_no(no),
        coder=coder,
        language=_language(lang),
        with_text=with_text,
        min_cell=min_cell,
        corpus=jobs.corpus_mark(sources),
    )
    with console.progress() as progress:
        done = jobs.run(sources, hand or [], settings, progress)
    console.show_counts(done.counts)
    console.show_failures(done.failures, f"{out / 'failures.parquet'}")
    console.say(f"textmine: report: {out / jobs.REPORT_NAME}")
    raise typer.Exit(done.exit_status)


@app.command()
def tag(  # noqa: PLR0913
    sources: Sources,
    out: Out,
    model: Model = None,
    lexicon: LexiconFolder = None,
    formats: Formats = None,
    excel_nl: ExcelNl = False,
    id_column: IdColumn = None,
    text_column: TextColumn = None,
    encoding: Encoding = None,
    dossier: Dossier = False,
    max_chars: MaxChars = 5_000_000,
) -> None:
    """Read and code narratives; write the tables."""
    from textmine import console, jobs  # noqa: PLC0415
    from textmine.ingest import IngestOptions  # noqa: PLC0415

    options = IngestOptions(id_column, text_column, encoding, dossier, max_chars=max_chars)
    settings = jobs.Settings(
        out, options, model, lexicon, formats=_formats(formats), excel_nl=excel_nl, corpus=jobs.corpus_mark(sources)
    )
    with console.progress() as progress:
        done = jobs.tag(sources, settings, progress)
    console.show_counts(done.counts)
    console.show_failures(done.failures, f"{out / 'failures.parquet'}")
    raise typer.Exit(done.exit_status)


@typology_app.command("fit")
def typology_fit(
    folder: Folder, k: Clusters = "auto", seed: Seed = 0, embedder: Embedder = None, formats: Formats = None
) -> None:
    """Cluster the narratives of a run folder and compare them with the reference types."""
    from textmine import jobs  # noqa: PLC0415

    jobs.typology(jobs.Settings(folder, k=_clusters(k), seed=seed, embedder=embedder, formats=_formats(formats)))


@app.command()
def validate(
    folder: Folder,
    hand: Annotated[list[Path], typer.Option("--hand", help="Hand codings; may be given more than once")],
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the tables; the run folder itself otherwise")] = None,
    seed: Seed = 0,
    empty: Empty = None,
    no: No = "niet_vermeld",
    coder: Coder = None,
    formats: Formats = None,
) -> None:
    """Compare a run with hand codings: coder against coder, and the program against each."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(folder, seed=seed, empty=_empty(empty), no=_no(no), coder=coder, formats=_formats(formats))
    problems = jobs.validation(hand, settings, out)
    console.show_failures(problems, "the hand codings")
    raise typer.Exit(3 if problems else 0)


@app.command()
def report(folder: Folder, lang: Lang = "nl", with_text: WithText = True, min_cell: MinCell = 5, seed: Seed = 0) -> None:
    """Write the report of a run folder again, for instance without the narratives, so that it can be shared."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(folder, seed=seed, language=_language(lang), with_text=with_text, min_cell=min_cell)
    console.say(str(jobs.report(settings)))


@app.command()
def export(folder: Folder, formats: Formats = None, excel_nl: ExcelNl = False) -> None:
    """Write the tables of a run folder as csv, jsonl or xlsx."""
    from textmine import console, jobs  # noqa: PLC0415

    chosen = tuple(name for name in _formats(formats) if name != "parquet") or ("csv",)
    for path in jobs.export(jobs.Settings(folder, formats=chosen, excel_nl=excel_nl)):
        console.say(str(path))


@app.command()
def convert(
    source: Annotated[Path, typer.Argument(help="Hand codings, long or wide, CSV or XLSX")],
    target: Annotated[Path, typer.Argument(help="The file to write, in long form: .csv .xlsx .jsonl .parquet")],
    empty: Empty = None,
    no: No = "niet_vermeld",
    coder: Coder = None,
    excel_nl: ExcelNl = False,
) -> None:
    """Convert hand codings to the long form."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(target.parent, empty=_empty(empty), no=_no(no), coder=coder, excel_nl=excel_nl)
    count, problems = jobs.convert_hand_codings(source, target, settings)
    console.say(f"textmine: {count} codings written to {target}")
    console.show_failures(problems, "the source")
    raise typer.Exit(3 if problems else 0)


@codebook_app.command("list")
def codebook_list(
    dimension: Annotated[str | None, typer.Argument(help="Only this dimension, such as machtsmiddel")] = None, lang: Lang = "nl"
) -> None:
    """List the codes with their labels."""
    from textmine.codebook import load_codebook  # noqa: PLC0415

    codebook = load_codebook()
    if dimension is not None and dimension not in codebook.dimensions:
        raise typer.BadParameter(f"unknown dimension {dimension}; known are {', '.join(codebook.dimensions)}")
    for code in codebook.codes.values():
        if dimension in (None, code.dimension):
            typer.echo(f"{code.id:44} {codebook.label(code.id, _language(lang))}")


@codebook_app.command("show")
def codebook_show(code: Annotated[str, typer.Argument(help="Id of a code")], lang: Lang = "nl") -> None:
    """Show the definition of a code, what it includes and excludes, and its groupings."""
    from textmine.codebook import describe, load_codebook  # noqa: PLC0415

    codebook = load_codebook()
    if code not in codebook.codes:
        raise typer.BadParameter(f"unknown code {code}; textmine codebook list shows them")
    typer.echo(describe(codebook, code, _language(lang)))


@codebook_app.command("lint")
def codebook_lint(
    folder: Annotated[Path | None, typer.Argument(help="Folder with a codebook; the packaged one otherwise")] = None,
    lexicon: LexiconFolder = None,
) -> None:
    """Check the codebook and the lexicon, and say every mistake by file and entry."""
    from textmine.codebook import load_codebook  # noqa: PLC0415
    from textmine.lexicons import load_lexicon, packaged_lexicon  # noqa: PLC0415

    codebook = load_codebook(folder)
    words = load_lexicon(lexicon) if lexicon else packaged_lexicon()
    coded = {frame.code for frame in words.frames.values()}
    typer.echo(f"codebook {codebook.version}: {len(codebook.codes)} codes, no mistakes")
    typer.echo(f"lexicon {words.content_hash[:12]}: {len(words.frames)} frames for {len(coded)} codes, no mistakes")


@app.command()
def doctor() -> None:
    """Say what is installed, and which models are found."""
    from textmine.doctor import findings  # noqa: PLC0415

    for name, found in findings():
        typer.echo(f"{name:28} {found}")


def _formats(formats: list[str] | None) -> tuple[str, ...]:
    known = ("parquet", "csv", "jsonl", "xlsx")
    for name in formats or ():
        if name not in known:
            raise typer.BadParameter(f"unknown format {name}; choose from {', '.join(known)}")
    return tuple(dict.fromkeys(("parquet", *(formats or ()))))


def _clusters(k: str) -> int | Literal["auto"]:
    if k == "auto":
        return "auto"
    if not k.isdigit() or int(k) < 2:
        raise typer.BadParameter(f"--k is {k}; give a whole number from 2, or auto")
    return int(k)


def _known(value: str, option: str, known: tuple[str, ...]) -> str:
    if value not in known:
        raise typer.BadParameter(f"{option} is {value}; choose from {', '.join(known)}")
    return value


def _empty(value: str | None) -> Literal["niet_vermeld", "ontkend", "ontbreekt"] | None:
    known = ("niet_vermeld", "ontkend", "ontbreekt")
    return cast(Literal["niet_vermeld", "ontkend", "ontbreekt"], _known(value, "--empty", known)) if value is not None else None


def _no(value: str) -> Literal["niet_vermeld", "ontkend"]:
    return cast(Literal["niet_vermeld", "ontkend"], _known(value, "--no", ("niet_vermeld", "ontkend")))


def _language(lang: str) -> Literal["nl", "en"]:
    return cast(Literal["nl", "en"], _known(lang, "--lang", ("nl", "en")))


def main() -> NoReturn:
    """Run the command line; errors that textmine raises on purpose become one sentence."""
    os.environ.setdefault("HF_HUB_OFFLINE", "1")
    os.environ.setdefault("TRANSFORMERS_OFFLINE", "1")
    os.environ.setdefault("HF_HUB_DISABLE_TELEMETRY", "1")
    try:
        app()
    except TextmineError as error:
        typer.echo(f"textmine: {error}", err=True)
        sys.exit(1)
    except KeyboardInterrupt:
        typer.echo("textmine: stopped; the same command again continues", err=True)
        sys.exit(130)
    sys.exit(0)
