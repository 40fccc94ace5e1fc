"""The field list of documents."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Day, Text

DOCUMENTS = Kind(
    name="documents",
    noun="document",
    vi="Văn bản",
    en="Documents",
    order='t."on", t.key',
    fields=(
        Field("number", "Số, ký hiệu", "Number", required=True, identity=True, match="key", positional=True, width=22),
        Field("kind", "Loại văn bản", "Kind", required=True, width=14),
        Field("on", "Ngày ban hành", "Date", Day(), required=True, identity=True, width=14),
        Field("issuer", "Cơ quan ban hành", "Issuer", width=30),
        Field("subject", "Trích yếu", "Subject", Text(limit=2000, lines=True), width=60),
        Field("year", "Năm thi đua", "Block's year", reference="year", width=12),
    ),
    year="t.year_id",
)
