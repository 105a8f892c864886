from __future__ import annotations

from pathlib import Path

import numpy as np
import pandas as pd
import pytest
from sklearn.metrics import adjusted_rand_score

from textmine.errors import InputError, ModelError
from textmine.typology import Typology, fit_typology, grouping

COLUMNS = {
    "typology": [
        *["narrative_id", "cluster", "membership", "reference_type", "reference_score", "margin", "outlier"],
        *["x", "y", "reference_reason"],
    ],
    "clusters": [
        *["cluster", "n", "jaccard", "verdict", "prototype", "atypical", "reference_type", "reference_score", "margin"],
        *["label_nl", "description_nl"],
    ],
    "cluster_codes": [
        *["cluster", "code", "n_in", "n_cluster", "n_out", "n_rest", "share_in", "share_out"],
        *["ratio", "ratio_low", "ratio_high"],
    ],
    "reference_scores": ["narrative_id", "reference_type", "score", "spoke_for", "spoke_against"],
    "typology_diagnostics": ["name", "value", "note_nl"],
}


def diagnostics(result: Typology) -> dict[str, str]:
    return dict(zip(result.typology_diagnostics["name"], result.typology_diagnostics["value"], strict=True))


def assert_same(first: Typology, second: Typology) -> None:
    for name, table in first.frames().items():
        pd.testing.assert_frame_equal(table, second.frames()[name])


def assert_whole(result: Typology, n: int) -> None:
    assert {name: table.columns.tolist() for name, table in result.frames().items()} == COLUMNS
    assert len(result.typology) == n
    assert len(result.reference_scores) == 4 * n
    assert np.isfinite(result.typology[["x", "y", "reference_score", "margin"]].to_numpy(dtype=float)).all()
    text = result.typology[["narrative_id", "reference_type", "outlier", "reference_reason"]]
    assert text.map(lambda cell: isinstance(cell, str)).all(axis=None)


@pytest.fixture(scope="module")
def three_groups(planted):
    codes, truth = planted(60, 3, 1)
    return codes, truth, fit_typology(codes, n_boot=20)


def test_planted_groups_are_found_and_stable(three_groups) -> None:
    codes, truth, result = three_groups
    assert_whole(result, 60)
    assert adjusted_rand_score(truth, result.typology["cluster"]) > 0.9
    assert result.clusters["verdict"].tolist() == ["stabiel"] * 3
    assert result.clusters["n"].sum() == (result.typology["cluster"] >= 0).sum()
    assert diagnostics(result)["k"] == "3"
    assert result.typology["narrative_id"].tolist() == codes["narrative_id"].tolist()


def test_prototype_and_atypical_are_members_of_their_cluster(three_groups) -> None:
    table = three_groups[2].typology.set_index("narrative_id")
    for row in three_groups[2].clusters.itertuples():
        assert table.loc[row.prototype, "cluster"] == table.loc[row.atypical, "cluster"] == row.cluster
        assert table.loc[row.prototype, "membership"] == 1
        assert table.loc[row.atypical, "membership"] < 1
        assert 0 <= row.jaccard <= 1
    assert set(table["outlier"]) <= {"ja", "nee"}
    assert ((table["outlier"] == "ja") == (table["cluster"] == -1)).all()


def test_the_typical_codes_are_the_planted_ones(three_groups) -> None:
    codes, truth, result = three_groups
    for cluster, prototype in zip(result.clusters["cluster"], result.clusters["prototype"], strict=True):
        group = truth[codes["narrative_id"].tolist().index(prototype)]
        own = (codes.iloc[:, 1:] == "aanwezig")[truth == group].mean()
        strongest = result.cluster_codes[result.cluster_codes["cluster"] == cluster].head(5)["code"]
        assert (own[strongest] > 0.5).all()


def test_one_seed_gives_one_answer_in_any_order_of_rows(three_groups) -> None:
    codes, _, result = three_groups
    assert_same(result, fit_typology(codes, n_boot=20))
    shuffled = codes.sample(frac=1, random_state=3)
    again = fit_typology(shuffled, n_boot=20)
    assert again.typology["narrative_id"].tolist() == shuffled["narrative_id"].tolist()
    reordered = again.typology.sort_values("narrative_id", ignore_index=True)
    pd.testing.assert_frame_equal(reordered, result.typology)
    for name in ("clusters", "cluster_codes", "reference_scores", "typology_diagnostics"):
        pd.testing.assert_frame_equal(again.frames()[name], result.frames()[name])


