"""The field lists of the score table and of the points given."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Count, Points, Text
from emulation_cli.scores.rules import LINE_KINDS, STAGES

CRITERIA = Kind(
    name="criteria",
    edited_by="score line",
    shown_by="score criteria {year}",
    noun="criterion",
    vi="Bảng tiêu chí chấm điểm",
    en="Score table",
    order="t.year_id, t.number",
    year="t.year_id",
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="year", width=6),
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", width=10),
        Field(
            "kind",
            "Loại",
            "Kind",
            Choice(options=LINE_KINDS, words="line"),
            required=True,
            default=LINE_KINDS[0],
            width=10,
        ),
        Field("name", "Nội dung", "Name", Text(limit=1000), required=True, width=60),
        Field(
            "group",
            "Nhóm",
            "Group",
            reference="criterion",
            scope="year",
            column="group_id",
            select="(SELECT g.code FROM criterion g WHERE g.id = t.group_id)",
            width=10,
        ),
        Field("most", "Điểm tối đa", "Maximum", Points(), width=12),
        Field("least", "Từ điểm", "From points", Points(), width=12),
        Field("kinds", "Loại đơn vị", "For kinds of unit (none: all)", link="criterion_kind", option="for", width=24),
    ),
)

SCORES = Kind(
    name="scores",
    edited_by="score enter",
    shown_by="score show {year} {unit}",
    noun="score",
    vi="Điểm thi đua",
    en="Scores",
    order=(
        "(SELECT c.year_id FROM criterion c WHERE c.id = t.criterion_id),"
        ' (SELECT min(m."order") FROM member m JOIN criterion c ON c.year_id = m.year_id'
        " WHERE c.id = t.criterion_id AND m.unit_id = t.unit_id), t.unit_id,"
        " (SELECT c.number FROM criterion c WHERE c.id = t.criterion_id), CASE t.stage "
        + " ".join(f"WHEN '{stage}' THEN {place}" for place, stage in enumerate(STAGES))
        + " END"
    ),
    year="(SELECT c.year_id FROM criterion c WHERE c.id = t.criterion_id)",
    fields=(
        Field(
            "year",
            "Năm thi đua",
            "Block's year",
            reference="year",
            required=True,
            column="",
            writes=True,
            select="(SELECT n.code FROM criterion c JOIN named_year n ON n.id = c.year_id WHERE c.id = t.criterion_id)",
            width=12,
        ),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field(
            "criterion",
            "Mã tiêu chí",
            "Criterion",
            reference="criterion",
            scope="year",
            required=True,
            identity=True,
            select="(SELECT c.code FROM criterion c WHERE c.id = t.criterion_id)",
            width=12,
        ),
        Field(
            "name",
            "Nội dung",
            "Name",
            column="",
            select="(SELECT c.name FROM criterion c WHERE c.id = t.criterion_id)",
            width=60,
        ),
        Field(
            "stage",
            "Bước chấm",
            "Stage",
            Choice(options=STAGES, words="stage"),
            required=True,
            identity=True,
            default=STAGES[0],
            completed=True,
            width=12,
        ),
        Field(
            "most",
            "Điểm tối đa",
            "Maximum",
            Points(),
            column="",
            select="(SELECT c.most FROM criterion c WHERE c.id = t.criterion_id)",
            width=12,
        ),
        Field("points", "Điểm", "Points", Points(), required=True, width=12),
        Field("reason", "Lý do", "Reason", Text(limit=1000), width=40),
    ),
)
