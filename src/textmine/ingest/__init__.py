"""From sources to narratives: registration exports and dossiers in, one stream of texts out."""

from textmine.ingest.dossier import document_at
from textmine.ingest.kinds import FAILURE_KINDS
from textmine.ingest.options import IngestOptions
from textmine.ingest.read import read_sources

__all__ = ["FAILURE_KINDS", "IngestOptions", "document_at", "read_sources"]
