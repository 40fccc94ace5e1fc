"""What a template says of each field: an example, what is expected, how much of it a prompt holds.

All of it follows from the field's type, its reference and its key, so a field that comes later has its say by itself.
"""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import Any, TypeVar

from emulation_cli.kernel import dates, listing
from emulation_cli.kernel.fields import Field, Kind
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.kernel.terms import Speech
from emulation_cli.kernel.values import Choice, Code, Count, Day, Flag, Points, Text, YearDay

TITLE_LIMIT = 32
PROMPT_LIMIT = 225
"""Letters that Excel shows of a prompt and of an error: of its title, of its text (255 of a prompt's)."""

Found = TypeVar("Found")
Typed = str | int | float | date
"""A value as it is typed into a cell."""

EXAMPLES: Mapping[str, Typed] = {
    "aim": "Mỗi đơn vị có ít nhất một mô hình hiệu quả",
    "aliases": "VKSND Thanh Hóa; Viện kiểm sát nhân dân tỉnh Thanh Hóa",
    "answer": "Chấm theo bảng tiêu chí của cụm",
    "answered_by": "Nguyễn Văn A, Cụm trưởng",
    "authority": "VKSND tối cao",
    "basis": "9/KH; Điều 3",
    "born": 1975,
    "by": "Nguyễn Văn A, Viện trưởng",
    "chair": "Nguyễn Văn A, Cụm trưởng",
    "clause": "Điều 20 Thông tư 01/2019/TT-VKSTC",
    "closed_by": "12/NQ",
    "document": "12/QĐ",
    "duties.basis": "Quy chế hoạt động của cụm",
    "duties.due": "15/07",
    "excluded": "Có đơn đang xem xét",
    "field": "Dân vận",
    "follower": "Nguyễn Văn A, Chuyên viên",
    "for": "Hoàn thành xuất sắc nhiệm vụ năm 2023",
    "from": date(2023, 1, 1),
    "goal": "≥ 90",
    "issuer": "VKSND tối cao",
    "joined_by": "12/QĐ",
    "kind": "Kế hoạch",
    "kinds": "Tỉnh",
    "launcher": "VKSND tối cao",
    "left_by": "15/QĐ",
    "measure": "%",
    "name": "Tỷ lệ giải quyết tố giác, tin báo về tội phạm",
    "note": "Gửi qua thư điện tử",
    "occasion": "Chào mừng ngày truyền thống",
    "outcome": "Các đơn vị tham gia đầy đủ",
    "period": "2021-2025",
    "person": "Nguyễn Văn A, Viện trưởng",
    "place": "Nghệ An",
    "post": "Viện trưởng",
    "publicised": "Trang thông tin điện tử của đơn vị",
    "quorum": "2/3",
    "reason": "Công tác đột xuất",
    "sector": "Kiểm sát nhân dân",
    "share": "20%",
    "short": "VKS Thanh Hóa",
    "since": date(2023, 1, 1),
    "subject": "Về công tác thi đua, khen thưởng năm 2023",
    "text": "Nộp báo cáo sơ kết đúng hạn",
    "theme": "Đoàn kết, kỷ cương, trách nhiệm",
    "threshold": "80%",
    "title": "Giao ước thi đua năm 2023 của Cụm thi đua số 6",
    "to": date(2023, 12, 31),
    "units": "TH, NA",
    "until": date(2023, 12, 31),
    "valid_from": date(2023, 1, 1),
    "valid_to": date(2026, 1, 1),
    "who": "Nguyễn Văn A, Kiểm sát viên",
    "year_begins": "01/12",
    # of one kind
    "activities.code": "HT",
    "activities.name": "Học tập kinh nghiệm giữa các đơn vị của cụm",
    "awards.code": "BK-VKSTC",
    "awards.name": "Bằng khen của Viện trưởng VKSND tối cao",
    "awards.authority": "Viện trưởng VKSND tối cao",
    "ballots.code": "B1",
    "base-salaries.amount": 1000000,
    "base-salaries.document": "12/NĐ-CP",
    "base-salaries.from": date(2023, 7, 1),
    "commendations.base_salary": 1000000,
    "commendations.factor": 1.5,
    "commendations.of_year": 2023,
    "conditions.code": "CSTDKSND.3CSTDCS",
    "conditions.count": 3,
    "conditions.latest": 0,
    "conditions.earliest": 1,
    "conditions.text": "03 lần liên tục đạt Chiến sĩ thi đua cơ sở",
    "dossier-papers.code": "DH.BCTT",
    "dossier-papers.name": "Báo cáo thành tích",
    "former-posts.from": date(2015, 1, 1),
    "former-posts.to": date(2020, 1, 1),
    "disciplines.code": "KL-1",
    "disciplines.note": "Vi phạm quy chế công tác",
    "blocks.code": "C6",
    "blocks.name": "Cụm thi đua số 6",
    "commendations.document": "34/QĐ",
    "councils.code": "HD1",
    "councils.name": "Hội đồng Thi đua - Khen thưởng",
    "council-members.role": "chair",
    "criteria.code": "I.1",
    "criteria.group": "I",
    "criteria.most": 60,
    "criteria.least": 90,
    "criteria.name": "Chỉ tiêu nghiệp vụ",
    "ballots.double_entry": "không",
    "documents.number": "9/KH",
    "duties.code": "BC6",
    "duties.name": "Báo cáo sơ kết 6 tháng",
    "duties.since": 2023,
    "duties.until": 2025,
    "exemplars.name": "Mô hình “Một cửa thân thiện”",
    "exemplars.kind": "model",
    "meetings.code": "C6-SK23",
    "meetings.kinds": "midyear",
    "movements.code": "NTM",
    "movements.name": "Chung sức xây dựng nông thôn mới",
    "movements.parent": "NTM-TW",
    "nominations.id": "DX-1",
    "nominations.agree": 6,
    "nominations.base": 6,
    "provisions.code": "CTD-KSND.money",
    "provisions.due": "31/03",
    "provisions.factor": 8,
    "quotas.code": "CTD-KSND.C6-2023",
    "quotas.number": 1,
    "quotas.year": 2023,
    "people.code": "CN1",
    "people.from": date(2020, 1, 1),
    "people.recruited": date(2010, 1, 1),
    "people.name": "Nguyễn Văn A",
    "periods.code": "Q1",
    "periods.name": "Quý I",
    "periods.to": date(2023, 3, 31),
    "questions.text": "Chấm điểm thưởng cho mô hình mới thế nào?",
    "results.period": "midyear",
    "tasks.done": "không",
    "scores.points": 58.5,
    "targets.code": "CT1",
    "units.code": "TH",
    "units.kind": "Tỉnh",
    "units.name": "VKSND tỉnh Thanh Hóa",
    "units.parent": "VKSTC",
    "voting-rules.code": "QD-C6",
    "years.year": 2023,
}
"""Examples by a field's key, or by KIND.KEY where one kind wants its own."""

