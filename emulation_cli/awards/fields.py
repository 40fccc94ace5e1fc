"""The field lists of awards and voting rules."""

from __future__ import annotations

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.numbers import parse_fraction
from emulation_cli.kernel.values import Choice, Code, Count, Day, Points, Stored, Text, YearDay

LEVELS = ("state", "sector", "province", "unit")
RECIPIENTS = ("collective", "person")
COMPARISONS = ("at-least", "more-than")
BASES = ("members", "present", "issued", "returned", "valid")
"""Of whom a pass line is reckoned: members entitled, members present, slips issued (to those present and those asked
in writing), returned, valid."""
BODIES = ("block", "council")
"""Who votes: the units of a block, or the persons of a council (hội đồng thi đua - khen thưởng)."""
RULE_MODES = ("secret", "hands", "named")
SELF_VOTING = ("allowed", "barred")
FORMS = ("flag", "fighter", "title", "order", "medal", "honour", "prize", "insignia", "merit", "letter")
"""Cờ thi đua, chiến sĩ thi đua, danh hiệu khác; huân chương, huy chương, danh hiệu vinh dự, giải thưởng, kỷ niệm
chương, bằng khen, giấy khen."""
TITLES = FORMS[:3]
"""The forms that are titles of emulation (danh hiệu thi đua); the others are forms of commendation."""
ABOUT = ("listed", "authority", "money", "deadline")
"""What a provision says of an award: that it is one, who decides, how many base salaries go with it, its due day."""
TITLES_HELD, SHARE, SERVICE = "titles", "share", "service"
NO_DISCIPLINE, NO_INQUIRY = "no-discipline", "no-inquiry"
ONCE, NOT_AGAIN, INTERVAL = "once", "not-again", "interval"
REGISTERED, CONSIDERED, JUDGED = "registered", "considered", "judged"
TESTS = (
    *(TITLES_HELD, SHARE, SERVICE, NO_DISCIPLINE, NO_INQUIRY, ONCE, NOT_AGAIN, INTERVAL, REGISTERED, CONSIDERED),
    JUDGED,
)
"""How a condition is tested.

titles: `needs` held in `count` consecutive years, the last of them `latest` to `earliest` years before the year.
share: of the unit's people at least `share` hold `needs` for the year. service: `count` months in service.
no-discipline: no measure from `measure` up in the year. no-inquiry: none open. once: never held before.
not-again: the achievement is not rewarded already. interval: no other award of the scope in `count` years.
registered: the title was registered for. considered: the unit is considered for emulation in the year.
judged: what only papers prove, in `text`.
"""
MEASURES = ("reprimand", "warning", "pay-cut", "demotion", "removal", "dismissal")
"""Khiển trách, cảnh cáo, hạ bậc lương, giáng chức, cách chức, buộc thôi việc: from the mildest up."""
PER = ("block", "unit", "authority")
"""What a quota is reckoned over: the block's members, the people of each unit, all under the authority that decides."""
CONFIRMED = "confirmed"
CERTAINTIES = (CONFIRMED, "partial", "unverified")
"""How sure a rule is: its text was read; read in part; known by hearsay, so no ballot takes it by itself."""


@frozen
class Fraction(Text):
    """A share of whole numbers, typed as "80%" or "4/5", kept reduced as "4/5"."""

    def read(self, raw: object) -> Stored:
        """The fraction in lowest terms."""
        text = Text.read(self, raw)
        if text is None:
            return None
        numerator, denominator = parse_fraction(str(text))
        return f"{numerator}/{denominator}"


IN_CATALOGUE = (
    "CASE {award}.level WHEN 'state' THEN 1 WHEN 'sector' THEN 2 WHEN 'province' THEN 3 ELSE 4 END, {award}.id"
)
"""SQL: the order of the catalogue."""

