"""The field lists of duties, of reports received and of questions."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Choice, Code, Count, Day, Text, YearDay

STEPS = (
    "report",
    "plan",
    "launch",
    "leadership",
    "registration",
    "pledge",
    "signing",
    "midyear",
    "midyear-results",
    "yearend",
    "year-results",
    "scores",
    "ranking",
    "ballots",
    "nominations",
    "handover",
)
"""What is due: a report that is received by hand, or a step of the year that the register sees for itself."""
CERTAINTIES = ("habit", "guidance", "law")
LONG = Text(limit=TEXT_LIMIT, lines=True)

DUTIES = Kind(
    name="duties",
    noun="duty",
    vi="Lịch công việc",
    en="Duties",
    order="t.due LIKE '+%', t.due, t.key",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Công việc", "Name", required=True, positional=True, width=44),
        Field("due", "Hạn hằng năm", "Due each year (DD/MM, DD/MM+1)", YearDay(), required=True, width=12),
        Field("step", "Bước", "Step", Choice(options=STEPS, words="step"), required=True, default=STEPS[0], width=16),
        Field(
            "owed_by",
            "Trách nhiệm",
            "Owed by",
            Choice(options=("unit", "block"), words="scope"),
            required=True,
            completed=True,
            width=10,
        ),
        Field("authority", "Cấp trên", "For blocks under (authority)", width=30),
        Field("basis", "Căn cứ", "Basis", Text(limit=1000), width=40),
        Field(
            "certainty",
            "Mức chắc chắn",
            "Certainty",
            Choice(options=CERTAINTIES),
            required=True,
            default="habit",
            width=12,
        ),
        Field("since", "Từ năm", "From the year", Count(least=1945, most=2199), completed=True, width=8),
        Field("until", "Đến hết năm", "To the year", Count(least=1945, most=2199), width=8),
    ),
)

RECEIPTS = Kind(
    name="receipts",
    edited_by="duty receive",
    shown_by="duty owed {year}",
    noun="receipt",
    vi="Báo cáo đã nhận",
    en="Reports received",
    order='t.year_id, t.duty_id, t."on", t.id',
    year="t.year_id",
    fields=(
        Field("duty", "Báo cáo", "Report", reference="duty", required=True, identity=True, width=10),
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("unit", "Đơn vị", "Unit", reference="unit", identity=True, width=12),
        Field("on", "Ngày nhận", "Received on", Day(), required=True, width=12),
        Field("note", "Ghi chú", "Note", Text(limit=1000), width=40),
    ),
)

QUESTIONS = Kind(
    name="questions",
    noun="question",
    vi="Vướng mắc",
    en="Questions",
    order="t.year_id, t.number",
    year="t.year_id",
    joined_by="-",
    fields=(
        Field(
            "year",
            "Năm thi đua",
            "Block's year",
            reference="year",
            required=True,
            identity=True,
            positional=True,
            width=12,
        ),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="year", width=6),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, positional=True, width=12),
        Field("text", "Nội dung", "Text", LONG, required=True, identity=True, match="key", positional=True, width=60),
        Field("asked_on", "Ngày hỏi", "Asked on", Day(), required=True, option="on", width=12),
        Field("answer", "Trả lời", "Answer", LONG, width=60),
        Field("answered_by", "Người trả lời", "Answered by (NAME, POST)", width=30),
        Field("answered_on", "Ngày trả lời", "Answered on", Day(), width=12),
    ),
)
