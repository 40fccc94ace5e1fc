"""The list of proposals (danh sách đề nghị khen thưởng): by who decides, then by award, persons and collectives apart.

Each award and each authority has a submission of its own, so each has a table of its own. The columns are those of the
lists that blocks attach to their submissions (tờ trình); head and foot are those of Nghị định 30/2020/NĐ-CP, Phụ lục I.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

from openpyxl.utils import get_column_letter

from emulation_cli.awards.fields import AWARDS
from emulation_cli.blocks import queries as blocks
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.papers import letterhead, official_day, signatures
from emulation_cli.exchange.workbook import OFFICIAL, Column, Value, fit, new_book, to_bytes
from emulation_cli.kernel import audit, listing, names
from emulation_cli.kernel.dates import show_date
from emulation_cli.kernel.errors import NotFound
from emulation_cli.kernel.fields import Values
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.terms import Speech, capital
from emulation_cli.nominations import finding_queries, queries, rules
from emulation_cli.units import queries as units

EVER = "9999"
"""After any ISO day: as of then everything is told."""
ACROSS = replace(OFFICIAL, upright=False)
WIDTHS = (5, 17, 19, 19, 21, 11, 12, 10, 15, 23)
"""The columns of a table of persons; one of collectives has its names across the second and the third."""
SPLIT = 4
"""How many of them lie under the left half of the page."""
COLUMNS = (
    ("Hình thức đề nghị", "Award", "@"),
    ("Phong trào, nội dung", "Movement, achievement", "@"),
    ("Giai đoạn", "Period", "@"),
    ("Số phiếu đồng ý / tổng số thành viên", "Votes for / members", "@"),
    ("Tỷ lệ %", "Share", "0.00%"),
    ("Cấp quyết định", "Authority", "@"),
    ("Ghi chú", "Note", "@"),
)
"""The columns after who is proposed: Vietnamese and English heading, number format."""


@frozen
class Asked:
    """Which proposals a list is of.

    Attributes:
        year: the block's year.
        day: ISO day as of which they stand; None tells everything.
        award: code of the one award; None for all.
        submission: number of the one submission; None for all.
        say: the language.
    """

    year: blocks.YearRow
    day: str | None
    award: str | None
    submission: str | None
    say: Speech

    @property
    def until(self) -> str:
        """The last ISO day of which anything is told."""
        return self.day or EVER


@frozen
class Line:
    """One proposal in the list.

    Attributes:
        row: as the register has it.
        award: as the council has it by now.
        who: who is proposed; of a person also post and unit.
        about: the cells of `COLUMNS` but the last.
        asides: what is to be known besides: another base than the members, what was set aside.
        council, decision: what the council and the authority made of it, or how far it came; "" where nothing is known.
    """

    row: sqlite3.Row
    award: Values
    who: list[Value]
    about: list[Value]
    asides: list[str]
    council: str
    decision: str

    @property
    def cells(self) -> list[Value]:
        """Its cells after the number."""
        return [*self.who, *self.about, "\n".join(filter(None, (*self.asides, self.council, self.decision)))]

    @property
    def person(self) -> bool:
        """Whether a person is proposed."""
        return self.row["person_id"] is not None


# -- what it lists ----------------------------------------------------------------------------------------------------


def chosen(connection: sqlite3.Connection, asked: Asked, *, cancelled: bool = False) -> list[Line]:
    """The proposals asked for, with those cancelled only if so, by who decides and by award, in the catalogue's order.

    Raises NotFound where nothing was submitted by the number given.
    """
    rows = [
        row
        for row in queries.proposals(connection, asked.year.id, asked.until)
        if cancelled or queries.state(row) != rules.CANCELLED
    ]
    if asked.submission is not None:
        rows = _submitted(asked, rows)
    catalogue = {str(one.values["code"]): one.values for one in listing.listed(connection, AWARDS)}
    place = {code: number for number, code in enumerate(catalogue)}
    first: dict[object, int] = {}
    for code, values in catalogue.items():
        first.setdefault(values["authority"], place[code])
    called = units.NamesOn(connection, asked.year.clamp(asked.until), full=True)
    lines = []
    for row in rows:
        award = catalogue[row["council_award"] or row["award"]]
        if asked.award in (None, award["code"]):
            lines.append(_line(connection, asked, row, award, called))
    return sorted(lines, key=lambda one: (first[one.award["authority"]], not one.person, place[str(one.award["code"])]))


def _submitted(asked: Asked, rows: Sequence[sqlite3.Row]) -> list[sqlite3.Row]:
    """The proposals that were submitted last by the number asked for."""
    wanted = names.fold(asked.submission or "")
    found = [row for row in rows if names.fold(row["submitted_by"] or "") == wanted]
    if not found:
        known = dict.fromkeys(row["submitted_by"] for row in rows if row["submitted_by"])
        message = _("nothing of {year} was submitted by {number}").format(year=asked.year.code, number=asked.submission)
        raise NotFound(message, _("Submissions: {numbers}.").format(numbers=", ".join(known)) if known else "")
    return found


def _line(
    connection: sqlite3.Connection, asked: Asked, row: sqlite3.Row, award: Values, called: Mapping[str, str]
) -> Line:
    frozen = json.loads(row["frozen"]) if row["frozen"] else {}
    return Line(
        row,
        award,
        _who(connection, asked, row, called),
        _about(asked, row, award, frozen),
        list(_asides(connection, asked, row, (frozen.get("rule") or {}).get("base"))),
        _council(asked.say, row),
        "\n".join(_state(asked.say, row)),
    )


def _who(connection: sqlite3.Connection, asked: Asked, row: sqlite3.Row, called: Mapping[str, str]) -> list[Value]:
    """Who is proposed, under the name of the day; a person with post and unit of that day."""
    if row["person_id"] is None:
        return [called[row["recipient"]]]
    post = units.post_on(connection, row["person_id"], asked.year.clamp(asked.until))
    return [row["recipient_name"], ", ".join(filter(None, (post["post"], called.get(post["unit"] or ""))))]


def _about(asked: Asked, row: sqlite3.Row, award: Values, frozen: Mapping[str, Any]) -> list[Value]:
    agree, base = row["agree"], row["base"]
    voted = agree is not None and bool(base)
    consensus = frozen.get("mode") == "consensus"
    return [
        str(award["name"]),
        queries.what_for(row),
        row["period"],
        f"{agree}/{base}" if voted else asked.say.term("consensus") if consensus else None,
        queries.share(row),
        authority(asked.say, award),
    ]


def authority(say: Speech, award: Values) -> str:
    """Who decides of an award."""
    return str(award["authority"] or say("chưa ghi", "not recorded"))


def _asides(connection: sqlite3.Connection, asked: Asked, row: sqlite3.Row, base: str | None) -> Iterator[str]:
    """What is to be known of a proposal besides: another base than the members, what was set aside."""
    say = asked.say
    if base not in (None, "members"):
        yield say("Tính trên", "Reckoned of") + f" {say.term(base, 'of')}"
    for one in finding_queries.overrides(connection, row, asked.until):
        yield f"{capital(say.term('overridden', 'verdict'))} - {one}"


def _council(say: Speech, row: sqlite3.Row) -> str:
    """What the council made of a proposal."""
    if row["council"] is None:
        return ""
    what = capital(say.term(row["council"]))
    if row["council"] == rules.CHANGED:
        what += say(f" từ {row['award_name']}", f" from {row['award_name']}")
    return _step(what, row["council_document"], row["council_on"], row["council_reason"])


def _state(say: Speech, row: sqlite3.Row) -> Iterator[str]:
    """The state of a proposal that is no longer just proposed, where it is not what the council made of it."""
    state = queries.state(row)
    if row["commendation_id"] is not None:
        yield _step(capital(say.term(rules.GRANTED)), row["granted_by"], row["granted_on"])
        if row["handed_on"] is not None:
            yield _step(capital(say.term(rules.HANDED_OVER)), row["handed_by"], row["handed_on"])
        if row["revoked_on"] is not None:
            yield _step(capital(say.term(rules.CANCELLED)), row["revoked_by"], row["revoked_on"])
    elif row["cancelled"]:  # with its ballot, whatever step it had come to
        yield _step(capital(say.term(rules.CANCELLED)), None, row["cancelled_on"])
    elif state not in (rules.PROPOSED, *rules.REVIEWS):
        yield _step(capital(say.term(state)), row["step_document"], row["step_on"], row["step_reason"])


def _step(what: str, document: str | None, day: str, reason: str | None = None) -> str:
    """A step with the document that says so, its day, and why."""
    said = f"{what} ({', '.join(filter(None, (document, show_date(day))))})"
    return f"{said}: {reason}" if reason else said


# -- how it looks -----------------------------------------------------------------------------------------------------


def proposal_list(connection: sqlite3.Connection, asked: Asked, lines: Sequence[Line]) -> bytes:
    """The list of proposals as a workbook; the same bytes for the same register."""
    say, year, book = asked.say, asked.year, new_book()
    block = blocks.block_of_year(connection, year.id)
    day = asked.day or audit.last_day(connection)
    page = Page(book, say("Đề nghị khen thưởng", "Proposals"), WIDTHS, ACROSS)
    letterhead(page, say, block["authority"], str(block["name"]), split=SPLIT)
    if say.vietnamese:
        page.pair("", f"……………, {official_day(day)}", bold=False, italic=True, split=SPLIT)
    page.skip()
    title = say("DANH SÁCH ĐỀ NGHỊ KHEN THƯỞNG NĂM", "PROPOSALS FOR COMMENDATION,") + f" {year.year}"
    page.line(title, size=14, bold=True, center=True)
    page.line(_attached(asked, lines), italic=True, center=True)
    page.skip()
    for number, (decides, those) in enumerate(groupby(lines, lambda one: authority(say, one.award)), start=1):
        _section(say, page, get_column_letter(number), decides, list(those))
    if lines:
        page.line(say("Tổng số: ", "In all: ") + f"{count(say, lines)}.", bold=True)
    else:
        page.line(say("Không có đề nghị nào.", "There are no proposals."), italic=True)
    page.skip()
    head = say.role("head", block["kind"]).upper()
    signatures(page, say, [(say("NGƯỜI LẬP", "PREPARED BY"), ""), (head, "")], split=SPLIT)
    return to_bytes(book, day, title=title)


def _attached(asked: Asked, lines: Sequence[Line]) -> str:
    """Which submission the list belongs to; dots where it is yet to be written."""
    say = asked.say
    if asked.submission is None:
        dots = "(Kèm theo Tờ trình số …… ngày …… tháng …… năm ……)"
        return say(dots, "(attached to the submission No. …… of ……)")
    last = max(lines, key=lambda one: str(one.row["submitted_on"]), default=None)
    number, day = (asked.submission, "") if last is None else (last.row["submitted_by"], last.row["submitted_on"])
    when = "ngày …… tháng …… năm ……" if not day else official_day(day)
    return say(f"(Kèm theo Tờ trình số {number} {when})", f"(attached to the submission No. {number} of {day or '……'})")


def count(say: Speech, lines: Sequence[Line]) -> str:
    """How many collectives and persons still stand: two digits at least, as papers write them."""
    standing = [one for one in lines if queries.state(one.row) in rules.TAKEN]
    return counted(say, standing) or say("không còn", "none left")


def counted(say: Speech, lines: Sequence[Line]) -> str:
    """How many collectives and persons these are; "" for none."""
    persons = sum(one.person for one in lines)
    kinds = (
        (len(lines) - persons, say("{:02} tập thể", "collectives: {}")),
        (persons, say("{:02} cá nhân", "persons: {}")),
    )
    return ", ".join(words.format(number) for number, words in kinds if number)


def _section(say: Speech, page: Page, letter: str, authority: str, lines: Sequence[Line]) -> None:
    """What one authority decides: persons, then collectives, parted where there are both, an award at a time."""
    title = say("CẤP QUYẾT ĐỊNH: ", "AUTHORITY: ") + authority.upper()
    page.line(f"{letter}. {title} ({count(say, lines)})", size=13, bold=True)
    parts = [list(part) for _person, part in groupby(lines, lambda one: one.person)]
    for roman, part in zip(("I", "II"), parts, strict=False):
        if len(parts) > 1:
            words = say("Cá nhân", "Persons") if part[0].person else say("Tập thể", "Collectives")
            page.line(f"{roman}. {words} ({len(part):02})", bold=True)
        for number, (_award, those) in enumerate(groupby(part, lambda one: one.award["code"]), start=1):
            one_award = list(those)
            page.line(f"{number}. {one_award[0].award['name']}: {count(say, one_award)}", bold=True, italic=True)
            _table(say, page, one_award)


def _table(say: Speech, page: Page, lines: Sequence[Line]) -> None:
    person = lines[0].person
    who = (("Họ và tên", "Name"), ("Chức vụ, đơn vị", "Post, unit")) if person else (("Đơn vị", "Unit"), ("", ""))
    columns = [
        Column(say(*heading), width, number_format)
        for (*heading, number_format), width in zip(
            (("STT", "No.", "0"), *((*one, "@") for one in who), *COLUMNS), WIDTHS, strict=True
        )
    ]
    rows = [[number, *line.cells] for number, line in enumerate(lines, start=1)]
    if person:
        page.table(columns, rows)
        return
    first = page.row
    page.table(columns, [[*row[:2], None, *row[2:]] for row in rows])
    headings: list[Value] = [column.heading for column in columns]
    for place, values in enumerate([[*headings[:2], *headings[3:]], *rows], start=first):
        page.sheet.merge_cells(start_row=place, start_column=2, end_row=place, end_column=3)
        fit(page.sheet, place, values, [WIDTHS[0], WIDTHS[1] + WIDTHS[2], *WIDTHS[3:]])