AWARDS = Kind(
    name="awards",
    noun="award",
    vi="Danh hiệu, hình thức khen thưởng",
    en="Awards",
    order=IN_CATALOGUE.format(award="t"),
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=14),
        Field("name", "Tên danh hiệu, hình thức", "Name", required=True, called=True, positional=True, width=60),
        Field("level", "Cấp", "Level", Choice(options=LEVELS, words="level"), required=True, width=10),
        Field("authority", "Thẩm quyền quyết định", "Authority", width=40),
        Field("recipient", "Đối tượng", "Recipient", Choice(options=RECIPIENTS), required=True, width=12),
        Field("sector", "Ngành", "Sector", width=20),
        Field("form", "Loại danh hiệu, hình thức", "Form", Choice(options=FORMS, words="form"), width=16),
    ),
)


def _code(*, completed: bool, width: int = 20) -> Field:
    return Field(
        "code",
        "Mã",
        "Code",
        Code(),
        required=True,
        identity=True,
        completed=completed,
        match="key",
        positional=True,
        width=width,
    )


def _award(*, required: bool, heading: str = "Award") -> Field:
    return Field("award", "Mã danh hiệu", heading, reference="award", required=required, width=14)


def _scope() -> tuple[Field, ...]:
    """Which awards a row is of; what it leaves open is any."""
    return (
        _award(required=False, heading="Award (none: every award of the scope)"),
        Field(
            "form",
            "Loại danh hiệu, hình thức",
            "Form",
            Choice(options=("titles", "commendations", *FORMS), words="form"),
            width=16,
        ),
        Field("level", "Cấp", "Level", Choice(options=LEVELS, words="level"), width=10),
        Field("recipient", "Đối tượng", "Recipient", Choice(options=RECIPIENTS), width=12),
        Field("sector", "Ngành", "Sector", width=20),
    )


