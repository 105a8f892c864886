"""The house: imports run one way, importing does nothing, every module reads in one sitting."""

from __future__ import annotations

import ast
import subprocess
import sys
from pathlib import Path

import pytest

import textmine

ROOT = Path(textmine.__file__).parent
ORDER = [
    "records",
    "errors",
    "resources",
    "ingest",
    "codebook",
    "codings",
    "lexicons",
    "pipeline",
    "typology",
    "validation",
    "batch",
    "report",
    "training",
    "jobs",
    "console",
    "doctor",
    "options",
    "codebook_cli",
    "training_cli",
    "cli",
]
MODULES = sorted(path.relative_to(ROOT).as_posix() for path in ROOT.rglob("*.py"))


def floor(dotted: str) -> int:
    parts = dotted.split(".")
    return ORDER.index(parts[1]) if len(parts) > 1 and parts[1] in ORDER else -1


def imported(path: Path) -> set[str]:
    """Modules of textmine that a file imports when it is imported itself (not inside functions)."""
    tree = ast.parse(path.read_text(encoding="utf-8"))
    found: set[str] = set()
    for node in tree.body:
        if isinstance(node, ast.ImportFrom) and node.module and node.module.startswith("textmine"):
            found.add(node.module)
        elif isinstance(node, ast.Import):
            found |= {alias.name for alias in node.names if alias.name.startswith("textmine")}
    return found


@pytest.mark.parametrize("module", MODULES)
def test_imports_run_one_way(module):
    own = floor("textmine." + module.removesuffix(".py").replace("/", "."))
    for other in imported(ROOT / module):
        assert floor(other) <= own or own == -1, f"{module} imports {other}, which lies below it"


@pytest.mark.parametrize("module", MODULES)
def test_a_module_reads_in_one_sitting(module):
    assert len((ROOT / module).read_text(encoding="utf-8").splitlines()) <= 350


def run_python(code: str) -> str:
    return subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout


def test_importing_loads_no_spacy_and_no_torch():
    loaded = run_python("import sys, textmine, textmine.cli; print(sorted({'spacy', 'torch', 'sklearn'} & set(sys.modules)))")
    assert loaded.strip() == "[]"


def test_importing_adds_no_log_handler():
    assert run_python("import logging, textmine.jobs; print(logging.getLogger().handlers)").strip() == "[]"
