"""A code as text for a reader at a terminal."""

from __future__ import annotations

from textmine.codebook.model import Codebook, Language

_WORDS = {
    "nl": ("Omschrijving", "Wel", "Niet", "Zie ook", "Besluiten", "Paragraaf"),
    "en": ("Definition", "Includes", "Excludes", "See also", "Decisions", "Section"),
}


def describe(codebook: Codebook, code_id: str, lang: Language = "nl") -> str:
    """Return the definition of a code, what falls under it and what does not, decisions and groupings.

    What to include and exclude is in Dutch, the coders' language, in both.

    Examples
    --------
    >>> from textmine.codebook import load_codebook
    >>> describe(load_codebook(), "machtsmiddel.voodoo").splitlines()[0].startswith("machtsmiddel.voodoo")
    True
    """
    code = codebook.codes[code_id]
    definition, include, exclude, see, decisions, section = _WORDS[lang]
    lines = [
        f"{code.id}: {codebook.label(code_id, lang)}",
        f"{definition}: {code.definition_nl if lang == 'nl' else code.definition_en}",
    ]
    for heading, items in ((include, code.include), (exclude, code.exclude), (see, code.see)):
        if items:
            lines += [f"{heading}:", *(f"  - {item}" for item in items)]
    settled = [f"  {decision.number}. {decision.text_nl}" for decision in codebook.decisions if code_id in decision.codes]
    lines += [f"{decisions}:", *settled] if settled else []
    for grouping in codebook.groupings.values():
        entries = grouping.codes.get(code_id, ())
        names = [_name(grouping.categories[category].label_nl, indicator) for category, indicator in entries]
        if names:
            lines.append(f"{grouping.label_nl if lang == 'nl' else grouping.label_en}: {'; '.join(names)}")
    lines.append(f"{section}: {code.section}")
    return "\n".join(lines)


def _name(category: str, indicator: str) -> str:
    return f"{category} ({indicator})" if indicator else category
