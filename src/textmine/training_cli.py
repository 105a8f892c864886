"""``textmine train``: from open data, or our own corpora, to the embedded models, in one command each."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textmine.training.embedding.cli import embedding, embedding_scores

train_app = typer.Typer(no_args_is_help=True, help="Train the embedded models from open data.")

train_app.command("embedding")(embedding)
train_app.command("embedding-scores")(embedding_scores)

Data = Annotated[Path, typer.Option("--data", help="Folder with the open data, laid out as models/README.md says", exists=True)]
Target = Annotated[Path, typer.Option("--out", help="Folder for the model")]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything that is random")]


@train_app.command("pipeline")
def train_pipeline_command(data: Data, out: Target, seed: Seed = 0) -> None:
    """Train the Dutch pipeline (tagger, parser, sentences, lemmas) and write its card; about half an hour on one core."""
    from rich.progress import Progress  # noqa: PLC0415

    from textmine.training.build import train_pipeline  # noqa: PLC0415  (imports spaCy: not for --help)

    with Progress(transient=True) as bar:
        task = bar.add_task("training", total=None)

        def shown(done: int, total: int, how: str) -> None:
            bar.update(task, completed=done, total=total)
            if how:
                bar.console.print(f"step {done} of {total}: {how}", markup=False, highlight=False)

        train_pipeline(data, out, seed=seed, progress=shown)
    typer.echo(f"textmine: pipeline and card written to {out}")


@train_app.command("codes")
def train_codes_command(
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder with the banks and coded narratives", exists=True)],
    out: Target,
    seed: Seed = 0,
) -> None:
    """Train the models of codes on the sentence bank and the coded narratives; about six minutes on one core."""
    from textmine.training.codes.recipe import train_codes  # noqa: PLC0415

    model = train_codes(corpora, out, seed=seed, progress=typer.echo)
    typer.echo(f"textmine: models of {len(model.outputs)} codes written to {out}")


@train_app.command("codes-scores")
def codes_scores(
    corpora: Annotated[Path, typer.Option("--corpora", help="Folder with the sentence bank", exists=True)], seed: Seed = 0
) -> None:
    """Measure how far wording generalises: recall on a batch that was not trained on, code by code, and the learning curve."""
    from textmine.training.codes.scores import lines_of, unseen_scores  # noqa: PLC0415

    found, curve = unseen_scores(corpora, seed=seed, progress=lambda line: typer.echo(line, err=True))
    for line in lines_of(found, curve):
        typer.echo(line)
