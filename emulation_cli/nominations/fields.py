"""The field lists of nominations and commendations."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Day, Text

KINDS = ("regular", "sudden", "thematic", "external", "tenure", "dedication")
"""Thường xuyên (theo công trạng), đột xuất, chuyên đề, đối ngoại, niên hạn, cống hiến."""


def _recipient() -> Field:
    return Field(
        "recipient",
        "Tập thể, cá nhân",
        "Recipient",
        reference="recipient",
        either=("unit_id", "person_id"),
        required=True,
        identity=True,
        positional=True,
        width=14,
    )


ACHIEVEMENT = Text(limit=2000, lines=True)


NOMINATIONS = Kind(
    name="nominations",
    noun="nomination",
    vi="Đề nghị trực tiếp",
    en="Direct nominations",
    order="t.year_id, t.key",
    year="t.year_id",
    fields=(
        Field("id", "Mã", "Id", Code(), required=True, identity=True, column="code", match="key", positional=True),
        Field("year", "Năm thi đua", "Block's year", reference="year", required=True, positional=True, width=12),
        Field(
            "recipient",
            "Tập thể, cá nhân",
            "Recipient",
            reference="recipient",
            either=("unit_id", "person_id"),
            required=True,
            positional=True,
            width=14,
        ),
        Field("award", "Hình thức đề nghị", "Award", reference="award", required=True, width=14),
        Field("kind", "Loại hình", "Kind", Choice(options=KINDS), required=True, default=KINDS[0], width=12),
        Field("for", "Thành tích", "For", ACHIEVEMENT, width=60),
        Field("document", "Văn bản", "Document", width=20),
        Field("on", "Ngày đề nghị", "Proposed on", Day(), completed=True, width=12),
    ),
)

COMMENDATIONS = Kind(
    name="commendations",
    noun="commendation",
    shown_by="commendation list --year {on:.4}",  # no code names one, and a recipient may be a person
    vi="Khen thưởng",
    en="Commendations",
    order='t."on", t.document_key, t.id',
    year="(SELECT p.year_id FROM proposal p WHERE p.nominee_id = t.nominee_id OR p.nomination_id = t.nomination_id)",
    fields=(
        _recipient(),
        Field(
            "award",
            "Danh hiệu, hình thức",
            "Award",
            reference="award",
            required=True,
            identity=True,
            positional=True,
            width=14,
        ),
        Field("document", "Số quyết định", "Decision", required=True, identity=True, match="document_key", width=20),
        Field("on", "Ngày quyết định", "Date", Day(), required=True, identity=True, width=12),
        Field("kind", "Loại hình", "Kind", Choice(options=KINDS), required=True, default=KINDS[0], width=12),
        Field("for", "Thành tích", "For", ACHIEVEMENT, identity=True, match="for_key", width=60),
    ),
)
