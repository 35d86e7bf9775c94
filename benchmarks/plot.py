"""Plots of results, as SVG: bars for suites of contenders, lines over size for `scaling`."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Any

from benchmarks.harness import Result, Suite

OURS, LIMITS = "flong", ("c-limit", "memcpy")


def plot(suite: Suite, results: list[Result], path: Path) -> bool:
    """Write the plot to `path`; False without matplotlib."""
    try:
        import matplotlib
    except ImportError:
        return False
    matplotlib.use("svg")
    matplotlib.rcParams |= {"svg.fonttype": "none", "svg.hashsalt": suite.name, "font.size": 9}
    from matplotlib import pyplot

    figure = _lines(pyplot, suite, results) if suite.name == "scaling" else _bars(pyplot, suite, results)
    figure.savefig(path, metadata={"Date": None}, bbox_inches="tight")
    pyplot.close(figure)
    return True


def _bars(pyplot: Any, suite: Suite, results: list[Result]) -> Any:
    """A panel a case; the longest bar is the fastest."""
    counts = [len(case.contenders) for case in suite.cases]
    figure, axes = pyplot.subplots(
        len(counts), 1, figsize=(8, 0.6 * len(counts) + 0.25 * sum(counts)), squeeze=False,
        gridspec_kw={"height_ratios": counts, "hspace": 0.28},
    )  # fmt: skip
    for (axis,), case in zip(axes, suite.cases, strict=True):
        rates = _rates(suite, results, case.name)
        if suite.ranked:
            rates.sort(key=lambda pair: pair[1])
        names = [name for name, _ in rates]
        axis.barh(names, [value for _, value in rates], color=[_color(name) for name in names])
        axis.set_xscale("log" if suite.ranked else "linear")
        axis.minorticks_off()
        axis.spines[["top", "right"]].set_visible(False)
        axis.set_title(f"{case.name}: {suite.unit}", loc="left", fontsize=10)
        axis.grid(axis="x", alpha=0.3)
        for place, (_, value) in enumerate(rates):
            axis.text(value, place, f" {value:,.0f}" if value >= 10 else f" {value:.3g}", va="center", fontsize=8)
        axis.margins(x=0.12)
    return figure


def _lines(pyplot: Any, suite: Suite, results: list[Result]) -> Any:
    """A panel for each kind of case, "N rows a record" and "N records": a line for each contender."""
    kinds: dict[str, list[tuple[int, str]]] = {}
    for case in suite.cases:
        size, _, kind = case.name.partition(" ")
        kinds.setdefault(kind, []).append((int(size.replace(",", "")), case.name))
    figure, axes = pyplot.subplots(1, len(kinds), figsize=(9, 3.6), sharey=True, squeeze=False)
    for axis, (kind, sizes) in zip(axes[0], kinds.items(), strict=True):
        points: dict[str, list[tuple[int, float]]] = {}
        for count, name in sizes:
            for contender, value in _rates(suite, results, name):
                points.setdefault(contender, []).append((count, value))
        for contender, line in points.items():
            shape = "s" if contender == "flong-dicts" else "o"
            axis.loglog(*zip(*line, strict=True), marker=shape, label=contender, color=_color(contender))
        axis.minorticks_off()
        axis.set_xlabel(kind)
        axis.grid(alpha=0.3)
    axes[0][0].set_ylabel(suite.unit)
    axes[0][0].legend(loc="center left", bbox_to_anchor=(2.25, 0.5))
    return figure


def _rates(suite: Suite, results: Sequence[Result], case: str) -> list[tuple[str, float]]:
    return [(one.contender, one.value) for one in results if one.case == case and one.metric == suite.metric]


def _color(name: str) -> str:
    return "#8a8f98" if name.startswith(LIMITS) else "#1f6f50" if name.startswith(OURS) else "#c08a3e"
