"""What every part of the page works with: data, words, and how counts may be shown."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

import pandas as pd

from textmine.codebook import Codebook
from textmine.report.disclosure import Disclosure, Hidden
from textmine.report.frames import ReportData
from textmine.report.wording import Labels, Wording

OUTLIER = -1
MEANS = "machtsmiddel"
MEANS_GROUPING = "regioplan_2019"


@dataclass(frozen=True)
class Partition:
    """A way to divide the narratives: the group of each, and the groups' labels in the order to show them."""

    heading: str
    group_of: pd.Series[str]
    labels: dict[str, str]


@dataclass(frozen=True)
class ReportContext:
    """The data of one page with its language, its codebook and its rule for small cells."""

    data: ReportData
    codebook: Codebook
    words: Wording
    labels: Labels
    disclosure: Disclosure
    with_text: bool

    @property
    def n_coded(self) -> int:
        """Number of narratives that were coded; what all shares are shares of."""
        return len(self.data.codes)

    @cached_property
    def anchors(self) -> dict[str, str]:
        """The anchor of each narrative: made from its place, never from its id, which is not to be trusted in a link."""
        return {narrative: f"n{i}" for i, narrative in enumerate(self.data.narratives["narrative_id"], start=1)}

    @cached_property
    def coded(self) -> tuple[str, ...]:
        """The codebook's codes that this run coded, in the codebook's order."""
        return tuple(code for code in self.codebook.codes if code in self.data.codes.columns)

    def codes_of(self, dimension: str) -> tuple[str, ...]:
        """The coded codes of one dimension."""
        return tuple(code for code in self.coded if code.partition(".")[0] == dimension)

    @cached_property
    def means_groups(self) -> dict[str, tuple[str, ...]]:
        """The coded coercion means by category (psychologisch, fysiek, overig), as the study of 2019 groups them."""
        grouping, means = self.codebook.groupings[MEANS_GROUPING], self.codes_of(MEANS)
        groups = {category: tuple(c for c in means if category in grouping.category_of(c)) for category in grouping.categories}
        return {category: codes for category, codes in groups.items() if codes}

    def category_label(self, category: str) -> str:
        """The label of a category of means."""
        value = self.codebook.groupings[MEANS_GROUPING].categories[category]
        return value.label_nl if self.words.lang == "nl" else value.label_en

    @cached_property
    def clusters(self) -> list[int]:
        """The clusters that were found, ascending, without the outliers."""
        return sorted({int(cluster) for cluster in self.data.typology["cluster"].dropna()} - {OUTLIER})

    def cluster_label(self, cluster: int) -> str:
        """The short name of a cluster, by its number in the tables."""
        return self.words("typology.outliers") if cluster == OUTLIER else self.words("typology.cluster", number=cluster)

    def reference_label(self, reference_type: str) -> str:
        """The label of a reference type."""
        return self.labels.value("typologie", reference_type)

    def reference_order(self, types: Iterable[str]) -> list[str]:
        """The reference types that occur, in the codebook's order, then those that it does not know."""
        occurring = set(types)
        known = [kind for kind in self.codebook.values["typologie"] if kind in occurring]
        return known + sorted(occurring.difference(known))

    @cached_property
    def partitions(self) -> list[Partition]:
        """All narratives as one group, then by cluster and by reference type where there are any."""
        typology = self.data.typology.set_index("narrative_id")
        everyone = pd.Series("all", index=self.data.codes["narrative_id"], dtype=object)
        found = [Partition("", everyone, {"all": self.words("means.all")})]
        if self.clusters:
            clusters = [*self.clusters, *([OUTLIER] if (typology["cluster"] == OUTLIER).any() else [])]
            group_of = typology["cluster"].dropna().map(lambda cluster: f"c{int(cluster)}")
            found.append(Partition(self.words("means.by_cluster"), group_of, {f"c{c}": self.cluster_label(c) for c in clusters}))
        types = typology["reference_type"][typology["reference_type"] != ""]
        if len(types):
            labels = {f"r:{kind}": self.reference_label(kind) for kind in self.reference_order(types)}
            found.append(Partition(self.words("means.by_type"), "r:" + types, labels))
        return found

    def count(self, n: float) -> str:
        """A single count as it may be shown."""
        return self.hidden_text("small") if self.disclosure.is_small(n) else self.words.integer(n)

    def is_shown(self, n: float) -> bool:
        """Say whether there is a count and it may be shown."""
        return n > 0 and not self.disclosure.is_small(n)

    def count_of(self, n: float, total: float) -> str:
        """A count with its share of a total, as it may be shown."""
        if self.disclosure.is_small(n):
            return self.hidden_text("small")
        return self.words("n_share", n=self.words.integer(n), share=self.words.share(n, total))

    def cases(self, n: float) -> str:
        """A number of narratives in words, with its share of those that were coded."""
        if self.disclosure.is_small(n):
            return self.words("fewer_cases", min_cell=self.disclosure.min_cell)
        return f"{self.words.plural('narratives', int(n))} ({self.words.share(n, self.n_coded)})"

    def row(self, counts: list[int], absorb: int | None = None) -> Iterator[tuple[str, Hidden]]:
        """The cells of a row that adds up to a known total, each as it may be shown and why it is hidden."""
        for n, hidden in zip(counts, self.disclosure.row(counts, absorb), strict=True):
            yield (self.hidden_text(hidden) if hidden else self.words.integer(n)), hidden

    def texts(self, counts: list[int], absorb: int | None = None) -> list[str]:
        """The cells of such a row as they may be shown."""
        return [text for text, _ in self.row(counts, absorb)]

    def hidden_text(self, hidden: Hidden) -> str:
        """The sign that stands for a count that is not shown."""
        return f"<{self.disclosure.min_cell}" if hidden == "small" else self.words("left_out")
