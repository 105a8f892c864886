"""A toy job for the tests of batch: run as a program it tags slowly into a folder, so that it can be killed."""

import sys
import time
from pathlib import Path

from textmine.batch import RunSettings, RunStore, one_by_one, tag_into_store
from textmine.records import Actor, Coding, Entity, Failure, Mention, Narrative, Section, Tagged

CODES = ("machtsmiddel.papieren_afpakken", "machtsmiddel.bedreiging", "uitbuiting.verdiensten_afnemen")
SETTINGS = RunSettings("hash-1", "0.1", "1.0", {"seed": 7})
CHUNK = 10


def toy_records(n=300):
    """Narratives with failures among them: unreadable rows, a tagger that stumbles, a double id."""
    for i in range(n):
        if i % 37 == 5:
            yield Failure("meldingen.csv", f"rij {i}", "lege_tekst", f"row {i} has no text")
        elif i % 41 == 7:
            yield Narrative(f"{i:08d}", f"Verslag {i} is geheim en breekt de tagger.", "meldingen.csv", f"rij {i}")
        elif i % 53 == 9:
            yield Narrative("00000000", "Dezelfde melding nog eens.", "meldingen.csv", f"rij {i}")
        else:
            text = f"Melding {i} 🙂: zij moest haar paspoort afgeven."
            yield Narrative(f"{i:08d}", text, "meldingen.csv", f"rij {i}", {"jaar": str(2000 + i % 20), "plaats": "Één"})


def toy_tag(narrative):
    """Say something that depends on the text alone."""
    if "geheim" in narrative.text:
        raise ValueError(f"cannot digest: {narrative.text}")
    start = narrative.text.find("paspoort")
    if start < 0:
        return Tagged(narrative.id, n_tokens=len(narrative.text.split()), vorm="melding")
    end = start + len("paspoort")
    size = len(narrative.text)
    codings = tuple(
        Coding(
            code,
            presence="ontkend" if (size + i) % 3 == 0 else "aanwezig",
            agent="uitbuiter",
            target="slachtoffer",
            start=start,
            end=end,
            text=narrative.text[start:end],
            rule="nemen_papieren",
            cues=(f"presence=aanwezig:moest@{start}", "source=melder:melding@0"),
            score=0.1 * i,
            parts=(("REISDOCUMENT", start, end),),
        )
        for i, code in enumerate(CODES[: 1 + size % 3])
    )
    mentions = (Mention(0, 3, "zij", "voornaamwoord"), Mention(4, 12, "het meisje", "rolwoord"), Mention(20, 24, "Anna", "naam"))
    actor = Actor(
        "a1", ("slachtoffer", "facilitator"), "19-20", "meerderjarig", "vrouw", ("RO", "HU"), ("oost_europa",), mentions
    )
    entity = Entity("DATUM", 0, 7, narrative.text[:7], "2019-03-01")
    return Tagged(narrative.id, 8, "melding", "regels", codings, (actor, Actor("a2")), (entity,), (Section("melding", 0, size),))


def main(folder, log):
    """Tag with a pause for each narrative; note each call, and each stored chunk on standard output."""

    def slow_tag(narrative):
        with Path(log).open("a", encoding="utf-8") as file:
            file.write(f"{narrative.id}\n")
        time.sleep(0.002)
        return toy_tag(narrative)

    with RunStore(folder) as store:
        tag_into_store(
            toy_records(),
            tag_batch=one_by_one(slow_tag),
            store=store,
            settings=SETTINGS,
            chunk_size=CHUNK,
            progress=lambda counts: print(counts.read, flush=True),
        )


if __name__ == "__main__":
    main(*sys.argv[1:])
