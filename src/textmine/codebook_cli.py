"""``textmine codebook``: what is coded, and whether codebook and lexicon are sound."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from textmine.options import Lang, LexiconFolder, language_of

codebook_app = typer.Typer(no_args_is_help=True, help="The codebook: what is coded.")


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
            typer.echo(f"{code.id:44} {codebook.label(code.id, language_of(lang))}")


@codebook_app.command("show")
def codebook_show(code: Annotated[str, typer.Argument(help="Id of a code")], lang: Lang = "nl") -> None:
    """Show the definition of a code, what it includes and excludes, and its groupings."""
    from textmine.codebook import describe, load_codebook  # noqa: PLC0415

    codebook = load_codebook()
    if code not in codebook.codes:
        raise typer.BadParameter(f"unknown code {code}; textmine codebook list shows them")
    typer.echo(describe(codebook, code, language_of(lang)))


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
