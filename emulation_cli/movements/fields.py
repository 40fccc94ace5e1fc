"""The field list of movements."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Day, Text

SCOPES = ("national", "sector", "province", "block", "unit")
KINDS = ("regular", "thematic", "campaign")

MOVEMENTS = Kind(
    name="movements",
    noun="movement",
    vi="Phong trào thi đua",
    en="Movements",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field("name", "Tên phong trào", "Name", Text(limit=1000), required=True, positional=True, width=70),
        Field("scope", "Cấp phát động", "Launched by", Choice(options=SCOPES), required=True, width=14),
        Field("kind", "Loại", "Kind", Choice(options=KINDS), required=True, default=KINDS[0], width=12),
        Field("from", "Từ ngày", "From", Day(), width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
    ),
)
