from __future__ import annotations

from training_embedding_toy import make_data
from typer import Typer
from typer.testing import CliRunner

from textmine.training.embedding import cli, recipe
from textmine.training.embedding.contrastive import Schedule

SMALL = recipe.Recipe(n_tokens=2000, n_dimensions=8, schedule=Schedule(steps=2, batch=24))


def app():
    made = Typer()
    made.command("embedding")(cli.embedding)
    made.command("scores")(cli.embedding_scores)
    return made


def test_one_command_trains_and_scores(tmp_path, monkeypatch):
    monkeypatch.setattr(recipe, "Recipe", lambda: SMALL)
    data = make_data(tmp_path / "data")
    done = CliRunner().invoke(app(), ["embedding", "--data", str(data), "--out", str(tmp_path / "uit"), "--seed", "3"])
    assert done.exit_code == 0, done.output
    assert "textmine: vocabulary" in done.output
    assert "textmine: contrastive training" in done.output
    assert "topic_auc" in done.output
    assert (tmp_path / "uit" / "modules.json").is_file()


def test_help_imports_nothing_heavy():
    done = CliRunner().invoke(app(), ["embedding", "--help"])
    assert done.exit_code == 0
    assert "--corpus" in done.output
