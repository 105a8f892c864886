"""The pipe that writes entities to a Doc; how they are found stands in :mod:`textmine.pipeline.entities`."""

from __future__ import annotations

from spacy.language import Language
from spacy.tokens import Doc

from textmine.pipeline.entities import EntityFinder
from textmine.pipeline.state import register_extensions, state


@Language.factory("textmine_entities", assigns=["doc._.entities"])
class EntityPipe:
    """Write the entities of a Doc to its findings."""

    def __init__(self, nlp: Language, name: str) -> None:
        self.name = name
        register_extensions()
        self._finder = EntityFinder.from_package()

    def __call__(self, doc: Doc) -> Doc:
        """Find the entities; ``doc._.entities`` gives them."""
        state(doc)["entities"] = [entity.to_dict() for entity in self._finder.find(doc.text)]
        return doc
