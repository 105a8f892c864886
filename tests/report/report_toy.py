"""A sober toy run for the tests of report: real codes and offsets, so that every number on the page can be worked out by hand."""

import math

import pandas as pd

from textmine.codebook import load_codebook
from textmine.report import ReportData

CODEBOOK = load_codebook()
NAN = math.nan
MEASURES = ("precision", "recall", "f1", "kappa", "alpha", "ac1")

# Text, then (words, code, presence, agent, counts).
PAPERS = (
    "De man nam haar paspoort af. Zij moest een schuld terugbetalen. Mogelijk werd zij ook bedreigd.",
    [
        ("nam haar paspoort af", "machtsmiddel.papieren_afpakken", "aanwezig", "uitbuiter", True),
        ("paspoort af", "machtsmiddel.spullen_achterhouden", "onzeker", "uitbuiter", True),
        ("schuld terugbetalen", "machtsmiddel.schuldbinding", "aanwezig", "uitbuiter", True),
        ("Mogelijk werd zij ook bedreigd", "machtsmiddel.bedreiging", "onzeker", "onbekend", True),
    ],
)
GIFTS = (
    "Hij gaf haar een telefoon. Zij zegt nooit te zijn bedreigd. Aangifte wil zij niet doen.",
    [
        ("gaf haar een telefoon", "machtsmiddel.verleiding_cadeaus", "aanwezig", "uitbuiter", True),
        ("nooit te zijn bedreigd", "machtsmiddel.bedreiging", "ontkend", "uitbuiter", True),
        ("Aangifte wil zij niet doen", "aangifte.niet", "aanwezig", "slachtoffer", True),
    ],
)
THREATS = (
    "De verdachte dreigde haar moeder op te zoeken. Haar vader sloeg haar vroeger.",
    [
        ("dreigde haar moeder op te zoeken", "machtsmiddel.bedreiging", "aanwezig", "uitbuiter", True),
        ("vader sloeg haar", "machtsmiddel.mishandeling", "aanwezig", "familie", False),
    ],
)
KINDS = (PAPERS, GIFTS, THREATS)
TYPES = ("vlucht_naar_toekomst", "gered_door_uitbuiter", "van_hand_tot_hand")


def narrative_id(i):
    return f"{41000 + i:08d}"


def toy_tables(n=12, kinds=KINDS):
    """The contract's tables: narrative i holds the text of kind ``i % len(kinds)``."""
    narratives, codings, codes, actors, texts = [], [], [], [], {}
    for i in range(n):
        name, (text, found) = narrative_id(i), kinds[i % len(kinds)]
        texts[name] = text
        values = {}
        for words, code, presence, agent, counts in found:
            start = text.index(words)
            cue = f"presence={presence}:mogelijk@0" if presence == "onzeker" else ""
            where = {"start": start, "end": start + len(words), "text": words, "rule": "toy_1", "cues": cue, "score": 1.0}
            who = {"agent": agent, "target": "slachtoffer", "phase": "verloop", "source": "slachtoffer"}
            codings.append(
                {"narrative_id": name, "code": code, "presence": presence, **who, **where, "parts": "[]", "counts": counts}
            )
            if counts:
                values[code] = presence
        narratives.append(
            {
                "narrative_id": name,
                "source": "export.csv",
                "locator": f"rij {i + 2}",
                "text_sha256": "0" * 64,
                "n_chars": len(text),
            }
            | {
                "n_tokens": len(text.split()),
                "vorm": "seksueel",
                "route": "binnenlands",
                "pipeline_version": "1",
                "codebook_version": "1",
            }
        )
        codes.append({"narrative_id": name, **{code: values.get(code, "niet_vermeld") for code in CODEBOOK.codes}})
        person = {
            "leeftijd": "19",
            "leeftijdsgroep": "meerderjarig",
            "geslacht": "vrouw",
            "herkomst": "NL;RO",
            "herkomst_regio": "nederland",
        }
        actors.append(
            {"narrative_id": name, "actor_id": "p1", "rol": "slachtoffer", **person, "n_mentions": 3, "mention": "haar"}
        )
    return {
        name: pd.DataFrame(rows) for name, rows in locals().items() if name in ("narratives", "codings", "codes", "actors")
    } | {"texts": texts}


