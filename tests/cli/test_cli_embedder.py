"""``--embedder``: what is not on the machine is said before the tagging, and nothing takes its place."""

from __future__ import annotations

import subprocess
import sys


def run(*arguments):
    command = [sys.executable, "-m", "textmine", "run", *map(str, arguments)]
    return subprocess.run(command, capture_output=True, text=True, timeout=250, check=False)


def test_a_model_that_is_not_installed_stops_the_run_with_the_command_that_installs_it(tmp_path):
    (tmp_path / "bron").mkdir()
    (tmp_path / "bron" / "zaak.txt").write_text("SO moest haar geld afgeven.", encoding="utf-8")
    done = run(tmp_path / "bron", "--out", tmp_path / "uit", "--embedder", "voorbeeld/geen-model")
    assert done.returncode == 1
    assert "hf download voorbeeld/geen-model" in " ".join(done.stderr.split())
    assert "Traceback" not in done.stderr
    assert not (tmp_path / "uit").exists()