OF_NOUN: Mapping[str, Typed] = {
    "award": "BK-VKSTC",
    "ballot": "B1",
    "block": "C6",
    "council": "HD1",
    "criterion": "I.1",
    "document": "9/KH",
    "duty": "BC6",
    "meeting": "C6-SK23",
    "movement": "NTM",
    "person": "CN1",
    "pledge": "C6/2023",
    "recipient": "TH",
    "target": "CT1",
    "unit": "TH",
    "year": "C6/2023",
}
"""The example of a reference, by the noun whose code it is."""

OF_TYPE: Mapping[type[Text], Typed] = {
    Text: "Nội dung",
    Code: "M1",
    Day: date(2023, 6, 30),
    YearDay: "15/07",
    Count: 1,
    Points: 92.5,
    Flag: "có",
}
"""The example of any other field, by its type."""

SELDOM = frozenset(
    {"provisions.authority", "provisions.factor", "provisions.due", "conditions.award", "conditions.share"}
    | {"conditions.measure", "conditions.choice", "conditions.form", "conditions.level", "conditions.recipient"}
    | {"dossier-papers.award", "dossier-papers.level", "dossier-papers.recipient", "quotas.share", "quotas.of"}
    | {"quotas.least", "quotas.sector", "quotas.to", "commendations.cancelled_on", "commendations.cancelled_by"}
    | {"valid_to", "closed_by", "left_by", "excluded", "units.parent", "members.to", "movements.parent", "duties.until"}
    | {"criteria.least", "attendance.reason", "registrations.person", "awards.sector", "exemplars.who", "people.unit"}
    | {
        "exemplars.until",
        "opened_at",
        "closed_at",
        "criteria.group",
        "scores.reason",
        "voting-rules.block",
        "voting-rules.to",
        "resolutions.abstain",
    }
    | {"tasks.done_on", "councils.to", "resolutions.agree", "resolutions.disagree"}
)
"""Fields, by KEY or KIND.KEY, that most rows leave empty: the filled example does, too."""

