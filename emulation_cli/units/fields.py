"""The field lists of units, people and councils."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Choice, Code, Count, Day, Text

COUNCIL_KINDS = ("emulation", "initiative")
"""Hội đồng thi đua - khen thưởng; Hội đồng sáng kiến."""
RANKS = ("ministry-leader", "department-leader", "entrepreneur", "other-leader", "worker")
"""Lãnh đạo cấp bộ, tỉnh; lãnh đạo cấp vụ, sở, ngành; doanh nhân; lãnh đạo khác từ phó phòng; người trực tiếp công tác:
rows 06 to 10 of the form 0603.N/BNV-TĐKT."""
COUNCIL_ROLES = ("chair", "deputy", "standing", "secretary", "member")
"""Chủ tịch, phó chủ tịch, ủy viên thường trực, thư ký, ủy viên: in this order on paper."""

UNITS = Kind(
    name="units",
    noun="unit",
    vi="Đơn vị",
    en="Units",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Tên đơn vị", "Name", required=True, called=True, positional=True, width=48),
        Field("short", "Tên viết tắt", "Short name", match="short_key", width=20),
        Field("kind", "Loại đơn vị", "Kind", width=20),
        Field("order", "Thứ tự", "Order", Count(least=1), width=8),
        Field("parent", "Thuộc đơn vị", "Part of", reference="unit", width=14),
        Field("valid_from", "Từ ngày", "From", Day(), option="from", width=12),
        Field("valid_to", "Đến ngày", "Until", Day(), option="to", width=12),
        Field("closed_by", "Văn bản giải thể, hợp nhất", "Closed by document", width=20),
        Field("aliases", "Tên gọi khác", "Aliases", link="unit_alias", separator=";", option="alias", width=30),
    ),
)

PEOPLE = Kind(
    name="people",
    noun="person",
    vi="Cá nhân",
    en="People",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Họ và tên", "Name", required=True, called=True, positional=True, width=28),
        Field("unit", "Đơn vị", "Unit", reference="unit", width=12),
        Field("post", "Chức vụ", "Post", width=40),
        Field("born", "Năm sinh", "Year of birth", Count(least=1900, most=2100), width=10),
        Field("from", "Giữ chức vụ từ ngày", "In this post from", Day(), width=12),
        Field("recruited", "Ngày tuyển dụng", "Recruited on", Day(), width=12),
        Field("rank", "Nhóm chức vụ", "Rank", Choice(options=RANKS, words="rank"), width=20),
    ),
)

FORMER_POSTS = Kind(
    name="former-posts",
    edited_by="person post",
    shown_by="person show {person}",
    noun="former post",
    table="former_post",
    vi="Quá trình công tác",
    en="Former posts",
    order='(SELECT p.key FROM person p WHERE p.id = t.person_id), t."to"',
    fields=(
        Field("person", "Cá nhân", "Person", reference="person", required=True, identity=True, width=12),
        Field("unit", "Đơn vị", "Unit", reference="unit", width=12),
        Field("post", "Chức vụ", "Post", width=40),
        Field("from", "Từ ngày", "From", Day(), width=12),
        Field("to", "Đến ngày", "Until", Day(), required=True, identity=True, width=12),
        Field("document", "Văn bản", "Document", width=20),
    ),
)

COUNCILS = Kind(
    name="councils",
    noun="council",
    vi="Hội đồng",
    en="Councils",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Tên hội đồng", "Name", required=True, called=True, positional=True, width=60),
        Field(
            "kind",
            "Loại hội đồng",
            "Kind",
            Choice(options=COUNCIL_KINDS),
            required=True,
            default=COUNCIL_KINDS[0],
            width=12,
        ),
        Field("unit", "Đơn vị", "Unit (none: the authority above)", reference="unit", width=12),
        Field("document", "Quyết định thành lập", "Set up by document", width=20),
        Field("from", "Từ ngày", "From", Day(), width=12),
        Field("to", "Đến ngày", "Until", Day(), width=12),
    ),
)


def _council() -> Field:
    return Field("council", "Hội đồng", "Council", reference="council", required=True, identity=True, width=10)


def _number() -> Field:
    return Field(
        "number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="council", width=6
    )


COUNCIL_MEMBERS = Kind(
    name="council-members",
    edited_by="council member",
    shown_by="council show {council}",
    noun="council member",
    table="council_member",
    vi="Thành viên hội đồng",
    en="Council members",
    order="t.council_id, CASE t.role "
    + " ".join(f"WHEN '{role}' THEN {place}" for place, role in enumerate(COUNCIL_ROLES))
    + " END, t.number",
    fields=(
        _council(),
        _number(),
        Field("person", "Họ tên, chức vụ", "Member (NAME, POST)", required=True, identity=True, match="key", width=60),
        Field(
            "role",
            "Vai trò",
            "Role",
            Choice(options=COUNCIL_ROLES, words="council"),
            required=True,
            default="member",
            width=12,
        ),
    ),
)

COUNCIL_DECISIONS = Kind(
    name="council-decisions",
    edited_by="council decide",
    shown_by="council show {council}",
    noun="council decision",
    table="council_decision",
    vi="Kết luận của hội đồng",
    en="Council decisions",
    order="t.council_id, t.number",
    fields=(
        _council(),
        _number(),
        Field("on", "Ngày", "Date", Day(), required=True, identity=True, width=12),
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
        Field("document", "Văn bản", "Document", width=20),
    ),
)

COUNCIL_PARTS = {"member": COUNCIL_MEMBERS, "decision": COUNCIL_DECISIONS}
"""What a council has, by the word that `council strike` takes."""