def toy_typology(n=12):
    rows = [
        {
            "narrative_id": narrative_id(i),
            "cluster": -1 if i == n - 1 else i % 3,
            "membership": 0.8,
            "reference_type": TYPES[i % 3],
        }
        | {
            "reference_score": 0.62,
            "margin": 0.11,
            "outlier": "ja" if i == n - 1 else "nee",
            "x": float(i % 3) + i / 50,
            "y": i / 10,
        }
        for i in range(n)
    ]
    typology = pd.DataFrame(rows)
    clusters = pd.DataFrame(
        {
            "cluster": c,
            "n": int((typology["cluster"] == c).sum()),
            "jaccard": jaccard,
            "verdict": verdict,
            "prototype": narrative_id(c),
        }
        | {"atypical": narrative_id(c + 3), "reference_type": TYPES[c], "reference_score": 0.6, "margin": 0.2}
        | {"label_nl": f"groep {c}", "description_nl": f"Beschrijving van groep {c}."}
        for c, jaccard, verdict in ((0, 0.88, "stabiel"), (1, 0.68, "patroon"), (2, 0.51, "niet_vertrouwen"))
    )
    codes = pd.DataFrame(
        [
            {
                "cluster": 0,
                "code": "machtsmiddel.schuldbinding",
                "n_in": 4,
                "n_cluster": 4,
                "n_out": 0,
                "n_rest": 8,
                "share_in": 1.0,
            }
            | {"share_out": 0.0, "ratio": 16.2, "ratio_low": 1.1, "ratio_high": 240.0},
            {"cluster": 0, "code": "aangifte.niet", "n_in": 0, "n_cluster": 4, "n_out": 4, "n_rest": 8, "share_in": 0.0}
            | {"share_out": 0.5, "ratio": 0.2, "ratio_low": 0.01, "ratio_high": 3.0},
        ]
    )
    scores = [
        {"narrative_id": narrative_id(i), "reference_type": TYPES[i % 3], "score": 0.62}
        | {"spoke_for": "machtsmiddel.schuldbinding", "spoke_against": "aangifte.niet"}
        for i in range(n)
    ]
    diagnostics = [("method", "k-medoids", "Toegelicht in het Nederlands."), ("seed", "1", "")]
    return {
        "typology": typology,
        "clusters": clusters,
        "cluster_codes": codes,
        "reference_scores": pd.DataFrame(scores),
        "typology_diagnostics": pd.DataFrame(diagnostics, columns=["name", "value", "note_nl"]),
    }


def agreement_row(comparison, kind, scope, code, cells, value=NAN):
    tp, fp, fn, tn = cells
    row = {
        "comparison": comparison,
        "kind": kind,
        "scope": scope,
        "code": code,
        "n": sum(cells),
        "tp": tp,
        "fp": fp,
        "fn": fn,
        "tn": tn,
    }
    row |= {"prevalence": (tp + fn) / sum(cells), "percent": (tp + tn) / sum(cells), "note": ""}
    for name in MEASURES:
        row |= {name: value, f"{name}_low": value - 0.1, f"{name}_high": value + 0.1}
    return row


def toy_validation():
    agreement = [
        agreement_row("textmine × A", "program_coder", "alle", "", (60, 10, 20, 500), 0.71),
        agreement_row("textmine × A", "program_coder", "dimensie", "machtsmiddel", (40, 8, 12, 300), 0.72),
        agreement_row("textmine × A", "program_coder", "code", "machtsmiddel.schuldbinding", (7, 1, 2, 30), 0.73),
        agreement_row("textmine × A", "program_coder", "code", "machtsmiddel.voodoo", (2, 0, 1, 37)),
        agreement_row("A × B", "coder_coder", "alle", "", (70, 6, 8, 506), 0.83),
    ]
    random = {"ari_null_mean": 0.0, "ari_null_95": 0.12, "ari_p": 0.002, "ami": 0.5, "v_measure": 0.6}
    types = {
        "comparison": "textmine cluster × A",
        "n": 12,
        "n_types_a": 3,
        "n_types_b": 4,
        "ari": 0.61,
        "ari_low": 0.4,
        "ari_high": 0.8,
    }
    confusion = [
        {"comparison": "textmine cluster × A", "row": row, "column": column, "n": 3}
        for row in ("0", "-1")
        for column in ("geen", TYPES[0])
    ]
    first = {"narrative_id": narrative_id(0), "code": "machtsmiddel.voodoo", "value_a": "niet_vermeld", "value_b": "aanwezig"}
    return {
        "agreement": pd.DataFrame(agreement),
        "disagreements": pd.DataFrame([{"comparison": "textmine × A", **first}]),
        "typology_agreement": pd.DataFrame([types | random]),
        "typology_confusion": pd.DataFrame(confusion),
        "validation_settings": pd.DataFrame({"name": ["n_boot"], "value": ["1000"]}),
    }


RUN = {
    "version": "0.1.0",
    "pipeline_hash": "3f9a",
    "codebook_version": "2019.1",
    "seed": "7",
    "sources": "export.csv",
    "made_at": "2026-11-23",
}


def toy_data(n=12, **changes):
    """A whole run; ``changes`` replace tables, texts or run facts."""
    failures = pd.DataFrame(
        [{"source": "export.csv", "locator": "rij 99", "error": "lege_tekst", "message": "row 99 has no text"}]
    )
    parts = {**toy_tables(n), **toy_typology(n), **toy_validation(), "failures": failures, "run": RUN}
    return ReportData(**{**parts, **changes})
