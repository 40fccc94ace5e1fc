"""The field lists of registered titles, nominations and commendations."""

from __future__ import annotations

from emulation_cli.awards.fields import IN_CATALOGUE
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.values import Choice, Code, Count, Day, Text

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


def _movement() -> Field:
    return Field("movement", "Phong trào", "Movement", reference="movement", width=12)


ACHIEVEMENT = Text(limit=2000, lines=True)

REGISTRATIONS = Kind(
    name="registrations",
    noun="registration",
    vi="Đăng ký danh hiệu",
    en="Registrations",
    frame="registration t JOIN award a ON a.id = t.award_id",
    order=f"t.year_id, {IN_CATALOGUE.format(award='a')},"
    ' (SELECT min(m."order") FROM member m WHERE m.year_id = t.year_id AND m.unit_id = t.unit_id) NULLS LAST,'
    " t.unit_id, t.number",
    year="t.year_id",
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
        Field("person", "Cá nhân", "Person", reference="person", identity=True, width=12),
        Field("count", "Số lượng", "Count", Count(least=1), required=True, default=1, width=10),
        Field("on", "Ngày đăng ký", "Registered on", Day(), required=True, completed=True, width=12),
        Field("document", "Văn bản", "Document", width=20),
    ),
)

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
        _movement(),
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
        _movement(),
    ),
)
