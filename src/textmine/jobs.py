"""The main job and its stages: sources -> store -> tables -> typology -> validation -> report, in one run folder.

Each stage reads what the one before left in the folder and writes its own tables whole or not at all, so that it can be done again by
itself. What takes long, the tagging, is kept in the run store and continued after a kill.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field, fields, replace
from datetime import UTC, datetime
from functools import reduce
from operator import add
from pathlib import Path
from typing import Literal

import pandas as pd

from textmine import __version__
from textmine.batch import RunCounts, RunSettings, RunStore, build_tables, read_frames, staged, tag_into_store, write_frames
from textmine.codebook import load_codebook
from textmine.codings.cells import Empty, No
from textmine.codings.hand import HandCodings, read_hand_codings
from textmine.codings.quoted import FIRST_CODER, read_quoted
from textmine.errors import InputError
from textmine.ingest import IngestOptions, read_sources
from textmine.pipeline import Tagger, load
from textmine.pipeline.explanation import explain_doc
from textmine.records import Failure, HandCoding
from textmine.report import ReportData, render_report
from textmine.training.codes.learn import Learned, coded_by_hand, learn
from textmine.typology import fit_typology
from textmine.typology.sentence_models import TFIDF, find_sentence_model
from textmine.validation import validate
from textmine.validation.evaluation import Evaluation, by_second_coder, compare, evaluate

REPORT_NAME = "rapport.html"
SYNTHETIC_MARK = "synthetic"
LONG_COLUMNS = tuple(field.name for field in fields(HandCoding))
"""The long form of hand codings."""
DERIVED = (
    *("typology", "clusters", "cluster_codes", "reference_scores", "typology_diagnostics"),
    *("agreement", "disagreements", "typology_agreement", "typology_confusion", "validation_settings"),
)
"""Tables that typology and validation make from those of the tagging."""

Progress = Callable[[RunCounts], None]


@dataclass(frozen=True, slots=True)
class Settings:
    """What a user can choose for a run; see ``textmine run --help`` for each."""

    out: Path
    ingest: IngestOptions = field(default_factory=IngestOptions)
    model: str | None = None
    lexicon: Path | None = None
    only: Literal["frames", "model"] | None = None
    codes: Path | None = None
    embedder: str | None = None
    k: int | Literal["auto"] = "auto"
    seed: int = 0
    formats: tuple[str, ...] = ("parquet",)
    excel_nl: bool = False
    empty: Empty | None = None
    no: No = "niet_vermeld"
    coder: str | None = None
    language: Literal["nl", "en"] = "nl"
    with_text: bool = True
    min_cell: int = 5
    corpus: str = ""


@dataclass(frozen=True, slots=True)
class Done:
    """What a run came to: its counts, its failures, and whether the report was made."""

    counts: RunCounts
    failures: tuple[Failure, ...]

    @property
    def exit_status(self) -> int:
        """0 when all records were done, 3 when some failed."""
        return 3 if self.failures else 0


def run(sources: Sequence[Path], hand: Sequence[Path], settings: Settings, progress: Progress | None = None) -> Done:
    """Do the main job: ingest, tag, cluster, validate and report.

    Raises
    ------
    TextmineError
        When the job cannot run at all: no source, no model, a folder in use, hand codings that do not fit.
    """
    if settings.embedder not in (None, TFIDF):
        find_sentence_model(settings.embedder)  # a missing model is said before hours of tagging, not after
    done = tag(sources, settings, progress, exclude=hand)
    problems = list(done.failures)
    typology(settings)
    if hand:
        problems += validation(hand, settings)
    report(settings)
    return Done(done.counts, tuple(problems))


def tag(sources: Sequence[Path], settings: Settings, progress: Progress | None = None, *, exclude: Sequence[Path] = ()) -> Done:
    """Read the sources, tag what is new or changed, and write the tables.

    Raises
    ------
    InputError
        When a source is missing or nothing in it could be read.
    """
    _check_out(settings.out, sources)
    options = replace(settings.ingest, exclude=settings.ingest.exclude | frozenset(exclude))
    records = read_sources(sources, options)
    tagger = Tagger(load(settings.model, lexicon=settings.lexicon, only=settings.only, codes=settings.codes))
    codebook = load_codebook()
    chosen = {
        "sources": [str(source) for source in sources],
        "model": settings.model or "",
        "only": settings.only or "",
        "codes": str(settings.codes or ""),
        "seed": settings.seed,
        "corpus": settings.corpus,
    }
    run_settings = RunSettings(tagger.pipeline_hash, __version__, codebook.version, chosen)
    with RunStore(settings.out) as store:
        counts = tag_into_store(records, tag_batch=tagger, store=store, settings=run_settings, progress=progress)
        tables = build_tables(store, tuple(codebook.codes))
        write_frames(tables.frames(), settings.out, settings.formats, excel_nl=settings.excel_nl)
        failures = tuple(store.failures())
        _forget_derived(settings.out)
    if not counts.tagged and not counts.kept:
        reasons = "; ".join(dict.fromkeys(failure.message for failure in failures[:3])) or "there were none"
        raise InputError(f"none of the {counts.read} records could be tagged: {reasons}")
    return Done(counts, failures)


def _forget_derived(out: Path) -> None:
    """Remove what an earlier run derived from tables that have just been replaced, so that a folder never mixes two runs."""
    for path in (*(path for name in DERIVED for path in out.glob(f"{name}.*")), out / REPORT_NAME):
        path.unlink(missing_ok=True)


def _check_out(out: Path, sources: Sequence[Path]) -> None:
    for source in sources:
        if source.resolve() == out.resolve():
            raise InputError(f"{out}: --out is the source folder itself; choose another folder for the results")


def typology(settings: Settings) -> None:
    """Cluster the narratives of a run folder and compare them with the reference types."""
    frames = read_frames(settings.out)
    texts = _texts(settings.out)
    found = fit_typology(
        frames["codes"],
        entities=frames["entities"],
        texts=texts,
        actors=frames["actors"],
        k=settings.k,
        seed=settings.seed,
        embedder=settings.embedder,
    )
    write_frames(found.frames(), settings.out, settings.formats, excel_nl=settings.excel_nl)


def validation(hand: Sequence[Path], settings: Settings, out: Path | None = None) -> tuple[Failure, ...]:
    """Compare a run with hand codings; return the rows of the hand codings that could not be used.

    Raises
    ------
    HandCodingError
        When a file cannot be read or none of its narratives is in the run.
    """
    frames = read_frames(settings.out)
    texts = _texts(settings.out)
    codings = reduce(add, (_hand_codings(path, settings, texts) for path in hand))
    found = validate(frames["codes"], codings, typology=frames.get("typology"), seed=settings.seed)
    write_frames(found.frames(), out or settings.out, settings.formats, excel_nl=settings.excel_nl)
    return codings.problems


def _hand_codings(path: Path, settings: Settings, texts: Mapping[str, str] | None = None) -> HandCodings:
    return read_hand_codings(path, empty=settings.empty, no=settings.no, coder=settings.coder, narrative_texts=texts)


def report(settings: Settings) -> Path:
    """Write the report of a run folder, from the tables that are in it."""
    frames = read_frames(settings.out)
    with RunStore(settings.out, create=False) as store:
        described = store.run
        texts = {narrative.id: narrative.text for narrative in store.narratives()}
    known = {name: frame for name, frame in frames.items() if name in ReportData.__dataclass_fields__}
    options = described.settings.options
    facts = {
        "version": described.settings.pipeline_version,
        "pipeline_hash": described.settings.pipeline_hash,
        "codebook_version": described.settings.codebook_version,
        "seed": str(settings.seed),
        "sources": ", ".join(Path(source).name for source in options.get("sources", ())),
        "made_at": datetime.now(UTC).strftime("%Y-%m-%d %H:%M UTC"),
        "corpus": str(options.get("corpus", "")),
    }
    data = ReportData(**known, texts=texts, run=facts)
    page = render_report(
        data, codebook=load_codebook(), lang=settings.language, with_text=settings.with_text, min_cell=settings.min_cell
    )
    with staged(settings.out) as hidden:
        (hidden / REPORT_NAME).write_text(page, encoding="utf-8")
    return settings.out / REPORT_NAME


def export(settings: Settings) -> list[Path]:
    """Write the tables of a run folder in further formats."""
    return write_frames(read_frames(settings.out), settings.out, settings.formats, excel_nl=settings.excel_nl)


def explain(
    sources: Sequence[Path], settings: Settings, *, narrative_id: str | None, code: str | None, show: Callable[[str], None]
) -> tuple[Failure, ...]:
    """Show of every narrative, or of one, what was coded and why; return the records that could not be read.

    Raises
    ------
    InputError
        When there is no narrative with that id, or no code or dimension of that name.
    """
    codebook = load_codebook()
    if code is not None and code not in codebook.codes and code not in codebook.dimensions:
        raise InputError(f"the codebook has no code or dimension {code}; textmine codebook list shows them")
    nlp = load(settings.model, lexicon=settings.lexicon, only=settings.only, codes=settings.codes)
    failures: list[Failure] = []
    shown = 0
    for record in read_sources(sources, settings.ingest):
        if isinstance(record, Failure):
            failures.append(record)
        elif narrative_id in (None, record.id):
            shown += 1
            show(f"=== {record.id}")
            for line in explain_doc(nlp(record.text), settings.language, code=code):
                show(line)
    if narrative_id is not None and not shown:
        raise InputError(f"no narrative has the id {narrative_id}; zeros and capitals count")
    return tuple(failures)


def evaluation(
    folder: Path, settings: Settings, *, second: str | None = None, totals: bool = False, write: bool = False
) -> tuple[Evaluation, tuple[Failure, ...]]:
    """Compare a pipeline, or a second coder, with hand codings by quotation; return the tables and the codings that could not be used.

    Raises
    ------
    InputError
        When the coder coded no narrative.
    HandCodingError
        When a file is missing or is no JSON Lines.
    """
    coder = settings.coder or FIRST_CODER
    narratives, problems = read_quoted(folder, coder)
    if not narratives:
        raise InputError(f"{folder}: {coder} coded none of its narratives")
    if second is None:
        nlp = load(settings.model, lexicon=settings.lexicon, only=settings.only, codes=settings.codes)
        found = evaluate(nlp, narratives, seed=settings.seed)
    else:
        others, more = read_quoted(folder, second)
        problems += more
        cases = list(by_second_coder(narratives, others))
        if not cases:
            raise InputError(f"{folder}: {second} coded none of the narratives that {coder} coded")
        found = compare(cases, n_boot=1000, seed=settings.seed)
    found = found.totals() if totals else found
    if write:
        write_frames(found.frames(), settings.out, settings.formats, excel_nl=settings.excel_nl)
    return found, tuple(problems)


def learn_codes(
    hand: Sequence[Path], settings: Settings, out: Path, *, progress: Callable[[str], None]
) -> tuple[Learned, tuple[Failure, ...]]:
    """Train models of codes with the hand codings of a run's narratives; return what was learned, and the codings that could not be used.

    Raises
    ------
    InputError
        When too few narratives have codings with a place.
    HandCodingError
        When a file cannot be read.
    """
    with RunStore(settings.out, create=False) as store:
        narratives = list(store.narratives())
    texts = {narrative.id: narrative.text for narrative in narratives}
    codings = reduce(add, (_hand_codings(path, settings, texts) for path in hand))
    coded, without = coded_by_hand(narratives, codings)
    learned = learn(coded, without_place=without, seed=settings.seed, progress=progress)
    with staged(out) as hidden:
        learned.model.save(hidden)
        write_frames({"learned": learned.gain}, hidden, ("csv",), excel_nl=settings.excel_nl)
    return learned, codings.problems


def convert_hand_codings(source: Path, target: Path, settings: Settings) -> tuple[int, tuple[Failure, ...]]:
    """Read hand codings in any form that is known and write them in long form; return how many, and what could not be used."""
    read = _hand_codings(source, settings)
    frame = pd.DataFrame([coding.to_dict() for coding in read.codings], columns=list(LONG_COLUMNS))
    ending = target.suffix.lower().lstrip(".")
    if ending not in ("csv", "xlsx", "jsonl", "parquet"):
        raise InputError(f"{target}: the ending says the format; use .csv, .xlsx, .jsonl or .parquet")
    with staged(target.parent) as hidden:
        [written] = write_frames({target.stem: frame}, hidden, (ending,), excel_nl=settings.excel_nl)
        written.rename(hidden / target.name)
    return len(frame), read.problems


def _texts(out: Path) -> dict[str, str]:
    with RunStore(out, create=False) as store:
        return {narrative.id: narrative.text for narrative in store.narratives()}


def corpus_mark(sources: Sequence[Path]) -> str:
    """Return ``synthetic`` when every source lies in a folder with a file ``.synthetisch``; empty otherwise.

    The report then says that no real case is in it. The mark must be set by whoever made the corpus; nothing is guessed.
    """
    folders = [source if source.is_dir() else source.parent for source in sources]
    return SYNTHETIC_MARK if folders and all((folder / ".synthetisch").is_file() for folder in folders) else ""