EXPECTED: Mapping[str, tuple[str, str]] = {
    "goal": ("dấu ≥, ≤, >, < hoặc = rồi đến số, ví dụ ≥ 98 hoặc ≤ 1,5", "a comparison and a number, such as ≥ 98"),
    "threshold": ("tỷ lệ, ví dụ 80% hoặc 4/5", "a share, such as 80% or 4/5"),
    "quorum": ("tỷ lệ, ví dụ 70% hoặc 2/3", "a share, such as 70% or 2/3"),
    "share": ("tỷ lệ, ví dụ 20% hoặc 1/5", "a share, such as 20% or 1/5"),
    "results.period": (
        "một trong: midyear (6 tháng), year (cả năm) hoặc mã của kỳ báo cáo riêng",
        "one of: midyear, year or the code of a period of its own",
    ),
    "meetings.kinds": (
        "một trong: launch (phát động, ký kết giao ước), midyear (sơ kết 6 tháng), yearend (tổng kết năm),"
        " council (họp hội đồng) hoặc other (khác)",
        "one of: launch, midyear, yearend, council or other",
    ),
}
"""What is expected where the type does not tell it: by KEY or by KIND.KEY."""

_TELL: Mapping[type[Text], Callable[[Any, Speech], str]] = {
    Text: lambda _type, say: say("ghi bằng chữ", "words"),
    Code: lambda _type, say: say(
        "mã gồm chữ, số và các dấu . _ - không có dấu cách", "a code of letters, digits, . _ - without blanks"
    ),
    Choice: lambda type_, say: (
        say("một trong: ", "one of: ")
        + "; ".join(f"{option} ({say.term(option, type_.words)})" for option in type_.options)
    ),
    Day: lambda _type, say: say("ngày/tháng/năm, ví dụ 30/06/2023", "a date as dd/mm/yyyy, such as 30/06/2023"),
    YearDay: lambda type_, say: (
        say("ngày/tháng, ví dụ 15/07", "a day as dd/mm, such as 15/07")
        + (say("; của năm sau thì thêm +1: 15/01+1", "; of the next year with +1: 15/01+1") if type_.later else "")
    ),
    Count: lambda type_, say: (
        say(f"số nguyên từ {type_.least}", f"a whole number from {type_.least}")
        + (say(f" đến {type_.most}", f" to {type_.most}") if type_.most < LARGEST else say(" trở lên", " up"))
    ),
    Points: lambda _type, say: say("số, nhiều nhất hai chữ số thập phân", "a number with at most two decimals"),
    Flag: lambda _type, say: say("có hoặc không", "yes or no"),
}

Codes = Sequence[tuple[str, str]]
"""The codes that a reference may take, each with the name it stands for."""


