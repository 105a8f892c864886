"""A tiny treebank that the tests of training share: invented, sober sentences."""

from __future__ import annotations

from textmine.training.conllu import Sentence, Word


def word(form, upos, head, deprel, lemma=None, *, feats="_", xpos=None, space=True):
    return Word(form, lemma or form.lower(), upos, xpos or upos, feats, head, deprel, space)


def closing(head):
    return word(".", "PUNCT", head, "punct")


def sentence(*words, identity="toy.p.1.s.1"):
    *others, last = words
    *middle, before = others
    return Sentence(identity, (*middle, before._replace(space=False), last))


PAST = "Number=Sing|Tense=Past|VerbForm=Fin"
TOOK = sentence(
    word("Hij", "PRON", 2, "nsubj", feats="Person=3|PronType=Prs"),
    word("pakte", "VERB", 0, "root", "afpakken", feats=PAST),
    word("het", "DET", 4, "det"),
    word("paspoort", "NOUN", 2, "obj", feats="Gender=Neut|Number=Sing"),
    word("af", "ADP", 2, "compound:prt", xpos="VZ|fin"),
    closing(2),
)
CALLED = sentence(
    word("De", "DET", 2, "det", "de"),
    word("vrouw", "NOUN", 3, "nsubj", feats="Gender=Com|Number=Sing"),
    word("belde", "VERB", 0, "root", "bellen", feats=PAST),
    word("Jansen", "PROPN", 3, "obj", "Jansen"),
    closing(3),
    identity="toy.p.1.s.2",
)
HELD = sentence(
    word("Zij", "PRON", 3, "nsubj:pass", feats="Person=3|PronType=Prs"),
    word("werd", "AUX", 3, "aux:pass", "worden", feats=PAST),
    word("vastgehouden", "VERB", 0, "root", "vasthouden", feats="VerbForm=Part"),
    closing(3),
    identity="toy.p.2.s.1",
)
TREEBANK = (TOOK, CALLED, HELD)
