"""The field lists of pledges, their content, targets, signatures and results."""

from __future__ import annotations

from dataclasses import dataclass

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Choice, Code, Count, Day, Points, Stored, Text
from emulation_cli.pledges.rules import parse_goal, show_goal

PERIODS = ("midyear", "year")
PARTS = ("item", "target", "signature", "result")
"""What a pledge holds, by the word that `pledge strike` takes."""


@dataclass(frozen=True, slots=True)
class Goal(Text):
    """A comparison and a number: kept as "≥ 90.5", shown with a comma in Vietnamese."""

    def read(self, raw: object) -> Stored:
        """The goal in its canonical form."""
        text = Text.read(self, raw)
        return None if text is None else show_goal(*parse_goal(str(text)), comma=False)

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The goal on screen."""
        return "" if stored is None else show_goal(*parse_goal(str(stored)), comma=vietnamese)


def _year() -> Field:
    return Field(
        "year",
        "Năm thi đua",
        "Block's year",
        reference="pledge",
        required=True,
        identity=True,
        column="pledge_id",
        width=12,
    )


def _units(table: str) -> Field:
    return Field(
        "units", "Đơn vị thực hiện", "Units (none: all)", reference="unit", link=table, option="unit", width=18
    )


def _basis(table: str) -> Field:
    return Field("basis", "Căn cứ", "Basis", reference="document", link=table, width=24)


_OF_PLEDGE = "(SELECT p.year_id FROM pledge p WHERE p.id = t.pledge_id)"

PLEDGES = Kind(
    name="pledges",
    noun="pledge",
    vi="Giao ước thi đua",
    en="Pledges",
    order="t.year_id",
    year="t.year_id",
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("title", "Tiêu đề", "Title", Text(limit=1000), width=60),
    ),
)

ITEMS = Kind(
    name="pledge-items",
    edited_by="pledge item",
    shown_by="pledge show {year}",
    noun="pledge item",
    table="pledge_item",
    vi="Nội dung giao ước",
    en="Pledge content",
    order="t.pledge_id, t.number",
    year=_OF_PLEDGE,
    fields=(
        _year(),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="year", width=6),
        Field(
            "text",
            "Nội dung",
            "Text",
            Text(limit=TEXT_LIMIT, lines=True),
            required=True,
            identity=True,
            match="key",
            width=80,
        ),
        _units("pledge_item_unit"),
        _basis("pledge_item_basis"),
    ),
)

TARGETS = Kind(
    name="targets",
    edited_by="pledge target",
    shown_by="pledge show {year}",
    noun="target",
    vi="Chỉ tiêu thi đua",
    en="Targets",
    order="t.pledge_id, t.id",
    year=_OF_PLEDGE,
    fields=(
        _year(),
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", width=10),
        Field("name", "Nội dung chỉ tiêu", "Name", Text(limit=1000), required=True, width=60),
        Field("goal", "Kế hoạch", "Goal", Goal(), required=True, width=12),
        Field("measure", "Đơn vị tính", "Measure", width=12),
        _units("target_unit"),
        _basis("target_basis"),
    ),
)

SIGNATURES = Kind(
    name="signatures",
    edited_by="pledge sign",
    shown_by="pledge show {year}",
    noun="signature",
    vi="Ký kết giao ước",
    en="Signatures",
    order=(
        't.pledge_id, (SELECT min(m."order") FROM member m JOIN pledge p ON p.year_id = m.year_id'
        " WHERE p.id = t.pledge_id AND m.unit_id = t.unit_id), t.id"
    ),
    year=_OF_PLEDGE,
    fields=(
        _year(),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("signed_on", "Ngày ký", "Signed on", Day(), required=True, width=12),
        Field("by", "Người ký (họ tên, chức vụ)", "By (NAME, POST)", width=40),
    ),
)

RESULTS = Kind(
    name="results",
    edited_by="pledge result",
    shown_by="pledge show {year}",
    noun="result",
    vi="Kết quả thực hiện",
    en="Results",
    order=(
        't.target_id, t.period, (SELECT min(m."order") FROM member m JOIN pledge p ON p.year_id = m.year_id'
        " JOIN target g ON g.pledge_id = p.id WHERE g.id = t.target_id AND m.unit_id = t.unit_id), t.id"
    ),
    year="(SELECT p.year_id FROM pledge p JOIN target g ON g.pledge_id = p.id WHERE g.id = t.target_id)",
    fields=(
        Field(
            "year",
            "Năm thi đua",
            "Block's year",
            reference="pledge",
            required=True,
            column="",
            writes=True,
            select="(SELECT n.code FROM target g JOIN named n ON n.noun = 'pledge' AND n.id = g.pledge_id"
            " WHERE g.id = t.target_id)",
            width=12,
        ),
        Field(
            "target",
            "Chỉ tiêu",
            "Target",
            reference="target",
            scope="year",
            required=True,
            identity=True,
            select="(SELECT g.code FROM target g WHERE g.id = t.target_id)",
            width=12,
        ),
        Field(
            "name",
            "Nội dung chỉ tiêu",
            "Name",
            column="",
            select="(SELECT g.name FROM target g WHERE g.id = t.target_id)",
            width=50,
        ),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("period", "Kỳ", "Period", Choice(options=PERIODS), required=True, identity=True, width=10),
        Field("actual", "Thực hiện", "Actual", Points(), required=True, width=12),
        Field("on", "Ngày báo cáo", "Reported on", Day(), completed=True, width=12),
    ),
)
