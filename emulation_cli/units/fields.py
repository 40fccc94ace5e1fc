"""The field lists of units and people."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Code, Count, Day

UNITS = Kind(
    name="units",
    noun="unit",
    vi="Đơn vị",
    en="Units",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Tên đơn vị", "Name", required=True, match="name_key", positional=True, width=48),
        Field("short", "Tên viết tắt", "Short name", width=20),
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
        Field("name", "Họ và tên", "Name", required=True, match="name_key", positional=True, width=28),
        Field("unit", "Đơn vị", "Unit", reference="unit", width=12),
        Field("post", "Chức vụ", "Post", width=40),
        Field("born", "Năm sinh", "Year of birth", Count(least=1900, most=2100), width=10),
    ),
)
