"""The field lists of awards and voting rules."""

from __future__ import annotations

from dataclasses import dataclass

from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.numbers import parse_fraction
from emulation_cli.kernel.values import Choice, Code, Day, Stored, Text

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
CERTAINTIES = ("confirmed", "partial", "unverified")
"""How sure a rule is: its text was read; read in part; known by hearsay, so no ballot takes it by itself."""


@dataclass(frozen=True, slots=True)
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
        Field("name", "Tên danh hiệu, hình thức", "Name", required=True, positional=True, width=60),
        Field("level", "Cấp", "Level", Choice(options=LEVELS, words="level"), required=True, width=10),
        Field("authority", "Thẩm quyền quyết định", "Authority", width=40),
        Field("recipient", "Đối tượng", "Recipient", Choice(options=RECIPIENTS), required=True, width=12),
        Field("sector", "Ngành", "Sector", width=20),
    ),
)

VOTING_RULES = Kind(
    name="voting-rules",
    noun="rule",
    vi="Quy định bỏ phiếu",
    en="Voting rules",
    order='(SELECT a.key FROM award a WHERE a.id = t.award_id), t.body, t."from", t.key',
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
            positional=True,
            width=18,
        ),
        Field("award", "Mã danh hiệu", "Award (none: every award)", reference="award", width=14),
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
        Field("clause", "Căn cứ", "Clause", Text(limit=1000), required=True, width=60),
        Field("block", "Khối, cụm", "Block (its own regulation)", reference="block", width=12),
        Field("basis", "Văn bản", "Document of the block's regulation", reference="document", width=24),
        Field("sector", "Ngành", "Sector", width=20),
        Field(
            "certainty",
            "Mức độ xác minh",
            "How sure",
            Choice(options=CERTAINTIES),
            required=True,
            default=CERTAINTIES[0],
            width=12,
        ),
    ),
)