def test_another_seed_finds_the_same_groups_where_they_are_clear(three_groups) -> None:
    codes, _, result = three_groups
    other = fit_typology(codes, n_boot=20, seed=99)
    assert adjusted_rand_score(result.typology["cluster"], other.typology["cluster"]) > 0.95
    assert diagnostics(other)["seed"] == "99"


@pytest.mark.parametrize("n", [30, 60])
def test_where_there_are_no_groups_none_is_called_stable(planted, n: int) -> None:
    verdicts = [verdict for seed in range(4) for verdict in fit_typology(planted(n, 1, seed)[0], n_boot=20).clusters["verdict"]]
    assert verdicts.count("stabiel") <= len(verdicts) * 0.1
    assert verdicts.count("niet_vertrouwen") >= len(verdicts) * 0.5


@pytest.mark.parametrize("n", [0, 1, 2, 5, 19])
def test_few_narratives_are_not_clustered_and_told_so(planted, n: int) -> None:
    result = fit_typology(planted(60, 3)[0].head(n), k=4)
    assert_whole(result, n)
    assert set(result.typology["cluster"]) <= {-1}
    assert set(result.typology["outlier"]) <= {""}
    assert result.typology["membership"].isna().all()
    assert result.clusters.empty
    assert result.cluster_codes.empty
    assert diagnostics(result)["method"] == "geen"
    assert f"Niet geclusterd: {n} casussen" in result.typology_diagnostics.set_index("name").loc["method", "note_nl"]


def test_twenty_narratives_are_clustered(planted) -> None:
    assert not fit_typology(planted(20, 2)[0], n_boot=5).clusters.empty


def test_narratives_without_codes_are_outliers_and_change_nothing_else(three_groups) -> None:
    codes, _, result = three_groups
    silent = codes.head(3).assign(narrative_id=["x1", "x2", "x3"])
    silent.iloc[:, 1:] = "niet_vermeld"
    silent.loc[silent.index[1], "machtsmiddel.controle"] = "ontkend"
    both = fit_typology(pd.concat([codes, silent]), n_boot=20)
    quiet = both.typology.tail(3)
    assert quiet[["cluster", "membership", "reference_type", "outlier"]].to_numpy().tolist() == [[-1, 0.0, "geen", "ja"]] * 3
    assert quiet["reference_reason"].tolist() == ["geen_uitbuiting"] * 3
    assert both.typology["cluster"].head(60).tolist() == result.typology["cluster"].tolist()
    pd.testing.assert_frame_equal(both.clusters, result.clusters)
    assert diagnostics(both)["n_without_codes"] == "3"


def test_narratives_that_are_all_silent_are_no_crash(planted) -> None:
    codes = planted(30, 2)[0]
    codes.iloc[:, 1:] = "niet_vermeld"
    result = fit_typology(codes)
    assert_whole(result, 30)
    assert set(result.typology["cluster"]) == {-1}
    assert result.clusters.empty


def test_narratives_that_are_all_alike_are_one_cluster(planted) -> None:
    codes = pd.concat([planted(40, 2)[0].head(1)] * 30).assign(narrative_id=[str(i) for i in range(30)])
    result = fit_typology(codes, n_boot=5)
    assert_whole(result, 30)
    assert result.clusters["n"].tolist() == [30]
    assert result.clusters["verdict"].tolist() == ["niet_vertrouwen"]


def test_copies_of_a_narrative_fall_together(three_groups) -> None:
    codes, _, _ = three_groups
    copies = pd.concat([codes, *[codes.iloc[[7]].assign(narrative_id=f"kopie{i}") for i in range(4)]])
    found = fit_typology(copies, n_boot=5).typology.set_index("narrative_id")
    same = found.loc[["00007", "kopie0", "kopie3"]]
    assert same["cluster"].nunique() == same["x"].round(6).nunique() == same["membership"].nunique() == 1


