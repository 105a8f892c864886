"""Raw files -> documents: passages in reading order, so that neighbours in a document share its topic.

The folder ``--data`` holds the files under the names below; ``models/nl_textmine_zinnen/README.md`` says where each comes from. The
Wikipedia articles of the treebanks' test and development files are held aside: the topic test of :mod:`.topics` is about articles that
training has not seen, so neither they nor sentences of theirs in another file are read here.
"""

from __future__ import annotations

import gzip
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from textmine.errors import InputError
from textmine.ingest import read_sources
from textmine.lexicons import packaged_lexicon
from textmine.records import Narrative

Kind = Literal["wet", "open", "eigen"]

LAWS = "text/laws_nl.txt.gz"
WIKIPEDIA = "text/nlwikipedia-selection.sents.gz"
ARTICLES = "ud/official/ls_train_2017.conllu.gz"
NEWSPAPER = "ud/alpino/cdb.conllu.gz"
HELD_ASIDE = ("ud/official/ls_dev_2025.conllu.gz", "ud/official/ls_test_2025.conllu.gz")
SYNONYMS = "pairs/odwn_synonyms.tsv.gz"

_ARTICLE = re.compile(r"(?P<article>[\w-]+)\.p\.(?P<paragraph>\d+)\.s\.(?P<sentence>\d+)")
FEWEST_WORDS = 5
"""Shorter sentences (headings, list items) do not identify an article."""


@dataclass(frozen=True, slots=True)
class Document:
    """Passages of one act, article, newspaper, code or narrative, in reading order.

    ``kind`` says how much its words count: laws (``wet``) are nine tenths of the text and say little about people. ``reach`` is how far
    apart two of its passages may stand and still share a topic: two sentences where a file runs on from one article into the next.
    """

    kind: Kind
    reach: int
    passages: tuple[str, ...]


def read_documents(data: Path, corpora: Sequence[Path] = ()) -> list[Document]:
    """Read everything that the model is trained on.

    Parameters
    ----------
    data : Path
        Folder with the raw files.
    corpora : sequence of Path
        Narratives of one's own, in any form that textmine reads; each is a document.

    Raises
    ------
    InputError
        When a file is missing or cannot be read.
    """
    held = {article: texts for name in HELD_ASIDE for article, texts in read_articles(open_file(data, name)).items()}
    known = {_key(text) for texts in held.values() for text in texts if len(text.split()) >= FEWEST_WORDS}
    documents = list(_laws(open_file(data, LAWS)))
    documents.append(Document("open", 2, tuple(line for line in open_file(data, WIKIPEDIA) if _key(line) not in known)))
    for article, texts in read_articles(open_file(data, ARTICLES)).items():
        if article not in held:
            documents.append(Document("open", 20, tuple(text for text in texts if _key(text) not in known)))
    documents.append(Document("open", 2, tuple(_sentences(open_file(data, NEWSPAPER)))))
    return [document for document in (*documents, *_examples(), *_narratives(corpora)) if document.passages]


def open_file(data: Path, name: str) -> Iterator[str]:
    """Yield the lines of a gzipped file of the data folder.

    Raises
    ------
    InputError
        When it is missing or not gzipped UTF-8.
    """
    path = data / name
    if not path.is_file():
        raise InputError(f"{path}: this file is missing; the model's card says where each file of --data comes from")
    try:
        with gzip.open(path, "rt", encoding="utf-8") as file:
            yield from (line.rstrip("\n") for line in file)
    except (OSError, EOFError, UnicodeDecodeError) as error:
        raise InputError(f"{path}: not gzipped UTF-8 text ({type(error).__name__}); fetch it again") from error


def read_articles(lines: Iterable[str]) -> dict[str, list[str]]:
    r"""Return the sentences of each article of a LassySmall file in CoNLL-U, in the order of the article.

    Examples
    --------
    >>> lines = ["# sent_id = wiki-7.p.2.s.1", "# text = Later.", "1\tLater", "", "# wiki-7.p.1.s.1.xml", "1\tEerst", "2\tdit", ""]
    >>> read_articles(lines)
    {'wiki-7': ['Eerst dit', 'Later.']}
    """
    found: defaultdict[str, list[tuple[int, int, str]]] = defaultdict(list)
    for comments, text in _blocks(lines):
        if match := _ARTICLE.search(comments):
            found[match["article"]].append((int(match["paragraph"]), int(match["sentence"]), text))
    return {article: [text for *_, text in sorted(sentences)] for article, sentences in found.items()}


def _sentences(lines: Iterable[str]) -> Iterator[str]:
    return (text for _, text in _blocks(lines))


def _blocks(lines: Iterable[str]) -> Iterator[tuple[str, str]]:
    """Yield comments and text of every sentence; files of the old scheme have no ``# text``, then it is the tokens."""
    comments: list[str] = []
    tokens: list[str] = []
    for line in (*lines, ""):
        if line.startswith("#"):
            comments.append(line)
        elif line:
            number, form, *_ = line.split("\t")
            tokens += [form] if number.isdecimal() else []
        elif tokens:
            written = next((comment for comment in comments if comment.startswith("# text = ")), "")
            yield "\n".join(comments), written.removeprefix("# text = ") or " ".join(tokens)
            comments, tokens = [], []


def _laws(lines: Iterable[str]) -> Iterator[Document]:
    act: list[str] = []
    for line in (*lines, ""):
        if line.strip():
            act.append(line)
        elif act:
            yield Document("wet", 3, tuple(act))
            act = []


def _examples() -> Iterator[Document]:
    """The lexicon's example sentences, those of one code together: the words of the field, in the sentences they are used in."""
    by_code: defaultdict[str, list[str]] = defaultdict(list)
    for frame in packaged_lexicon().frames.values():
        by_code[frame.code] += frame.match
    return (Document("eigen", len(sentences), tuple(sentences)) for _, sentences in sorted(by_code.items()))


def _narratives(corpora: Sequence[Path]) -> Iterator[Document]:
    if not corpora:
        return
    for record in read_sources(corpora):
        if not isinstance(record, Narrative):
            raise InputError(f"{record.source} {record.locator}: {record.message}")
        lines = tuple(line for line in record.text.splitlines() if line.strip())
        yield Document("eigen", max(len(lines), 1), lines)


def _key(text: str) -> str:
    """A sentence without case, spaces and punctuation: the same sentence is tokenised differently in two files."""
    return re.sub(r"\W+", "", text.lower())