@dataclass(frozen=True)
class Template:
    """A table to be filled in.

    Attributes:
        kind: what its rows are.
        lists: noun → codes, of every reference whose codes are known.
        say: the language.
        facts: what holds of every row and stands above the headings: field key → value, such as "year" → "C6/2023".
        title: what stands above all of it; "" for nothing.
        keys: the columns, by field key; () for every field that can be written and is no fact.
        given: the columns that whoever sends the table out has filled in; they are locked.
    """

    kind: Kind
    lists: Mapping[str, Codes]
    say: Speech
    facts: Mapping[str, str] = field(default_factory=dict)
    title: str = ""
    keys: tuple[str, ...] = ()
    given: frozenset[str] = frozenset()

    @property
    def fields(self) -> tuple[Field, ...]:
        """The columns of the table."""
        if self.keys:
            return tuple(self.kind.by_key[key] for key in self.keys)
        return tuple(column for column in self.kind.writable if column.key not in self.facts)

    @property
    def fact_fields(self) -> Sequence[tuple[Field, str]]:
        """The fields whose values stand above the headings."""
        return [(self.kind.by_key[key], value) for key, value in self.facts.items()]

    def heading(self, field: Field) -> str:
        """What stands above a column."""
        return field.heading(vietnamese=self.say.vietnamese)

    def expectation(self, field: Field) -> str:
        """What belongs in a column, in a sentence."""
        said = "; ".join(self._expected(field))
        return f"{said[:1].upper()}{said[1:]}."

    def _expected(self, field: Field) -> Iterator[str]:
        say = self.say
        yield self._value_of(field)
        if field.many:
            yield say(
                f"nhiều giá trị thì cách nhau bằng dấu “{field.separator}”",
                f"several are parted by “{field.separator}”",
            )
        if field.default is not None:
            word = listing.text_value(field, field.default, vietnamese=say.vietnamese)
            yield say(f"để trống là {word}", f"empty means {word}")
        elif field.completed:
            yield say("để trống thì phần mềm tự ghi", "left empty, it is filled in by itself")

    def _value_of(self, field: Field) -> str:
        """What kind of value a column holds."""
        fixed = EXPECTED.get(f"{self.kind.name}.{field.key}") or EXPECTED.get(field.key)
        if fixed:
            return self.say(*fixed)
        if field.reference:
            return self._reference(field)
        return by_type(_TELL, field)(field.type, self.say)

    def _reference(self, field: Field) -> str:
        """Whose code a column holds, and where to look it up."""
        noun = self.say.term(field.reference, "noun")
        said = self.say(f"mã {noun}", f"code: {noun}")
        if field.detail:
            said += self.say("; điều, khoản", "; article")
        return said + (self.say(", tra ở trang “Danh mục”", ", see the sheet “Lists”") if self.codes(field) else "")

    def codes(self, field: Field) -> Codes:
        """The codes that a reference may take, as far as they are known."""
        return self.lists.get(field.reference, ())

    def prompt(self, field: Field) -> tuple[str, str]:
        """Title and text of what Excel says beside a cell; what is too long is in the guide."""
        title = textwrap.shorten(self.heading(field), TITLE_LIMIT, placeholder="…")
        text = self.expectation(field)
        return title, text if len(text) <= PROMPT_LIMIT else self.say(
            "Chọn trong danh sách. Nghĩa của từng mã có ở trang “Hướng dẫn”.",
            "Choose from the list. The sheet “Guide” says what each code means.",
        )

    def example(self, field: Field) -> Typed:
        """A value as it may be typed into a column."""
        return example(self.kind, field)

    def filled(self, field: Field) -> Typed | None:
        """What the filled example holds in a column."""
        seldom = not SELDOM.isdisjoint({field.key, f"{self.kind.name}.{field.key}"})
        return None if seldom and not field.required else self.example(field)

    def shown_example(self, field: Field) -> str:
        """The example as it reads in print."""
        value = self.example(field)
        if isinstance(value, date):
            return dates.show_date(value.isoformat())
        return str(value).replace(".", ",") if isinstance(value, float) and self.say.vietnamese else str(value)


def columns(kind: Kind, *, in_year: bool) -> tuple[Field, ...]:
    """The fields that a row of a template gives; within a year's template not the year."""
    year = year_field(kind) if in_year else None
    return tuple(field for field in kind.writable if field is not year)


def year_field(kind: Kind) -> Field | None:
    """The field by which a row says its block's year, where it has one."""
    field = kind.by_key.get("year")
    return field if field is not None and field.reference and field.writable else None


def references(kind: Kind, *, in_year: bool) -> dict[str, bool]:
    """The nouns whose codes can be listed, each with whether only those within the year are meant.

    Codes that are unique within a year only, such as those of its targets, are listed only when it is known.
    """
    referring = [field for field in columns(kind, in_year=in_year) if field.reference]
    return {field.reference: bool(field.scope) for field in referring if in_year or not field.scope}


def must_be_given(field: Field) -> bool:
    """Whether a row is refused without it: what has a default or is filled in may be left empty."""
    return field.required and field.default is None and not field.completed


def example(kind: Kind, field: Field) -> Typed:
    """A neutral value that the field reads."""
    own = EXAMPLES.get(f"{kind.name}.{field.key}")
    if own is not None:
        return own
    if field.reference and not field.many:
        return OF_NOUN[field.reference]
    if isinstance(field.type, Choice):
        return str(field.default or field.type.options[0])
    if field.key in EXAMPLES:
        return EXAMPLES[field.key]
    return by_type(OF_TYPE, field)


def by_type(table: Mapping[type[Text], Found], field: Field) -> Found:
    """What a table by types has for a field's type, or for the nearest one that it is a kind of."""
    return next(table[type_] for type_ in type(field.type).__mro__ if type_ in table)