def test_columns_that_never_change_are_harmless(three_groups) -> None:
    codes, truth, _ = three_groups
    constant = codes.assign(**{"machtsmiddel.controle": "aanwezig", "locatie.park": "niet_vermeld"})
    assert adjusted_rand_score(truth, fit_typology(constant, n_boot=5).typology["cluster"]) > 0.9


def test_a_table_without_codes_has_no_clusters() -> None:
    result = fit_typology(pd.DataFrame({"narrative_id": [str(i) for i in range(25)]}))
    assert_whole(result, 25)
    assert result.clusters.empty


@pytest.mark.parametrize("k", [2, 3, 5])
def test_a_number_that_is_asked_for_is_used(planted, k: int) -> None:
    result = fit_typology(planted(60, 5)[0], k=k, n_boot=5)
    assert len(result.clusters) == k
    assert not [name for name in diagnostics(result) if name.startswith("silhouette_k")]


@pytest.mark.parametrize(
    ("choice", "message"),
    [
        ({"k": 1}, "k is not a number of clusters"),
        ({"k": True}, "k is not a number of clusters"),
        ({"k": "veel"}, "k is not a number of clusters"),
        ({"k": 21}, "k is 21, which is too much for 60 narratives"),
        ({"n_boot": 0}, "n_boot is 0"),
        ({"uncertain": 2}, "uncertain is 2"),
        ({"seed": -1}, "seed is -1"),
        ({"embedder": "model"}, "no texts for it"),
        ({"text_weight": 1.2}, r"text_weight is 1\.2"),
        ({"weights": {"locatei": 1}}, "locatei is neither"),
    ],
)
def test_choices_that_make_no_sense_are_refused(three_groups, choice: dict, message: str) -> None:
    with pytest.raises(InputError, match=message):
        fit_typology(three_groups[0], **choice)


def test_double_ids_are_refused(three_groups) -> None:
    with pytest.raises(InputError, match="00000 occurs more than once"):
        fit_typology(pd.concat([three_groups[0], three_groups[0].head(1)]))


def test_texts_take_part_with_names_masked(three_groups) -> None:
    codes, truth, _ = three_groups
    words = ["het geld ging naar de man", "de deur bleef altijd op slot", "elke avond wachtte de auto buiten"]
    texts = {
        key: f"Anna{i} zag dat {words[group]}" for i, (key, group) in enumerate(zip(codes["narrative_id"], truth, strict=True))
    }
    ends = [len(text.split()[0]) for text in texts.values()]
    entities = pd.DataFrame({"narrative_id": list(texts), "label": "persoon", "start": 0, "end": ends})
    result = fit_typology(codes, texts=texts, entities=entities, n_boot=10, embedder="tfidf")
    assert_whole(result, 60)
    assert adjusted_rand_score(truth, result.typology["cluster"]) > 0.95
    assert diagnostics(result)["text"] == "TF-IDF"
    renamed = {key: text.replace("Anna", "Emma") for key, text in texts.items()}
    assert_same(result, fit_typology(codes, texts=renamed, entities=entities, n_boot=10, embedder="tfidf"))
    written = "".join(table.to_csv() for table in result.frames().values())
    assert "Anna" not in written
    assert "op slot" not in written


@pytest.mark.parametrize(
    ("embedder", "text", "weight"), [(None, "zinsmodel nl_textmine_zinnen", "0.5"), ("tfidf", "TF-IDF", "0.25")]
)
def test_what_compares_the_texts_and_how_much_it_weighs_is_said(three_groups, embedder, text, weight) -> None:
    codes = three_groups[0]
    texts = dict.fromkeys(codes["narrative_id"], "Zij gaf haar geld af.")
    found = diagnostics(fit_typology(codes, texts=texts, embedder=embedder, n_boot=2))
    assert (found["text"], found["text_weight"]) == (text, weight)


def test_missing_and_empty_texts_leave_it_to_the_codes(three_groups) -> None:
    codes, _, result = three_groups
    assert diagnostics(result)["text"] == "geen"
    texts = {"00001": "een tekst over geld", "00002": "", "onbekend": "nog een tekst over geld"}
    mixed = fit_typology(codes, texts=texts, n_boot=20)
    pd.testing.assert_frame_equal(mixed.typology, result.typology)


