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
"""Of whom a pass line is reckoned: members entitled, members present, slips issued, returned, valid."""


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


AWARDS = Kind(
    name="awards",
    noun="award",
    vi="Danh hiệu, hình thức khen thưởng",
    en="Awards",
    order="CASE t.level WHEN 'state' THEN 1 WHEN 'sector' THEN 2 WHEN 'province' THEN 3 ELSE 4 END, t.id",
    fields=(
        Field("code", "Mã", "Code", Code(), required=True, identity=True, match="key", positional=True, width=14),
        Field("name", "Tên danh hiệu, hình thức", "Name", required=True, positional=True, width=60),
        Field("level", "Cấp", "Level", Choice(options=LEVELS), required=True, width=10),
        Field("authority", "Thẩm quyền quyết định", "Authority", width=40),
        Field("recipient", "Đối tượng", "Recipient", Choice(options=RECIPIENTS), required=True, width=12),
    ),
)

VOTING_RULES = Kind(
    name="voting-rules",
    edited_by="import voting-rules",
    noun="voting rule",
    table="voting_rule",
    vi="Quy định bỏ phiếu",
    en="Voting rules",
    order='(SELECT a.key FROM award a WHERE a.id = t.award_id), t."from"',
    fields=(
        Field("award", "Mã danh hiệu", "Award", reference="award", required=True, identity=True, width=14),
        Field("from", "Hiệu lực từ", "In force from", Day(), required=True, identity=True, width=12),
        Field("to", "Đến hết ngày", "To (last day)", Day(), width=12),
        Field("threshold", "Tỷ lệ", "Threshold", Fraction(), required=True, width=10),
        Field("comparison", "So sánh", "Comparison", Choice(options=COMPARISONS), required=True, width=12),
        Field("base", "Tính trên", "Of", Choice(options=BASES), required=True, width=12),
        Field("quorum", "Tỷ lệ dự họp tối thiểu", "Quorum", Fraction(), width=12),
        Field("clause", "Căn cứ", "Clause", Text(limit=1000), required=True, width=60),
        Field("sector", "Ngành", "Sector", width=20),
    ),
)
