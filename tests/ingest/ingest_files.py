"""Makers of the files that the ingest tests read: real ones where a library can write them, raw XML where none can."""

from __future__ import annotations

import zipfile
from pathlib import Path

from reportlab.lib import pdfencrypt
from reportlab.pdfgen import canvas

_W = 'xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"'
_ODT_SPACES = " ".join(
    f'xmlns:{prefix}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"'
    for prefix, name in (("office", "office"), ("text", "text"), ("table", "table"), ("draw", "drawing"))
)


def make_pdf(path: Path, pages: list[list[str]], *, password: str | None = None, field: str | None = None) -> Path:
    """Write a PDF with one text line for each string; a page without lines holds only a drawing, as a scan does."""
    encryption = pdfencrypt.StandardEncryption(password, canPrint=0) if password else None
    pdf = canvas.Canvas(str(path), encrypt=encryption)
    for lines in pages:
        pdf.rect(40, 40, 500, 760)
        for number, line in enumerate(lines):
            pdf.drawString(50, 780 - 14 * number, line)
        if field is not None:
            pdf.acroForm.textfield(name="toelichting", value=field, x=50, y=100, width=400, height=30)
        pdf.showPage()
    pdf.save()
    return path


def make_docx(path: Path, body: str, *, before: str = "", part: str = "word/document.xml") -> Path:
    """Write a Word document whose body is this raw XML."""
    relations = (
        '<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" '
        f'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument" Target="/{part}"/>'
        "</Relationships>"
    )
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("_rels/.rels", relations)
        archive.writestr(part, f'<?xml version="1.0"?>{before}<w:document {_W}><w:body>{body}</w:body></w:document>')
    return path


def paragraph(*runs: str) -> str:
    """Return a Word paragraph of raw runs; plain words become a run of their own."""
    return "<w:p>" + "".join(run if run.startswith("<") else text_run(run) for run in runs) + "</w:p>"


def text_run(text: str) -> str:
    return f'<w:r><w:t xml:space="preserve">{text}</w:t></w:r>'


def make_odt(path: Path, body: str, *, manifest: str | None = None) -> Path:
    """Write an OpenDocument text whose body is this raw XML."""
    content = f"<office:document-content {_ODT_SPACES}><office:body><office:text>{body}</office:text></office:body>"
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("mimetype", "application/vnd.oasis.opendocument.text", zipfile.ZIP_STORED)
        archive.writestr("content.xml", content + "</office:document-content>")
        if manifest is not None:
            archive.writestr("META-INF/manifest.xml", manifest)
    return path


def make_bomb(path: Path, part: str, size: int) -> Path:
    """Write an archive of a few kilobytes with one part that unpacks to ``size`` bytes."""
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive, archive.open(part, "w") as stream:
        for _ in range(size // 1_000_000):
            stream.write(b" " * 1_000_000)
    return path


def make_locked_office_file(path: Path) -> Path:
    """Write the outline of what Office makes of a file with a password: an OLE container with an encrypted package."""
    path.write_bytes(b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504 + "EncryptedPackage".encode("utf-16-le") + b"\0" * 480)
    return path
