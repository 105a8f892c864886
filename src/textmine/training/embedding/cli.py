"""``textmine train embedding``: arguments in, one call, a model folder and its scores out."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Annotated

import typer

Data = Annotated[Path, typer.Option("--data", help="Folder with the raw files that models/nl_textmine_zinnen/README.md names")]
Out = Annotated[Path, typer.Option("--out", help="Folder for the model")]
Corpora = Annotated[
    list[Path] | None, typer.Option("--corpus", help="Narratives of your own that take part; the model then holds words of them")
]
Narratives = Annotated[Path, typer.Option("--narratives", help="Coded narratives in the form of corpora/bron")]
Model = Annotated[
    str | None,
    typer.Option("--model", help="A sentence-transformers model, installed or in a folder; the embedded one otherwise"),
]
Seed = Annotated[int, typer.Option("--seed", help="Seed of everything that is random")]


def embedding(data: Data, out: Out, corpora: Corpora = None, seed: Seed = 0) -> None:
    """Train the Dutch sentence model from the raw files, and print how it does on what it has not seen."""
    from textmine.training.embedding.evaluation import general_table, model_encoder  # noqa: PLC0415  (imports sklearn: not for --help)
    from textmine.training.embedding.recipe import train_embedding  # noqa: PLC0415

    with stages() as progress:
        train_embedding(data, out, corpora=corpora or (), seed=seed, progress=progress)
    typer.echo(general_table({out.name: model_encoder(str(out))}, data).round(3).to_string(index=False))
    typer.echo(f"textmine: sentence model: {out}", err=True)


def embedding_scores(data: Data, narratives: Narratives, model: Model = None) -> None:
    """Print the tables of the model's card: general Dutch, coded narratives, what masking changes, and typologies from raw text."""
    from textmine.training.embedding import evaluation  # noqa: PLC0415
    from textmine.training.embedding import narratives as own  # noqa: PLC0415
    from textmine.training.embedding.clusters import typology_table  # noqa: PLC0415
    from textmine.typology.sentence_models import EMBEDDED, TFIDF  # noqa: PLC0415

    name = model or EMBEDDED
    encoders = {name: evaluation.model_encoder(name), **evaluation.baselines()}
    typer.echo(evaluation.general_table(encoders, data).round(3).to_string(index=False) + "\n")
    coded = own.read_coded(narratives)
    typer.echo(own.separation_table(coded, encoders, own.pipeline_entities).round(3).to_string(index=False) + "\n")
    typer.echo(own.swap_table(coded.texts, encoders[name], own.pipeline_entities).round(4).to_string(index=False) + "\n")
    typer.echo(typology_table(coded, embedders=(name, TFIDF)).round(3).to_string(index=False))


@contextmanager
def stages() -> Iterator[Callable[[str, int, int], None]]:
    """Give a callable that shows how far a training is: a bar on a terminal, a line a stage elsewhere."""
    from rich.console import Console  # noqa: PLC0415
    from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn  # noqa: PLC0415

    console = Console(stderr=True)
    if not console.is_terminal:
        seen: set[str] = set()

        def line(stage: str, _done: int, _total: int) -> None:
            if stage not in seen:
                seen.add(stage)
                typer.echo(f"textmine: {stage}", err=True)

        yield line
        return
    with Progress(TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn(), console=console) as bar:
        task = bar.add_task("", total=None)
        yield lambda stage, done, total: bar.update(task, description=stage, completed=done, total=total if total > 1 else None)
