"""The field lists of blocks, years and members."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Count, Day, Text, YearDay

METHODS = ("appointed", "elected", "acclaimed", "agreed", "assigned", "unstated")
"""How a head is chosen: chỉ định, bầu, suy tôn, thống nhất, phân công, or nothing is known of it."""

BLOCKS = Kind(
    name="blocks",
    noun="block",
    vi="Khối, cụm thi đua",
    en="Blocks",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Tên khối, cụm", "Name", required=True, called=True, positional=True, width=40),
        Field("kind", "Loại", "Kind", Choice(options=("cluster", "block"), words="block"), required=True, width=10),
        Field("authority", "Cấp trên", "Authority above", width=30),
        Field("follower", "Người theo dõi, phụ trách", "Followed by (NAME, POST)", width=40),
        Field("sector", "Ngành", "Sector (its voting rules hold)", width=20),
        Field("year_begins", "Năm công tác bắt đầu", "Work year begins on (DD/MM)", YearDay(later=False), width=12),
    ),
)

STATES = ("open", "closed")
"""Of a block's year."""

YEARS = Kind(
    name="years",
    noun="year",
    vi="Năm thi đua",
    en="Years",
    joined_by="/",
    order='(SELECT b.key FROM block b WHERE b.id = t.block_id), t."year"',
    fields=(
        Field("block", "Khối, cụm", "Block", reference="block", required=True, identity=True, width=12),
        Field("year", "Năm", "Year", Count(least=1945, most=2199), required=True, identity=True, width=8),
        Field("theme", "Chủ đề", "Theme", Text(limit=1000), width=60),
        Field("from", "Từ ngày", "From", Day(), required=True, completed=True, width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), required=True, completed=True, width=12),
        Field("state", "Trạng thái", "State", Choice(options=STATES), column="", select="t.state", width=10),
        Field("closed_on", "Ngày đóng", "Closed on", Day(), column="", select="t.closed_on", width=12),
    ),
    year="t.id",
)

MEMBERS = Kind(
    name="members",
    edited_by="year strike",
    shown_by="year show {year}",
    noun="member",
    vi="Thành viên",
    en="Members",
    order='t.year_id, t."order", t.id',
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("order", "Thứ tự", "Order", Count(least=1), required=True, completed=True, width=8),
        Field("from", "Từ ngày", "From", Day(), required=True, identity=True, completed=True, width=12),
        Field("to", "Đến ngày", "Until", Day(), width=12),
        Field("joined_by", "Văn bản vào khối", "Joined by document", width=20),
        Field("left_by", "Văn bản rời khối", "Left by document", width=20),
        Field(
            "excluded",
            "Không xét thi đua (lý do)",
            "Not considered for emulation, because",
            column="",
            writes=True,
            select="(SELECT e.reason FROM exclusion e WHERE e.year_id = t.year_id AND e.unit_id = t.unit_id)",
            width=30,
        ),
    ),
    year="t.year_id",
)

EXCLUSIONS = Kind(
    name="exclusions",
    edited_by="year exclude",
    shown_by="year show {year}",
    noun="exclusion",
    vi="Đơn vị không xét thi đua",
    en="Units not considered for emulation",
    order="t.year_id, t.id",
    fields=(
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, identity=True, width=12),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("excluded", "Lý do", "Because", Text(limit=1000), required=True, column="reason", width=60),
    ),
    year="t.year_id",
)
