"""The field lists of meetings, of what happens at them, and of activities."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Choice, Code, Count, Day, Flag, Text

PURPOSES = ("launch", "midyear", "yearend", "council", "other")
"""Why a conference meets: phát động, sơ kết, tổng kết, họp hội đồng, khác."""
MODES = ("in-person", "online", "hybrid")
ROLES = ("opening", "directing", "closing", "other")
STATES = ("open", "accepted", "rejected")
OPINION_KINDS = ("opinion", "shortcoming", "cause", "lesson")
"""Ý kiến đóng góp; of a review also: tồn tại, hạn chế; nguyên nhân; bài học kinh nghiệm."""
ACTIVITY_KINDS = ("exchange", "study", "publicity", "inspection", "training", "congress", "other")
"""Giao lưu; học tập kinh nghiệm; tuyên truyền; kiểm tra chéo; bồi dưỡng; đại hội, hội nghị điển hình; khác."""

LONG = Text(limit=TEXT_LIMIT, lines=True)
_OF_MEETING = "(SELECT m.year_id FROM meeting m WHERE m.id = t.meeting_id)"

MEETINGS = Kind(
    name="meetings",
    noun="meeting",
    vi="Hội nghị",
    en="Meetings",
    order='t."on", t.key',
    year="t.year_id",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, positional=True, width=12),
        Field(
            "kinds",
            "Nội dung hội nghị",
            "Purposes",
            Text(offers=PURPOSES),
            required=True,
            link="meeting_purpose",
            select="(SELECT json_group_array(p.kind || coalesce(':' ||"
            " (SELECT n.code FROM named_year n WHERE n.id = p.year_id), ''))"
            " FROM meeting_purpose p WHERE p.owner_id = t.id)",
            option="kind",
            width=18,
        ),
        Field("on", "Ngày", "Date", Day(), required=True, width=12),
        Field("place", "Địa điểm", "Place", width=36),
        Field("host", "Đơn vị đăng cai", "Host", reference="unit", width=12),
        Field("mode", "Hình thức", "Mode", Choice(options=MODES), required=True, default=MODES[0], width=12),
        Field("chair", "Chủ trì", "Chair (NAME, POST)", width=40),
    ),
)


def _number() -> Field:
    return Field(
        "number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="meeting", width=6
    )


def _meeting() -> Field:
    return Field("meeting", "Hội nghị", "Meeting", reference="meeting", required=True, identity=True, width=10)


ATTENDANCE = Kind(
    name="attendance",
    edited_by="meeting attend",
    shown_by="meeting show {meeting}",
    noun="attendance",
    vi="Thành phần tham dự",
    en="Attendance",
    order='t.meeting_id, (SELECT u."order" FROM unit u WHERE u.id = t.unit_id), t.unit_id, t.id',
    year=_OF_MEETING,
    fields=(
        _meeting(),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field(
            "state",
            "Có mặt",
            "State",
            Choice(options=("present", "absent")),
            required=True,
            default="present",
            width=10,
        ),
        Field("person", "Người dự", "Person (NAME, POST)", identity=True, match="person_key", width=40),
        Field("reason", "Lý do vắng", "Reason", width=30),
    ),
)

GUESTS = Kind(
    name="guests",
    edited_by="meeting guest",
    shown_by="meeting show {meeting}",
    noun="guest",
    vi="Khách mời",
    en="Guests",
    order="t.meeting_id, t.number",
    year=_OF_MEETING,
    fields=(
        _meeting(),
        _number(),
        Field("person", "Họ tên, chức vụ", "Guest (NAME, POST)", required=True, identity=True, match="key", width=60),
    ),
)

SPEECHES = Kind(
    name="speeches",
    edited_by="meeting speech",
    shown_by="meeting show {meeting}",
    noun="speech",
    vi="Phát biểu",
    en="Speeches",
    order="t.meeting_id, t.number",
    year=_OF_MEETING,
    fields=(
        _meeting(),
        _number(),
        Field(
            "person",
            "Người phát biểu",
            "Speaker (NAME, POST)",
            required=True,
            identity=True,
            match="person_key",
            width=40,
        ),
        Field("role", "Loại phát biểu", "Role", Choice(options=ROLES), required=True, default="other", width=12),
        Field("text", "Nội dung", "Text", LONG, required=True, identity=True, match="key", width=80),
    ),
)

OPINIONS = Kind(
    name="opinions",
    edited_by="meeting opinion",
    shown_by="meeting show {meeting}",
    noun="opinion",
    vi="Ý kiến đóng góp",
    en="Opinions",
    order="t.meeting_id, t.number",
    year=_OF_MEETING,
    fields=(
        _meeting(),
        _number(),
        Field("unit", "Đơn vị", "Unit (none: the block)", reference="unit", identity=True, width=12),
        Field("text", "Nội dung", "Text", LONG, required=True, identity=True, match="key", width=80),
        Field(
            "state",
            "Tiếp thu",
            "State",
            Choice(options=STATES, words="opinion"),
            required=True,
            default=STATES[0],
            width=12,
        ),
        Field(
            "kind",
            "Loại ý kiến",
            "Kind",
            Choice(options=OPINION_KINDS),
            required=True,
            default=OPINION_KINDS[0],
            width=12,
        ),
    ),
)

RESOLUTIONS = Kind(
    name="resolutions",
    edited_by="meeting resolve",
    shown_by="meeting show {meeting}",
    noun="resolution",
    vi="Biểu quyết",
    en="Resolutions",
    order="t.meeting_id, t.number",
    year=_OF_MEETING,
    fields=(
        _meeting(),
        _number(),
        Field("text", "Nội dung", "Text", LONG, required=True, identity=True, match="key", width=80),
        Field("consensus", "Thống nhất", "Consensus", Flag(), required=True, default=0, width=10),
        Field("agree", "Tán thành", "Agree", Count(), width=10),
        Field("disagree", "Không tán thành", "Disagree", Count(), width=10),
        Field("abstain", "Không có ý kiến", "Abstain", Count(), width=10),
    ),
)

TASKS = Kind(
    name="tasks",
    edited_by="meeting task",
    shown_by="meeting show {meeting}",
    noun="task",
    vi="Nhiệm vụ",
    en="Tasks",
    order="t.meeting_id, t.number",
    year=_OF_MEETING,
    fields=(
        _meeting(),
        _number(),
        Field("text", "Nội dung", "Text", LONG, required=True, identity=True, match="key", width=80),
        Field("owner", "Đơn vị thực hiện", "Owner", reference="unit", width=14),
        Field("due", "Thời hạn", "Due", Day(), width=12),
        Field("done", "Đã xong", "Done", Flag(), required=True, default=0, width=8),
        Field("done_on", "Ngày xong", "Done on", Day(), completed=True, width=12),
    ),
)

ACTIVITIES = Kind(
    name="activities",
    noun="activity",
    vi="Hoạt động",
    en="Activities",
    order='t."from", t.key',
    year="t.year_id",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, positional=True, width=12),
        Field("kind", "Loại hoạt động", "Kind", Choice(options=ACTIVITY_KINDS), required=True, width=12),
        Field("name", "Tên hoạt động", "Name", required=True, positional=True, width=60),
        Field("from", "Từ ngày", "From", Day(), required=True, width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
        Field("place", "Địa điểm", "Place", width=36),
        Field(
            "units",
            "Đơn vị tham gia",
            "Units (none: the whole block)",
            reference="unit",
            link="activity_unit",
            option="unit",
            width=24,
        ),
        Field("outcome", "Kết quả", "Outcome", LONG, width=80),
        Field("document", "Văn bản", "Document", width=20),
    ),
)

PARTS = {
    "attendance": ATTENDANCE,
    "guest": GUESTS,
    "speech": SPEECHES,
    "opinion": OPINIONS,
    "resolution": RESOLUTIONS,
    "task": TASKS,
}
"""What happens at a meeting, by the word that `meeting strike` takes."""
