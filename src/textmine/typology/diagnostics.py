"""What a reader must know before trusting a typology: settings, counts, stability and the nulls of chance."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np
import pandas as pd

from textmine.typology.features import dimension_of
from textmine.typology.grouping import FEWEST_NARRATIVES, Grouping, Trust

Row = tuple[str, str, str]


@dataclass(frozen=True)
class Settings:
    """The choices of one run, as they are reported."""

    seed: int
    n_boot: int
    text: str
    text_weight: float
    uncertain: float
    weights: pd.Series
    reference: str
    map_stress: float | None


def diagnose(narratives: pd.DataFrame, grouping: Grouping, settings: Settings) -> pd.DataFrame:
    """Return the table ``typology_diagnostics``: name, value and a Dutch note.

    Parameters
    ----------
    narratives : DataFrame
        The table ``typology``.
    grouping : Grouping
        The run of the clustering.
    settings : Settings
        The choices that were made.
    """
    rows = [*_counts(narratives, grouping), *_clusters(grouping), *_references(narratives), *_choices(grouping, settings)]
    return pd.DataFrame(rows, columns=["name", "value", "note_nl"])


def _counts(narratives: pd.DataFrame, grouping: Grouping) -> Iterator[Row]:
    silent = int((~grouping.has_codes).sum())
    yield "n_narratives", str(len(narratives)), "Aantal casusbeschrijvingen."
    yield "n_without_codes", str(silent), "Zonder enige code; zij horen bij geen groep en bij geen referentietype."
    if grouping.trust is None:
        n = len(narratives) - silent
        note = f"Niet geclusterd: {n} casussen met codes; onder {FEWEST_NARRATIVES} zijn groepen niet van toeval te scheiden."
        yield "method", "geen", note
        return
    outliers = int(((narratives["cluster"] < 0).to_numpy() & grouping.has_codes).sum())
    yield "method", "k-medoids", "k-medoids (PAM) op gewogen Jaccard-afstand tussen codes, met cosinusafstand tussen teksten."
    yield "k", str(len(grouping.prototypes)), "Aantal groepen dat overblijft."
    yield "n_outliers", str(outliers), "Met codes, maar ver van elk prototype; cluster is -1."


def _clusters(grouping: Grouping) -> Iterator[Row]:
    if grouping.comparison is not None:
        for k, clear, stable in zip(*(grouping.comparison[name] for name in ("k", "silhouette", "jaccard")), strict=True):
            yield f"silhouette_k{k}", _number(clear), f"Silhouet bij {k} groepen: hoe scherp zij gescheiden zijn (-1 tot 1)."
            yield f"jaccard_k{k}", _number(stable), f"Gemiddelde bootstrap-Jaccard bij {k} groepen: hoe vaak zij terugkeren."
    if grouping.trust is not None:
        yield from _trust(grouping.trust)


def _trust(trust: Trust) -> Iterator[Row]:
    warning = "" if trust.beats_chance else " Niet hoger dan bij geschudde codes: vertrouw geen enkele groep."
    yield "silhouette", _number(trust.silhouette), f"Hoe scherp de groepen gescheiden zijn.{warning}"
    null = "95e percentiel van het silhouet als elke code los over de casussen is geschud."
    yield "silhouette_null_95", _number(trust.silhouette_null_95), null
    yield "seed_ari", _number(trust.seed_ari), "Overeenstemming (ARI) tussen tien willekeurige beginpunten; 1 is gelijk."
    mean, high = float(trust.random_ari.mean()), float(np.quantile(trust.random_ari, 0.95))
    yield "random_ari_mean", _number(mean), "ARI van willekeurige groepen van deze groottes: gemiddelde."
    yield "random_ari_95", _number(high), "ARI van willekeurige groepen van deze groottes: 95e percentiel."


def _references(narratives: pd.DataFrame) -> Iterator[Row]:
    notes = {
        "geen_uitbuiting": "Geen referentietype: geen machtsmiddel en geen uitbuiting aanwezig.",
        "te_weinig_codes": "Geen referentietype: de casusbeschrijving zegt te weinig.",
        "score_te_laag": "Geen referentietype: lijkt op geen van de typen genoeg.",
        "marge_te_klein": "Geen referentietype: lijkt op twee typen ongeveer evenveel.",
    }
    for reason, note in notes.items():
        yield f"n_{reason}", str(int((narratives["reference_reason"] == reason).sum())), note


def _choices(grouping: Grouping, settings: Settings) -> Iterator[Row]:
    used = settings.weights.groupby(settings.weights.index.map(dimension_of), sort=False).agg(["min", "max"])
    weights = "; ".join(f"{name}={low:g}" if low == high else f"{name}={low:g}-{high:g}" for name, low, high in used.itertuples())
    yield "weights", weights, "Gewicht van elke dimensie in de afstand; wat hier ontbreekt telt niet mee."
    yield "uncertain", f"{settings.uncertain:g}", "Waarvoor onzeker telt: 0 is als niet gezegd, 1 als aanwezig."
    yield "text", settings.text, "Waarmee de teksten zijn vergeleken; namen, plaatsen en getallen zijn vooraf vervangen."
    yield "text_weight", f"{settings.text_weight:g}", "Aandeel van de tekst in de afstand, als er teksten zijn."
    yield "reference", settings.reference, "Bestand met de referentietypen."
    yield "n_boot", str(settings.n_boot), "Aantal bootstrapsteekproeven voor de stabiliteit van elke groep."
    if 0 < grouping.n_sample < int(grouping.has_codes.sum()):
        note = "Prototypes en stabiliteit komen uit een steekproef van deze grootte; daarna is elke casus toegedeeld."
        yield "n_sample", str(grouping.n_sample), note
    if settings.map_stress is None:
        yield "map", "hoofdcomponenten", "Kaart: eerste twee hoofdcomponenten van de kenmerken."
    else:
        note = "Kaart: multidimensionele schaling; het getal is de stress (0 is volmaakt, boven 0,2 matig)."
        yield "map", f"MDS, stress {settings.map_stress:.3f}", note
    yield "seed", str(settings.seed), "Beginwaarde van alles wat op toeval berust; dezelfde waarde geeft dezelfde uitkomst."


def _number(value: float) -> str:
    return "" if np.isnan(value) else f"{value:.3f}"
