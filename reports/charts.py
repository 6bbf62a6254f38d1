"""Trend charts as offline SVG files: text stays text, no script."""

from pathlib import Path
from typing import Any

import pygal
from lxml import etree
from pygal.style import Style

from reports.models import TrendPoint

_STYLE = Style(
    background="white",
    plot_background="white",
    foreground="#333",
    foreground_strong="#222",
    foreground_subtle="#888",
    colors=("#1f5fa8", "#c0392b", "#5d8a3a"),
    font_family="'Noto Sans CJK SC','Microsoft YaHei','PingFang SC',sans-serif",
    label_font_size=13,
    major_label_font_size=13,
    legend_font_size=14,
    title_font_size=16,
    value_font_size=12,
)


def counts_chart(points: tuple[TrendPoint, ...], path: Path) -> None:
    """Posts of each month on both sites and clones; an unknown month leaves a gap."""
    chart = _chart(pygal.Bar, "每月信息发布量（条）", points)
    chart.add("政务网信息", [point.portal_posts for point in points])
    chart.add("公开平台信息", [point.disclosure_posts for point in points])
    chart.add("主站克隆信息", [point.clones for point in points])
    _write(chart, path)


def points_chart(groups: tuple[str, ...], points: tuple[TrendPoint, ...], path: Path) -> None:
    """The measured and entered points of the sites' groups together: the lowest and the highest that is possible."""
    together = "两项" if len(groups) > 1 else ""
    chart = _chart(pygal.Line, f"{'与'.join(groups)}{together}得分（可能的最低与最高）", points)
    chart.add("最低", [round(point.low, 2) for point in points])
    chart.add("最高", [round(point.high, 2) for point in points])
    _write(chart, path)


def _chart(kind: Any, title: str, points: tuple[TrendPoint, ...]) -> Any:
    chart = kind(
        style=_STYLE, js=[], title=title, width=760, height=320, explicit_size=True, legend_at_bottom=True, show_dots=True,
        print_values=kind is pygal.Bar, print_values_position="top", show_minor_y_labels=True,
    )  # fmt: skip
    chart.x_labels = [point.month for point in points]
    return chart


def _write(chart: Any, path: Path) -> None:
    document = etree.fromstring(chart.render())
    for script in list(document.iter("{*}script")):
        script.getparent().remove(script)
    path.write_bytes(etree.tostring(document, encoding="utf-8", xml_declaration=True))
