"""The field lists of registered titles, nominations and commendations."""

from __future__ import annotations

from emulation_cli.awards.fields import FORMS, IN_CATALOGUE, LEVELS, MEASURES
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.frozen import replaced
from emulation_cli.kernel.values import Choice, Code, Count, Day, Points, Text

KINDS = ("regular", "sudden", "thematic", "external", "tenure", "dedication", "resistance")
"""Thường xuyên (theo công trạng), đột xuất, chuyên đề, đối ngoại, niên hạn, cống hiến, kháng chiến."""
DISCIPLINE_KINDS = ("discipline", "inquiry")
"""Kỷ luật; thanh tra, kiểm tra, tố cáo, điều tra đang được xem xét."""


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


def _of_award(key: str, vi: str, en: str, options: tuple[str, ...]) -> Field:
    """A column that shows what the catalogue says of the award."""
    return Field(
        key,
        vi,
        en,
        Choice(options=options, words=key),
        column="",
        select=f"(SELECT a.{key} FROM award a WHERE a.id = t.award_id)",
        width=12,
    )


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
        Field("agree", "Số đồng ý", "Votes for", Count(), width=10),
        Field("base", "Tổng số người bỏ phiếu", "Of", Count(least=1), option="of", width=10),
    ),
)

COMMENDATIONS = Kind(
    name="commendations",
    noun="commendation",
    shown_by="commendation list --year {on:.4}",  # no code names one, and a recipient may be a person
    vi="Khen thưởng",
    en="Commendations",
    order='t."on", t.document_key, t.id',
    year="coalesce((SELECT b.year_id FROM nominee n JOIN ballot b ON b.id = n.ballot_id WHERE n.id = t.nominee_id),"
    " (SELECT n.year_id FROM nomination n WHERE n.id = t.nomination_id))",
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
        Field(
            "of_year", "Năm xét", "Of the year", Count(least=1945, most=2199), required=True, completed=True, width=8
        ),
        _of_award("level", "Cấp khen thưởng", "Level", LEVELS),
        _of_award("form", "Loại danh hiệu, hình thức", "Form", FORMS),
        Field("factor", "Hệ số tiền thưởng", "Base salaries", Points(), width=10),
        Field("base_salary", "Mức lương cơ sở", "Base salary (đồng)", Count(least=1), width=12),
        Field(
            "money",
            "Tiền thưởng (đồng)",
            "Money (đồng)",
            Count(),
            column="",
            select="t.factor * t.base_salary / 100",
            width=14,
            number_format="#,##0",
        ),
        Field("handed_on", "Ngày trao", "Handed over on", Day(), width=12),
        Field("handed_by", "Văn bản trao", "Handed over by", width=20),
        Field("cancelled_on", "Ngày hủy bỏ", "Cancelled on", Day(), width=12),
        Field("cancelled_by", "Quyết định hủy bỏ", "Cancelled by", width=20),
    ),
)

DISCIPLINES = Kind(
    name="disciplines",
    noun="discipline",
    vi="Kỷ luật, việc đang xem xét",
    en="Discipline and inquiries",
    order='t."from", t.key',
    fields=(
        Field(
            "code",
            "Mã",
            "Code",
            Code(),
            required=True,
            identity=True,
            completed=True,
            match="key",
            width=16,
        ),
        replaced(_recipient(), identity=False),
        Field(
            "kind",
            "Loại việc",
            "Kind",
            Choice(options=DISCIPLINE_KINDS, words="matter"),
            required=True,
            default=DISCIPLINE_KINDS[0],
            width=12,
        ),
        Field("measure", "Hình thức kỷ luật", "Measure", Choice(options=MEASURES), width=14),
        Field("from", "Từ ngày", "From", Day(), required=True, width=12),
        Field("to", "Đến ngày", "Until", Day(), width=12),
        Field("document", "Văn bản", "Document", required=True, width=20),
        Field("note", "Nội dung", "Note", Text(limit=1000), width=40),
    ),
)
