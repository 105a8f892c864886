"""A data folder in small: every file of the recipe, with a few sober sentences about money, papers and doors."""

from __future__ import annotations

import gzip
from pathlib import Path

TOPICS = {
    "wiki-1": [
        "De boot vaart over het water naar de haven.",
        "In de haven ligt een boot met vracht.",
        "Het water van de haven is diep.",
    ],
    "wiki-2": [
        "De trein rijdt over het spoor naar de stad.",
        "Op het station stopt de trein.",
        "Het spoor loopt naast het station.",
    ],
}


def conllu(articles: dict[str, list[str]], *, old: bool = False) -> str:
    lines = []
    for article, sentences in articles.items():
        for number, sentence in enumerate(sentences, start=1):
            name = f"{article}.p.{number}.s.1"
            lines += [f"# {name}.xml"] if old else [f"# sent_id = {name}", f"# text = {sentence}"]
            lines += [f"{i}\t{word}\t_" for i, word in enumerate(sentence.split(), start=1)]
            lines.append("")
    return "\n".join(lines) + "\n"


def make_data(folder: Path) -> Path:
    files = {
        "text/laws_nl.txt.gz": "Deze wet treedt in werking.\nDe minister stelt regels vast.\n\nHet besluit vervalt.\nDe wet vervalt ook.\n\n"
        * 5,
        "text/nlwikipedia-selection.sents.gz": "".join(
            f"{line}\n"
            for _ in range(8)
            for lines in TOPICS.values()
            for line in [*lines, "De apart gehouden zin over een kasteel hier ."]
        ),
        "ud/official/ls_train_2017.conllu.gz": conllu(
            {**{f"{name}0": lines for name, lines in TOPICS.items()}, "wiki-9": ["Nog een zin van het kasteel."]}, old=True
        ),
        "ud/official/ls_dev_2025.conllu.gz": conllu({"wiki-8": ["Een andere zin die niemand ziet."]}),
        "ud/official/ls_test_2025.conllu.gz": conllu(
            {
                "wiki-9": ["De apart gehouden zin over een kasteel hier.", "Het kasteel heeft een toren en een muur."],
                "wiki-7": ["De trein naar de stad rijdt niet.", "Geen trein stopt op het station vandaag."],
            }
        ),
        "ud/alpino/cdb.conllu.gz": conllu({"cdb-1": ["De man betaalt de huur.", "De huur is hoog."]}),
        "pairs/odwn_synonyms.tsv.gz": "lemma\tsynonyms\nboot\tschip\ntrein\tspoor\n",
        "pairs/SICK_NL.txt.gz": "sentence_A\tsentence_B\trelatedness_score\tSemEval_set\n"
        "de boot vaart\teen boot vaart\t5\tTEST\nde boot vaart\tde trein\t1\tTEST\nde trein rijdt\tde trein\t3\tTEST\nx\ty\t1\tTRAIN\n",
    }
    for name, text in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(gzip.compress(text.encode()))
    (folder / "pairs/stsb-nl-test.csv").write_text(
        'de boot vaart,de boot vaart,5.0\n"de boot, vaart",de trein rijdt,1.0\nde trein rijdt,de trein stopt,3.0\n',
        encoding="utf-8",
    )
    return folder