def test_a_missing_model_is_said(three_groups, tmp_path: Path) -> None:
    with pytest.raises(ModelError, match="no sentence model"):
        fit_typology(three_groups[0], texts={}, embedder=str(tmp_path))


def test_origin_counts_for_nothing_in_the_clusters_unless_asked(three_groups) -> None:
    codes, _, result = three_groups
    actors = pd.DataFrame(
        {
            "narrative_id": codes["narrative_id"],
            "rol": "slachtoffer",
            "leeftijdsgroep": "meerderjarig",
            "herkomst_regio": ["nederland", "azie"] * 30,
        }
    )
    known = fit_typology(codes, actors=actors, n_boot=20)
    pd.testing.assert_frame_equal(
        known.typology[["cluster", "membership", "x", "y"]], result.typology[["cluster", "membership", "x", "y"]]
    )
    asked = fit_typology(codes, actors=actors, k=2, weights={"slachtoffer": 20}, n_boot=5)
    assert adjusted_rand_score(actors["herkomst_regio"], asked.typology["cluster"]) > 0.9
    assert not asked.cluster_codes["code"].str.startswith("slachtoffer").any()


def test_a_large_set_is_clustered_by_way_of_a_sample(planted, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(grouping, "LARGEST_SAMPLE", 60)
    codes, truth = planted(400, 3, 4)
    result = fit_typology(codes, n_boot=10)
    assert_whole(result, 400)
    assert adjusted_rand_score(truth, result.typology["cluster"]) > 0.9
    assert diagnostics(result)["n_sample"] == "60"
    assert_same(result, fit_typology(codes, n_boot=10))


def test_clusters_are_compared_with_the_reference_types(narrative_rows) -> None:
    stories = {
        "vlucht_naar_toekomst": "machtsmiddel.voodoo machtsmiddel.schuldbinding facilitator.madam locatie.woning_uitbuiter "
        "beeindiging.ontsnapping machtsmiddel.papieren_afpakken",
        "gevallen_voor_klant": "ontstaan.klantrelatie kwetsbaarheid.ervaring_sekswerk locatie.raam "
        "machtsmiddel.verleiding_cadeaus machtsmiddel.mishandeling beeindiging.relatie_verbroken",
        "geen": "ontstaan.familie machtsmiddel.manipulatie locatie.massagesalon dader.vrouw aangifte.niet bijvangst.huur",
    }
    rng = np.random.default_rng(0)
    rows = {}
    for kind, story in stories.items():
        for i in range(10):
            kept = rng.choice(story.split(), 5, replace=False)
            rows[f"{kind}-{i}"] = " ".join(kept)
    result = fit_typology(narrative_rows(rows), k=3, n_boot=20)
    kinds = {row.prototype.partition("-")[0]: row.reference_type for row in result.clusters.itertuples()}
    assert kinds == {kind: kind for kind in stories}
    for row in result.clusters.itertuples():
        assert row.label_nl
        assert row.description_nl.startswith(f"Deze groep telt {row.n} casusbeschrijvingen.")
        assert ("Past als geheel bij geen" in row.description_nl) == (row.reference_type == "geen")


@pytest.mark.parametrize(("uncertain", "kind"), [(0.0, "geen"), (1.0, "vlucht_naar_toekomst")])
def test_what_is_uncertain_counts_as_the_user_says(narrative_rows, uncertain: float, kind: str) -> None:
    story = "machtsmiddel.dwang_werk locatie.woning_uitbuiter uitbuiting.verdiensten_afnemen aangifte.gedaan"
    codes = narrative_rows({"1": f"{story} ?machtsmiddel.voodoo ?facilitator.madam ?beeindiging.ontsnapping"})
    result = fit_typology(codes, uncertain=uncertain)
    assert result.typology["reference_type"].tolist() == [kind]
    assert diagnostics(result)["uncertain"] == f"{uncertain:g}"


def test_tables_survive_being_written(three_groups, tmp_path: Path) -> None:
    for name, table in three_groups[2].frames().items():
        table.to_parquet(tmp_path / f"{name}.parquet")
        pd.testing.assert_frame_equal(pd.read_parquet(tmp_path / f"{name}.parquet"), table)
