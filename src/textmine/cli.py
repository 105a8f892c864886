"""The command line: arguments in, one call, files out. Exit status: 0 done, 1 could not run, 2 wrong arguments, 3 some records failed."""

from __future__ import annotations

import os
import sys
from pathlib import Path
from typing import Annotated, NoReturn

import typer

from textmine.codebook_cli import codebook_app
from textmine.errors import TextmineError
from textmine.options import (
    Clusters,
    Coder,
    Codes,
    Dossier,
    Embedder,
    Empty,
    Encoding,
    ExcelNl,
    Folder,
    Formats,
    Hand,
    IdColumn,
    Lang,
    LexiconFolder,
    MaxChars,
    MinCell,
    Model,
    No,
    OnlyOne,
    Out,
    Seed,
    Sources,
    TextColumn,
    WithText,
    clusters_of,
    empty_of,
    formats_of,
    language_of,
    no_of,
    only_of,
)
from textmine.training_cli import train_app

app = typer.Typer(
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
    help="Text mining for Dutch case narratives on sexual exploitation: coercion means, actors and typologies, with evidence.",
)
typology_app = typer.Typer(no_args_is_help=True, help="Typologies: clusters of narratives.")
app.add_typer(codebook_app, name="codebook")
app.add_typer(typology_app, name="typology")
app.add_typer(train_app, name="train")


@app.command()
def run(  # noqa: PLR0913  (one option a choice)
    sources: Sources,
    out: Out,
    hand: Hand = None,
    model: Model = None,
    lexicon: LexiconFolder = None,
    only: OnlyOne = None,
    codes: Codes = None,
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
        only=only_of(only),
        codes=codes,
        embedder=embedder,
        k=clusters_of(k),
        seed=seed,
        formats=formats_of(formats),
        excel_nl=excel_nl,
        empty=empty_of(empty),
        no=no_of(no),
        coder=coder,
        language=language_of(lang),
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
    only: OnlyOne = None,
    codes: Codes = None,
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
        out,
        options,
        model,
        lexicon,
        only=only_of(only),
        codes=codes,
        formats=formats_of(formats),
        excel_nl=excel_nl,
        corpus=jobs.corpus_mark(sources),
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

    jobs.typology(jobs.Settings(folder, k=clusters_of(k), seed=seed, embedder=embedder, formats=formats_of(formats)))


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

    settings = jobs.Settings(folder, seed=seed, empty=empty_of(empty), no=no_of(no), coder=coder, formats=formats_of(formats))
    problems = jobs.validation(hand, settings, out)
    console.show_failures(problems, "the hand codings")
    raise typer.Exit(3 if problems else 0)


@app.command()
def evaluate(  # noqa: PLR0913
    folder: Annotated[Path, typer.Argument(help="Folder with narratieven.jsonl and a file of codings a coder", exists=True)],
    coder: Annotated[str, typer.Option("--coder", help="The coder who is the standard")] = "codeur_1",
    second: Annotated[str | None, typer.Option("--second", help="Measure this coder instead of the program: the ceiling")] = None,
    totals: Annotated[bool, typer.Option("--totals", help="Only totals, for a part that is kept unseen")] = False,
    model: Model = None,
    lexicon: LexiconFolder = None,
    only: OnlyOne = None,
    codes: Codes = None,
    out: Annotated[Path | None, typer.Option("--out", help="Folder for the tables")] = None,
    formats: Formats = None,
    seed: Seed = 0,
    lang: Lang = "nl",
) -> None:
    """Measure the codings of a pipeline on narratives with hand codings: by code, qualifier, person and kind of error."""
    from textmine import console, jobs  # noqa: PLC0415
    from textmine.validation.evaluation import show  # noqa: PLC0415

    settings = jobs.Settings(
        out or folder,
        model=model,
        lexicon=lexicon,
        only=only_of(only),
        codes=codes,
        seed=seed,
        coder=coder,
        formats=formats_of(formats),
    )
    found, problems = jobs.evaluation(folder, settings, second=second, totals=totals, write=out is not None)
    for line in show(found, language_of(lang)):
        typer.echo(line)
    console.show_failures(problems, "the hand codings")
    raise typer.Exit(3 if problems else 0)


@app.command()
def learn(
    folder: Folder,
    hand: Annotated[list[Path], typer.Option("--hand", help="Hand codings with start and end; may be given more than once")],
    out: Annotated[Path, typer.Option("--out", help="Folder for the models; use them with --codes")],
    empty: Empty = None,
    no: No = "niet_vermeld",
    coder: Coder = None,
    seed: Seed = 0,
) -> None:
    """Train the models of codes again with your own hand codings of a run's narratives, and say what that gains on them."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(folder, seed=seed, empty=empty_of(empty), no=no_of(no), coder=coder)
    learned, problems = jobs.learn_codes(hand, settings, out, progress=console.say)
    for line in learned.lines():
        typer.echo(line)
    console.say(f"textmine: models written to {out}; use them with --codes {out}")
    console.show_failures(problems, "the hand codings")
    raise typer.Exit(3 if problems else 0)


@app.command()
def report(folder: Folder, lang: Lang = "nl", with_text: WithText = True, min_cell: MinCell = 5, seed: Seed = 0) -> None:
    """Write the report of a run folder again, for instance without the narratives, so that it can be shared."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(folder, seed=seed, language=language_of(lang), with_text=with_text, min_cell=min_cell)
    console.say(str(jobs.report(settings)))


@app.command()
def export(folder: Folder, formats: Formats = None, excel_nl: ExcelNl = False) -> None:
    """Write the tables of a run folder as csv, jsonl or xlsx."""
    from textmine import console, jobs  # noqa: PLC0415

    chosen = tuple(name for name in formats_of(formats) if name != "parquet") or ("csv",)
    for path in jobs.export(jobs.Settings(folder, formats=chosen, excel_nl=excel_nl)):
        console.say(str(path))


@app.command()
def explain(
    sources: Sources,
    narrative_id: Annotated[str | None, typer.Option("--id", help="Only the narrative with this id")] = None,
    code: Annotated[str | None, typer.Option("--code", help="Only this code, or this dimension")] = None,
    model: Model = None,
    lexicon: LexiconFolder = None,
    only: OnlyOne = None,
    codes: Codes = None,
    lang: Lang = "nl",
) -> None:
    """Say of every coding what found it and what changed it, and what was dropped and why; prints evidence from the narratives."""
    from textmine import console, jobs  # noqa: PLC0415

    settings = jobs.Settings(Path(), model=model, lexicon=lexicon, only=only_of(only), codes=codes, language=language_of(lang))
    problems = jobs.explain(sources, settings, narrative_id=narrative_id, code=code, show=console.show_text)
    console.show_failures(problems, "the sources")
    raise typer.Exit(3 if problems else 0)


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

    settings = jobs.Settings(target.parent, empty=empty_of(empty), no=no_of(no), coder=coder, excel_nl=excel_nl)
    count, problems = jobs.convert_hand_codings(source, target, settings)
    console.say(f"textmine: {count} codings written to {target}")
    console.show_failures(problems, "the source")
    raise typer.Exit(3 if problems else 0)


@app.command()
def doctor() -> None:
    """Say what is installed, and which models are found."""
    from textmine.doctor import findings  # noqa: PLC0415

    for name, found in findings():
        typer.echo(f"{name:28} {found}")


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
