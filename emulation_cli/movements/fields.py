"""The field lists of movements, of the units that take part in them, and of exemplars and models."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.names import TEXT_LIMIT
from emulation_cli.kernel.values import Choice, Code, Count, Day, Text

SCOPES = ("national", "sector", "province", "block", "unit")
KINDS = ("regular", "thematic", "campaign")
EXEMPLAR_KINDS = ("exemplar", "model")
"""Điển hình tiên tiến; mô hình."""
BEARERS = ("collective", "person")
LONG = Text(limit=TEXT_LIMIT, lines=True)

MOVEMENTS = Kind(
    name="movements",
    noun="movement",
    vi="Phong trào thi đua",
    en="Movements",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=10),
        Field(
            "name", "Tên phong trào", "Name", Text(limit=1000), required=True, called=True, positional=True, width=70
        ),
        Field("scope", "Cấp phát động", "Launched by", Choice(options=SCOPES, words="scope"), required=True, width=14),
        Field("kind", "Loại", "Kind", Choice(options=KINDS), required=True, default=KINDS[0], width=12),
        Field("from", "Từ ngày", "From", Day(), width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
        Field("launcher", "Cơ quan phát động", "Launching body", width=30),
        Field("parent", "Thuộc phong trào", "Part of", reference="movement", width=12),
        Field("aim", "Mục tiêu", "Aim", LONG, width=60),
        Field("occasion", "Chào mừng (dịp)", "Occasion (an anniversary)", Text(limit=1000), width=40),
        Field("opened_at", "Hội nghị phát động", "Start-up conference", reference="meeting", width=12),
        Field("closed_at", "Hội nghị tổng kết", "Closing conference", reference="meeting", width=12),
        Field("outcome", "Kết quả", "Outcome", LONG, width=60),
    ),
)

PARTICIPATIONS = Kind(
    name="movement-units",
    noun="participation",
    table="movement_unit",
    edited_by="movement join",
    shown_by="movement show {movement}",
    vi="Đơn vị tham gia phong trào",
    en="Units in movements",
    order='t.movement_id, (SELECT u."order" FROM unit u WHERE u.id = t.unit_id) IS NULL,'
    ' (SELECT u."order" FROM unit u WHERE u.id = t.unit_id), (SELECT u.key FROM unit u WHERE u.id = t.unit_id)',
    fields=(
        Field("movement", "Phong trào", "Movement", reference="movement", required=True, identity=True, width=12),
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, width=12),
        Field("theme", "Chủ đề", "Theme", Text(limit=1000), width=60),
        Field("launched_on", "Ngày phát động", "Launched on", Day(), option="on", width=12),
        Field("outcome", "Kết quả", "Outcome", LONG, width=60),
    ),
)

EXEMPLARS = Kind(
    name="exemplars",
    noun="exemplar",
    vi="Điển hình tiên tiến, mô hình",
    en="Exemplars and models",
    order='(SELECT u."order" FROM unit u WHERE u.id = t.unit_id) IS NULL,'
    ' (SELECT u."order" FROM unit u WHERE u.id = t.unit_id),'
    " (SELECT u.key FROM unit u WHERE u.id = t.unit_id), t.number",
    fields=(
        Field("unit", "Đơn vị", "Unit", reference="unit", required=True, identity=True, positional=True, width=12),
        Field("number", "STT", "No.", Count(least=1), required=True, completed=True, unique_within="unit", width=6),
        Field("kind", "Loại", "Kind", Choice(options=EXEMPLAR_KINDS), required=True, identity=True, width=12),
        Field(
            "name",
            "Tên điển hình, mô hình",
            "Name",
            Text(limit=1000),
            required=True,
            identity=True,
            match="key",
            positional=True,
            width=60,
        ),
        Field("bearer", "Đối tượng", "Bearer", Choice(options=BEARERS), required=True, default=BEARERS[0], width=12),
        Field("who", "Họ tên, chức vụ", "Who (NAME, POST)", width=40),
        Field("movement", "Phong trào", "Movement", reference="movement", width=12),
        Field("field", "Lĩnh vực", "Field", width=30),
        Field("since", "Từ ngày", "Since", Day(), required=True, width=12),
        Field("until", "Đến ngày", "Until", Day(), width=12),
        Field("publicised", "Nơi tuyên truyền", "Publicised in", Text(limit=1000), width=40),
        Field("count", "Số lượng", "Count", Count(least=1), required=True, default=1, width=10),
    ),
)
