"""Charts in a workbook, which Excel and LibreOffice draw from the cells of a table."""

from __future__ import annotations

from dataclasses import dataclass
from math import ceil
from typing import Any

from openpyxl.chart import BarChart, Reference
from openpyxl.chart.data_source import AxDataSource, StrRef
from openpyxl.chart.label import DataLabelList
from openpyxl.chart.layout import Layout, ManualLayout
from openpyxl.chart.shapes import GraphicalProperties
from openpyxl.chart.text import RichText, Text
from openpyxl.chart.title import Title
from openpyxl.drawing.text import CharacterProperties, Font, Paragraph, ParagraphProperties, RegularTextRun

from emulation_cli.exchange.page import Page
from emulation_cli.exchange.workbook import FONT, LINE_HEIGHT

COLOURS = ("4472C4", "A5A5A5", "ED7D31")
"""Of the first series of bars, of the second, of the third."""
CM_PER_BAR, CM_AROUND, CM_LEAST = 0.9, 3.5, 8
"""Height of a chart: for each bar, for its title and axis; below the least the axis and the legend would meet."""
PLOT = ManualLayout(layoutTarget="inner", xMode="edge", yMode="edge", x=0.3, y=0.16, w=0.62, h=0.62)
"""Where the bars stand in the chart, as shares of it; the names stand to the left."""
CM_PER_LINE = LINE_HEIGHT * 2.54 / 72


@dataclass(frozen=True, slots=True)
class Bars:
    """What a chart of bars is drawn from, in a table of its page.

    Attributes:
        title: over the chart.
        names: column of the table that the bars are called by.
        values: its columns that they are drawn from, one series each.
        axis: what the values are.
        first, last: rows of the table's data.
        width: centimetres.
        stacked: the series on one bar, end to end.
    """

    title: str
    names: int
    values: tuple[int, ...]
    axis: str
    first: int
    last: int
    width: int = 26
    stacked: bool = False


def put_bars(page: Page, bars: Bars) -> None:
    """Draw lying bars below what the page holds, the first on top, each with its number; the page goes on below.

    Where every bar would be empty nothing is drawn.
    """
    if not any(cell.value for column in bars.values for cell in _cells(page, column, bars)):
        return
    chart = BarChart()
    chart.type = "bar"
    chart.style = 10
    chart.title = _title(bars.title, _look(1400, bold=True))
    chart.gapWidth = 60
    beside = 1 if bars.stacked else (1 + len(bars.values)) / 2
    height = CM_AROUND + CM_PER_BAR * (bars.last - bars.first + 1) * beside
    if bars.stacked:
        chart.grouping, chart.overlap = "stacked", 100
    chart.width, chart.height = bars.width, max(CM_LEAST, ceil(height))
    _series(chart, page, bars)
    _axes(chart, page, bars)
    page.sheet.add_chart(chart, f"A{page.row}")
    below = page.row + int(chart.height / CM_PER_LINE) + 2
    for row in range(page.row, below):
        page.sheet.row_dimensions[row].height = LINE_HEIGHT
    page.row = below


def _series(chart: BarChart, page: Page, bars: Bars) -> None:
    """The bars, a series for each column; with several, each by its heading in a legend."""
    several = len(bars.values) > 1
    names = Reference(page.sheet, min_col=bars.names, min_row=bars.first, max_row=bars.last)
    for column, colour in zip(bars.values, COLOURS, strict=False):
        cells = Reference(page.sheet, min_col=column, min_row=bars.first - several, max_row=bars.last)
        chart.add_data(cells, titles_from_data=several)
        series = chart.series[-1]
        series.cat = AxDataSource(strRef=StrRef(f=str(names)))
        series.graphicalProperties = GraphicalProperties(solidFill=colour)
        series.dLbls = DataLabelList(showVal=True, showSerName=False, showCatName=False, showLegendKey=False)
        series.dLbls.txPr = _text()
    if several:
        chart.legend.position = "b"
        chart.legend.txPr = _text()
    else:
        chart.legend = None


def _cells(page: Page, column: int, bars: Bars) -> list[Any]:
    return [page.sheet.cell(row, column) for row in range(bars.first, bars.last + 1)]


def _axes(chart: BarChart, page: Page, bars: Bars) -> None:
    """Both axes shown: openpyxl 3.1 leaves them out unless told; names from top to bottom, values from 0."""
    chart.x_axis.delete = chart.y_axis.delete = False
    chart.x_axis.scaling.orientation = "maxMin"
    chart.y_axis.title = _title(bars.axis, _look(1100))
    chart.y_axis.crosses = "max"
    chart.y_axis.majorGridlines = None
    chart.y_axis.number_format = "General"
    values = [cell.value for column in bars.values for cell in _cells(page, column, bars)]
    if all(isinstance(value, int | float) and value >= 0 for value in values):
        chart.y_axis.scaling.min = 0  # else the difference looks larger than it is
    if all(isinstance(value, int) for value in values):
        chart.y_axis.majorUnit = max(1, max(values, default=0) // 10)
    chart.x_axis.txPr, chart.y_axis.txPr = _text(), _text()
    chart.layout = Layout(manualLayout=PLOT)


def _title(text: str, look: CharacterProperties) -> Title:
    """A title that stands beside the bars, not on them."""
    lines = RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), r=[RegularTextRun(t=text, rPr=look)])])
    return Title(tx=Text(rich=lines), overlay=False)


def _text() -> RichText:
    look = _look(1100)
    return RichText(p=[Paragraph(pPr=ParagraphProperties(defRPr=look), endParaRPr=look)])


def _look(size: int, *, bold: bool = False) -> CharacterProperties:
    """The typeface of the tables, in hundredths of a point."""
    return CharacterProperties(latin=Font(typeface=FONT), sz=size, b=bold)
