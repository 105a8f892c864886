"""Make corpora/voorbeeld from corpora/bron: the same narratives in the forms in which users hold them, and the hand codings.

    python corpora/build_example.py

The registrations become a semicolon CSV as a Dutch Excel writes it (cp1252, CRLF), the dossier documents PDF, DOCX, TXT and Markdown, the
reports of care workers and tipsters JSON lines. Offsets of the hand codings are those of the text as textmine reads it, so the script
reads every file back and stops when a quote is not found. Needs the extra [test] (reportlab, python-docx).
"""

from __future__ import annotations

import csv
import datetime
import json
import re
import shutil
import sys
from pathlib import Path

from docx import Document
from reportlab.lib.pagesizes import A4
from reportlab.pdfgen.canvas import Canvas

from textmine.ingest import read_sources
from textmine.records import Narrative

HERE = Path(__file__).parent
SOURCE = HERE / "bron"
TARGET = HERE / "voorbeeld"
FORMS = {
    "aangifte": ".docx",
    "verhoor_verdachte": ".pdf",
    "pv_bevindingen": ".pdf",
    "vonnis_veroordeling": ".pdf",
    "vonnis_vrijspraak": ".docx",
}
FORMS |= {"onderzoeker": ".md"}
FIXED_DATE = datetime.datetime(2026, 11, 23)
LINE = 92
LINES_A_PAGE = 46


def main() -> int:
    narratives = [json.loads(line) for line in (SOURCE / "narratieven.jsonl").read_text(encoding="utf-8").splitlines()]
    shutil.rmtree(TARGET, ignore_errors=True)
    (TARGET / "dossiers").mkdir(parents=True)
    (TARGET / ".synthetisch").write_text("Alle teksten in deze map zijn verzonnen; zie ../README.md.\n", encoding="utf-8")
    write_registrations([n for n in narratives if n["register"] == "registratie"])
    write_reports([n for n in narratives if n["register"] == "zorg_en_melding"])
    for narrative in narratives:
        if narrative["register"] == "dossier":
            write_document(narrative)
    texts = {record.id: record.text for record in read_sources([TARGET]) if isinstance(record, Narrative)}
    if missing := sorted({n["id"] for n in narratives} - set(texts)):
        print(f"not read back: {', '.join(missing)}", file=sys.stderr)
        return 1
    return write_codings(texts)


def write_registrations(narratives: list[dict[str, str]]) -> None:
    with (TARGET / "registraties.csv").open("w", encoding="cp1252", newline="") as file:
        writer = csv.writer(file, delimiter=";", lineterminator="\r\n")
        writer.writerow(["Registratienummer", "Datum", "Eenheid", "Soort", "Toelichting"])
        writer.writerows([n["id"], n["datum"], n["eenheid"], n["soort"], n["text"]] for n in narratives)


def write_reports(narratives: list[dict[str, str]]) -> None:
    with (TARGET / "meldingen.jsonl").open("w", encoding="utf-8", newline="\n") as file:
        for n in narratives:
            row = {"id": n["id"], "datum": n["datum"], "soort": n["soort"], "text": n["text"]}
            file.write(json.dumps(row, ensure_ascii=False) + "\n")


def write_document(narrative: dict[str, str]) -> None:
    path = TARGET / "dossiers" / (narrative["id"] + FORMS.get(narrative["soort"], ".txt"))
    text = narrative["text"]
    if path.suffix == ".pdf":
        write_pdf(path, text)
    elif path.suffix == ".docx":
        document = Document()
        document.core_properties.created = document.core_properties.modified = FIXED_DATE
        for paragraph in text.split("\n"):
            if paragraph.strip():
                document.add_paragraph(paragraph)
        document.save(str(path))
    else:
        path.write_text(text + "\n", encoding="utf-8")


def write_pdf(path: Path, text: str) -> None:
    """Pages with a running header and footer, wrapped lines, words broken at line ends: as proces-verbaal programs print them."""
    lines = [line for paragraph in text.split("\n") for line in wrap(paragraph)]
    pages = [lines[start : start + LINES_A_PAGE] for start in range(0, len(lines), LINES_A_PAGE)]
    canvas = Canvas(str(path), pagesize=A4, invariant=1)
    canvas.setTitle(path.stem)
    for number, page in enumerate(pages, start=1):
        canvas.setFont("Helvetica", 8)
        canvas.drawString(60, 805, f"Politie - Vertrouwelijk - dossier {path.stem[:3]}")
        canvas.drawString(60, 30, f"Pagina {number} van {len(pages)}")
        canvas.setFont("Helvetica", 10)
        for row, line in enumerate(page):
            canvas.drawString(60, 780 - 15.5 * row, line)
        canvas.showPage()
    canvas.save()


def wrap(paragraph: str) -> list[str]:
    """Break a paragraph into lines; a long word that does not fit is broken after a vowel with a hyphen."""
    lines, line = [], ""
    for word in paragraph.split():
        candidate = f"{line} {word}".strip()
        if len(candidate) <= LINE:
            line = candidate
            continue
        room = LINE - len(line) - 2
        cut = max((i for i in range(4, min(room, len(word) - 3)) if word[i - 1] in "aeiou" and word.isalpha()), default=0)
        lines.append(f"{line} {word[:cut]}-" if cut else line)
        line = word[cut:] if cut else word
    return [*lines, line]


def write_codings(texts: dict[str, str]) -> int:
    rows, lost = [], []
    for coder in ("codeur_1", "codeur_2"):
        for line in (SOURCE / f"{coder}.jsonl").read_text(encoding="utf-8").splitlines():
            coded = json.loads(line)
            text = texts[coded["id"]]
            for coding in coded["codings"]:
                found = locate(text, coding["quote"])
                if found is None:
                    lost.append(f"{coder} {coded['id']} {coding['code']}")
                    continue
                start, end = found
                about = [coding[name] for name in ("agent", "target", "phase", "source")]
                rows.append([coded["id"], coder, coding["code"], coding["presence"], start, end, text[start:end], *about])
            rows.append([coded["id"], coder, "typologie", coded["typologie"], "", "", "", "", "", "", ""])
    for name in lost:
        print(f"quote not found: {name}", file=sys.stderr)
    header = ["narrative_id", "coder", "code", "value", "start", "end", "text", "agent", "target", "phase", "source"]
    with (TARGET / "coderingen.csv").open("w", encoding="utf-8-sig", newline="") as file:
        csv.writer(file, lineterminator="\r\n").writerows(
            [header, *sorted(rows, key=lambda row: (row[0], row[1], str(row[4]).zfill(6), row[2]))]
        )
    print(f"{len(texts)} narratives, {len(rows)} codings")
    return 1 if lost else 0


def locate(text: str, quote: str) -> tuple[int, int] | None:
    """Find a quote; white space may differ, because a document's lines are joined."""
    pattern = r"\s+".join(re.escape(word) for word in quote.split())
    match = re.search(pattern, text)
    return match.span() if match else None


if __name__ == "__main__":
    sys.exit(main())
