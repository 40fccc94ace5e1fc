"""The field lists of pledges, their content, targets, signatures and results."""

from __future__ import annotations

from emulation_cli.kernel import names, terms
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Code, Count, Day, Points, Stored, Text
from emulation_cli.pledges.rules import parse_goal, show_goal

PERIODS = ("midyear", "year")
"""The periods that every year has: its first six months, and the whole of it."""
PARTS = ("item", "target", "goal", "movement", "signature", "result")
"""What a pledge holds, by the word that `pledge strike` takes."""


@frozen
class Goal(Text):
    """A comparison and a number: kept as "≥ 90.5", shown with a comma in Vietnamese."""

    def read(self, raw: object) -> Stored:
        """The goal in its canonical form."""
        text = Text.read(self, raw)
        return None if text is None else show_goal(*parse_goal(str(text)), comma=False)

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The goal on screen."""
        return "" if stored is None else show_goal(*parse_goal(str(stored)), comma=vietnamese)


@frozen
class PeriodCode(Code):
    """The code of a period; `midyear` and `year` whatever their case, or “6 tháng” and “cả năm”."""

    def read(self, raw: object) -> Stored:
        """The code as typed, the built-in ones as they are kept, also by their words."""
        said = names.fold(str(raw))
        for known in PERIODS:
            if said in {names.fold(word) for word in (known, *terms.words(known, "period"))}:
                return known
        return Code.read(self, raw)


@frozen
class Version(Count):
    """The number of a version; the first one is not told, mostly it is the only one."""

    def text(self, stored: Stored, *, vietnamese: bool) -> str:
        """The number, from the second on."""
        return "" if stored == 1 else Count.text(self, stored, vietnamese=vietnamese)


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
    return Field(
        "basis", "Căn cứ", "Basis (NUMBER; ARTICLE)", reference="document", link=table, detail="article", width=24
    )


_OF_PLEDGE = "(SELECT p.year_id FROM pledge p WHERE p.id = t.pledge_id)"

PLEDGES = Kind(
    name="pledges",
    noun="pledge",
    vi="Giao ước thi đua",
    en="Pledges",
    order="t.year_id, t.version",
    year="t.year_id",
    joined_by="@",
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("title", "Tiêu đề", "Title", Text(limit=1000), width=60),
        Field("version", "Lần", "Version", Version(least=1), required=True, identity=True, completed=True, width=6),
        Field("reason", "Lý do sửa đổi", "Amended because", column="", select="t.reason", width=40),
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
        Field("note", "Ghi chú", "Note", Text(limit=1000), width=30),
    ),
)


def _target(column: str) -> tuple[Field, Field]:
    """The pledge and the target within it, of a row whose `column` names the target."""
    return (
        Field(
            "year",
            "Năm thi đua",
            "Block's year",
            reference="pledge",
            required=True,
            column="",
            writes=True,
            select=f"(SELECT n.code FROM target g JOIN named_pledge n ON n.id = g.pledge_id WHERE g.id = t.{column})",
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
            column=column,
            select=f"(SELECT g.code FROM target g WHERE g.id = t.{column})",
            width=12,
        ),
    )


def _year_of(column: str) -> str:
    return f"(SELECT p.year_id FROM pledge p JOIN target g ON g.pledge_id = p.id WHERE g.id = t.{column})"


GOALS = Kind(
    name="target-goals",
    edited_by="pledge target",
    shown_by="pledge show {year}",
    noun="goal",
    table="target_goal",
    vi="Chỉ tiêu riêng của đơn vị",
    en="Goals of single units",
    order="t.owner_id, t.id",
    year=_year_of("owner_id"),
    fields=(
        *_target("owner_id"),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("goal", "Kế hoạch", "Goal", Goal(), required=True, width=12),
    ),
)

MOVEMENTS = Kind(
    name="pledge-movements",
    edited_by="pledge movement",
    shown_by="pledge show {year}",
    noun="pledge movement",
    table="pledge_movement",
    vi="Phong trào đăng ký",
    en="Movements registered",
    order="t.pledge_id, t.number",
    year=_OF_PLEDGE,
    fields=(
        _year(),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="year", width=6),
        Field("movement", "Phong trào", "Movement", reference="movement", required=True, identity=True, width=14),
        Field(
            "name",
            "Tên phong trào thi đua",
            "Name",
            column="",
            select="(SELECT v.name FROM movement v WHERE v.id = t.movement_id)",
            width=50,
        ),
        Field("aim", "Mục tiêu", "Aim", Text(limit=TEXT_LIMIT, lines=True), width=50),
        Field("launched_on", "Thời gian phát động", "Launched on", Day(), option="from", width=12),
        Field("closed_on", "Thời gian tổng kết", "Closed on", Day(), option="to", width=12),
    ),
)

OWN_PERIODS = Kind(
    name="periods",
    edited_by="pledge period",
    shown_by="pledge periods {year}",
    noun="period",
    vi="Kỳ báo cáo",
    en="Periods",
    order='t.year_id, t."from", t.key',
    year="t.year_id",
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("code", "Mã", "Code", PeriodCode(), required=True, identity=True, match="key", width=10),
        Field("name", "Tên kỳ", "Name", required=True, width=30),
        Field("from", "Từ ngày", "From", Day(), required=True, width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), required=True, width=12),
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
    shown_by="pledge results {year}",
    noun="result",
    vi="Kết quả thực hiện",
    en="Results",
    order=(
        't.target_id, t.period, (SELECT min(m."order") FROM member m JOIN pledge p ON p.year_id = m.year_id'
        " JOIN target g ON g.pledge_id = p.id WHERE g.id = t.target_id AND m.unit_id = t.unit_id), t.id"
    ),
    year=_year_of("target_id"),
    fields=(
        *_target("target_id"),
        Field(
            "name",
            "Nội dung chỉ tiêu",
            "Name",
            column="",
            select="(SELECT g.name FROM target g WHERE g.id = t.target_id)",
            width=50,
        ),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("period", "Kỳ", "Period", PeriodCode(), required=True, identity=True, width=10),
        Field(
            "goal",
            "Kế hoạch",
            "Goal",
            Goal(),
            column="",
            select="coalesce((SELECT o.goal FROM target_goal o"
            " WHERE o.owner_id = t.target_id AND o.unit_id = t.unit_id),"
            " (SELECT g.goal FROM target g WHERE g.id = t.target_id))",
            width=12,
        ),
        Field(
            "measure",
            "Đơn vị tính",
            "Measure",
            column="",
            select="(SELECT g.measure FROM target g WHERE g.id = t.target_id)",
            width=12,
        ),
        Field("actual", "Thực hiện", "Actual", Points(), required=True, width=12),
        Field("on", "Ngày báo cáo", "Reported on", Day(), completed=True, width=12),
    ),
)