def _days() -> tuple[Field, Field]:
    return (
        Field("from", "Hiệu lực từ", "In force from", Day(), width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
    )


def _sure() -> Field:
    return Field(
        "certainty",
        "Mức độ xác minh",
        "How sure",
        Choice(options=CERTAINTIES),
        required=True,
        default=CONFIRMED,
        width=12,
    )


def _clause(*, required: bool = True) -> Field:
    return Field("clause", "Căn cứ", "Clause", Text(limit=1000), required=required, width=60)


VOTING_RULES = Kind(
    name="voting-rules",
    noun="rule",
    vi="Quy định bỏ phiếu",
    en="Voting rules",
    order='(SELECT a.key FROM award a WHERE a.id = t.award_id), t.body, t."from", t.key',
    fields=(
        _code(completed=True, width=18),
        _award(required=False, heading="Award (none: every award)"),
        Field(
            "body",
            "Nơi bỏ phiếu",
            "Body",
            Choice(options=BODIES, words="body"),
            required=True,
            default=BODIES[0],
            width=12,
        ),
        Field("from", "Hiệu lực từ", "In force from", Day(), required=True, width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
        Field("threshold", "Tỷ lệ", "Threshold", Fraction(), required=True, width=10),
        Field(
            "comparison",
            "So sánh",
            "Comparison",
            Choice(options=COMPARISONS),
            required=True,
            default=COMPARISONS[0],
            width=12,
        ),
        Field(
            "base",
            "Tính trên",
            "Of",
            Choice(options=BASES, words="of"),
            required=True,
            default=BASES[0],
            option="of",
            width=12,
        ),
        Field("mode", "Hình thức", "Mode", Choice(options=RULE_MODES), width=12),
        Field("quorum", "Tỷ lệ dự họp tối thiểu", "Quorum", Fraction(), width=12),
        Field("self_voting", "Tự bỏ phiếu cho mình", "Self-voting", Choice(options=SELF_VOTING), width=12),
        _clause(),
        Field("block", "Khối, cụm", "Block (its own regulation)", reference="block", width=12),
        Field("basis", "Văn bản", "Document of the block's regulation", reference="document", width=24),
        Field("sector", "Ngành", "Sector", width=20),
        _sure(),
    ),
)


BY_AWARD = '(SELECT a.key FROM award a WHERE a.id = t.award_id) NULLS FIRST, t."from" NULLS FIRST, t.key'

PROVISIONS = Kind(
    name="provisions",
    noun="provision",
    vi="Quy định về danh hiệu, hình thức",
    en="Provisions",
    frame="provision t JOIN award a ON a.id = t.award_id",
    order=f"{IN_CATALOGUE.format(award='a')}, t.about, {BY_AWARD}",
    fields=(
        _code(completed=True),
        _award(required=True),
        Field("about", "Nội dung", "About", Choice(options=ABOUT, words="about"), required=True, width=14),
        Field("authority", "Thẩm quyền quyết định", "Authority", width=40),
        Field("factor", "Hệ số tiền thưởng", "Base salaries", Points(), width=10),
        Field("due", "Hạn nhận hồ sơ", "Due", YearDay(), width=10),
        *_days(),
        _clause(),
        _sure(),
    ),
)

CONDITIONS = Kind(
    name="conditions",
    noun="condition",
    vi="Điều kiện, tiêu chuẩn",
    en="Conditions",
    order=BY_AWARD,
    fields=(
        _code(completed=False),
        *_scope(),
        Field("test", "Cách xét", "Test", Choice(options=TESTS, words="test"), required=True, width=16),
        Field("needs", "Danh hiệu phải có", "Needs award", reference="award", width=14),
        Field("count", "Số lần, số tháng, số năm", "Count (years, months)", Count(least=1), width=10),
        Field("latest", "Lần cuối cách ít nhất (năm)", "Last held at least … years before", Count(most=99), width=10),
        Field(
            "earliest", "Lần cuối cách nhiều nhất (năm)", "Last held at most … years before", Count(most=99), width=10
        ),
        Field("share", "Tỷ lệ", "Share", Fraction(), width=10),
        Field("measure", "Kỷ luật từ mức", "Measure from", Choice(options=MEASURES), width=12),
        Field("choice", "Nhóm thay thế nhau", "One of (alternatives share a name)", width=14),
        Field("text", "Nội dung", "Text", Text(limit=1000), width=60),
        *_days(),
        _clause(),
        _sure(),
    ),
)

QUOTAS = Kind(
    name="quotas",
    noun="quota",
    vi="Số lượng, tỷ lệ đề nghị",
    en="Quotas",
    order=f"t.block_id NULLS FIRST, t.year, {BY_AWARD}",
    fields=(
        _code(completed=True),
        _award(required=True),
        Field("sector", "Ngành", "Sector", width=20),
        Field("block", "Khối, cụm", "Block (its own quota)", reference="block", width=12),
        Field("year", "Năm", "Year", Count(least=1945, most=2199), width=8),
        Field("number", "Số lượng", "Number", Count(), width=10),
        Field("share", "Tỷ lệ", "Share", Fraction(), width=10),
        Field("of", "Tính trên số đạt", "Of those who hold", reference="award", width=14),
        Field("per", "Phạm vi tính", "Per", Choice(options=PER, words="per"), required=True, default=PER[0], width=12),
        Field("least", "Ít nhất", "At least", Count(least=1), width=10),
        *_days(),
        _clause(required=False),
        Field("basis", "Văn bản", "Document of the block's quota", reference="document", width=24),
        _sure(),
    ),
)

DOSSIER = Kind(
    name="dossier-papers",
    noun="dossier",
    vi="Thành phần hồ sơ",
    en="Dossier papers",
    order=BY_AWARD,
    fields=(
        _code(completed=False),
        Field("name", "Tên giấy tờ", "Paper", Text(limit=1000), required=True, positional=True, width=60),
        *_scope(),
        Field("copies", "Số bản", "Copies", Count(least=1), width=8),
        *_days(),
        _clause(),
        _sure(),
    ),
)

SALARIES = Kind(
    name="base-salaries",
    noun="salary",
    shown_by="salary show {from}",
    vi="Mức lương cơ sở",
    en="Base salaries",
    order='t."from"',
    fields=(
        Field("from", "Từ ngày", "From", Day(), required=True, identity=True, positional=True, width=12),
        Field("amount", "Mức lương (đồng)", "Amount (đồng)", Count(least=1), required=True, positional=True, width=14),
        Field("document", "Văn bản", "Document", required=True, width=40),
    ),
)
