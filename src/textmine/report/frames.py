"""What the report is made from: the run's tables, checked once at the door."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

import pandas as pd

from textmine.errors import InputError

# The columns that the page reads; a table may have more. A table without rows may lack its columns.
_TEXT_COLUMNS: dict[str, str] = {
    "narratives": "narrative_id source locator vorm route",
    "codings": "narrative_id code presence agent target phase source text rule cues",
    "codes": "narrative_id",
    "actors": "narrative_id actor_id rol leeftijd leeftijdsgroep geslacht herkomst herkomst_regio mention",
    "entities": "narrative_id label text value",
    "failures": "source locator error message",
    "typology": "narrative_id reference_type outlier",
    "clusters": "verdict prototype atypical reference_type label_nl description_nl",
    "cluster_codes": "code",
    "reference_scores": "narrative_id reference_type spoke_for spoke_against",
    "typology_diagnostics": "name value note_nl",
    "agreement": "comparison kind scope code note",
    "disagreements": "comparison narrative_id code value_a value_b",
    "typology_agreement": "comparison",
    "typology_confusion": "comparison row column",
    "validation_settings": "name value",
}
_MEASURES = ("precision", "recall", "f1", "kappa", "alpha", "ac1")
_NUMBER_COLUMNS: dict[str, str] = {
    "narratives": "n_chars n_tokens",
    "codings": "start end score counts",
    "actors": "n_mentions",
    "typology": "cluster membership reference_score margin x y",
    "clusters": "cluster n jaccard reference_score margin",
    "cluster_codes": "cluster n_in n_cluster n_out n_rest share_in share_out ratio ratio_low ratio_high",
    "reference_scores": "score",
    "agreement": "n tp fp fn tn prevalence percent " + " ".join(f"{m} {m}_low {m}_high" for m in _MEASURES),
    "typology_agreement": "n n_types_a n_types_b ari ari_low ari_high ari_null_mean ari_null_95 ari_p ami v_measure",
    "typology_confusion": "n",
}


@dataclass(frozen=True)
class ReportData:
    """The tables of one run, the texts that they point into, and how the run was made.

    Every table is optional: one that was not made is left out and its part of the page says so. Text columns are turned
    into ``str`` with ``""`` for nothing.

    Parameters
    ----------
    narratives, codings, codes, actors, entities, failures, typology : pandas.DataFrame
        The contract's tables; ``codings`` with the column ``counts``, ``typology`` with the map coordinates ``x``, ``y``.
    clusters, cluster_codes, reference_scores, typology_diagnostics : pandas.DataFrame
        What :mod:`textmine.typology` says of its clusters.
    agreement, disagreements, typology_agreement, typology_confusion, validation_settings : pandas.DataFrame
        What :mod:`textmine.validation` found against hand codings.
    texts : Mapping of str to str
        The narratives' texts by id.
    run : Mapping of str to str
        ``version``, ``pipeline_hash``, ``codebook_version``, ``seed``, ``sources``, ``made_at``; ``corpus`` is
        ``"synthetic"`` when no real case is in it. Other keys are shown as they are.

    Raises
    ------
    InputError
        When a table lacks a column that the page reads, or a narrative occurs twice.

    Examples
    --------
    >>> ReportData(codes=pd.DataFrame({"narrative_id": ["1", "2"]})).narratives.empty
    True
    >>> ReportData(typology_confusion=pd.DataFrame({"row": ["geen"], "column": ["geen"], "n": [3]}))
    Traceback (most recent call last):
    textmine.errors.InputError: table typology_confusion lacks the columns comparison; make it again with this version of textmine
    """

    narratives: pd.DataFrame = field(default_factory=pd.DataFrame)
    codings: pd.DataFrame = field(default_factory=pd.DataFrame)
    codes: pd.DataFrame = field(default_factory=pd.DataFrame)
    actors: pd.DataFrame = field(default_factory=pd.DataFrame)
    entities: pd.DataFrame = field(default_factory=pd.DataFrame)
    failures: pd.DataFrame = field(default_factory=pd.DataFrame)
    typology: pd.DataFrame = field(default_factory=pd.DataFrame)
    clusters: pd.DataFrame = field(default_factory=pd.DataFrame)
    cluster_codes: pd.DataFrame = field(default_factory=pd.DataFrame)
    reference_scores: pd.DataFrame = field(default_factory=pd.DataFrame)
    typology_diagnostics: pd.DataFrame = field(default_factory=pd.DataFrame)
    agreement: pd.DataFrame = field(default_factory=pd.DataFrame)
    disagreements: pd.DataFrame = field(default_factory=pd.DataFrame)
    typology_agreement: pd.DataFrame = field(default_factory=pd.DataFrame)
    typology_confusion: pd.DataFrame = field(default_factory=pd.DataFrame)
    validation_settings: pd.DataFrame = field(default_factory=pd.DataFrame)
    texts: Mapping[str, str] = field(default_factory=dict)
    run: Mapping[str, str] = field(default_factory=dict)

    def __post_init__(self) -> None:
        for name in _TEXT_COLUMNS:
            object.__setattr__(self, name, _checked(name, getattr(self, name)))
        for name in ("narratives", "codes", "typology"):
            ids = getattr(self, name)["narrative_id"]
            twice = ids[ids.duplicated()]
            if len(twice):
                raise InputError(f"table {name} holds narrative {twice.iloc[0]} more than once; give each its own id")


def _checked(name: str, frame: pd.DataFrame) -> pd.DataFrame:
    text, numbers = _TEXT_COLUMNS[name].split(), _NUMBER_COLUMNS.get(name, "").split()
    missing = [column for column in (*text, *numbers) if column not in frame.columns]
    if missing and len(frame):
        raise InputError(f"table {name} lacks the columns {', '.join(missing)}; make it again with this version of textmine")
    if missing:
        return pd.DataFrame(columns=[*text, *numbers])
    as_text = frame[text].astype(object).where(frame[text].notna(), "").astype(str)
    return frame.assign(**{column: as_text[column] for column in text}).reset_index(drop=True)
