"""The field lists of ballots and nominees."""

from __future__ import annotations

from emulation_cli.awards.fields import BASES, COMPARISONS, SELF_VOTING, Fraction
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Count, Flag, Text

MODES = ("secret", "hands", "named", "consensus")
"""Bỏ phiếu kín, biểu quyết giơ tay, biểu quyết ghi tên, thống nhất."""

STATES = ("draft", "frozen", "open", "closed", "counted", "sealed", "superseded", "void")
"""Of a ballot, one after the other; the last two are ends besides."""

BALLOTS = Kind(
    name="ballots",
    noun="ballot",
    vi="Bỏ phiếu",
    en="Ballots",
    order='(SELECT m."on" FROM meeting m WHERE m.id = t.meeting_id), t.key',
    year="t.year_id",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, positional=True, width=12),
        Field("meeting", "Hội nghị", "Meeting", reference="meeting", required=True, width=10),
        Field("mode", "Hình thức", "Mode", Choice(options=MODES), required=True, default=MODES[0], width=12),
        Field("threshold", "Tỷ lệ", "Pass line", Fraction(), width=10),
        Field("comparison", "So sánh", "Comparison", Choice(options=COMPARISONS), width=12),
        Field("base", "Tính trên", "Of", Choice(options=BASES, words="of"), option="of", width=12),
        Field("quorum", "Tỷ lệ dự họp tối thiểu", "Quorum", Fraction(), width=12),
        Field("self_voting", "Tự bỏ phiếu cho mình", "Self-voting", Choice(options=SELF_VOTING), width=12),
        Field("seats", "Số suất", "Seats", Count(least=1), width=8),
        Field("basis", "Căn cứ", "Basis", reference="document", width=24),
        Field("double_entry", "Nhập hai lần", "Double entry", Flag(), required=True, default=0, width=8),
        Field("state", "Trạng thái", "State", Choice(options=STATES), column="", select="t.state", width=12),
    ),
)

NOMINEES = Kind(
    name="nominees",
    edited_by="ballot drop",
    shown_by="ballot show {ballot}",
    noun="nominee",
    vi="Đề nghị bỏ phiếu",
    en="Nominees",
    order="t.ballot_id, t.number",
    year="(SELECT b.year_id FROM ballot b WHERE b.id = t.ballot_id)",
    fields=(
        Field("ballot", "Bỏ phiếu", "Ballot", reference="ballot", required=True, identity=True, width=10),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="ballot", width=6),
        Field(
            "recipient",
            "Đơn vị, cá nhân",
            "Nominee",
            reference="recipient",
            either=("unit_id", "person_id"),
            required=True,
            identity=True,
            width=14,
        ),
        Field("award", "Hình thức đề nghị", "Award", reference="award", required=True, identity=True, width=14),
        Field("movement", "Phong trào", "Movement", reference="movement", identity=True, width=12),
        Field("period", "Giai đoạn", "Period", Text(limit=60), width=14),
    ),
)
