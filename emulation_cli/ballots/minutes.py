"""The minutes of a counted vote (biên bản kiểm phiếu), ready to be signed: every number, the rule, the fingerprint."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from emulation_cli.ballots import count_queries, queries, rules
from emulation_cli.ballots.sheets import Occasion
from emulation_cli.exchange.page import Page
from emulation_cli.exchange.papers import letterhead, official_day, signatures
from emulation_cli.exchange.workbook import OFFICIAL, Column, Value, new_book, to_bytes
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.numbers import fraction_of, points_text
from emulation_cli.kernel.terms import Speech

WIDTHS = (4, 20, 22, 7, 8, 7, 9, 11)
SPLIT = 3
"""The columns of the results, and how many of them lie under the left half of the page."""
CHAPTERS = ("I", "II", "III", "IV", "V")
HOURS = "…… giờ ……"

PAPER = (
    ("printed", "In ra", "Printed"),
    ("spoiled", "Hỏng, đã thay", "Spoiled"),
    ("issued", "Phát ra", "Issued"),
    ("spare", "Còn lại", "Spare"),
    ("returned", "Thu về", "Returned"),
    ("missing", "Không thu về", "Not returned"),
    ("valid", "Hợp lệ", "Valid"),
    ("invalid", "Không hợp lệ", "Invalid"),
)
"""The numbers of the paper: key, Vietnamese and English heading."""


Told = list[tuple[str, str]]
"""Facts: what it is, then what is known of it."""


@frozen
class Counted:
    """What the minutes of a sealed ballot say, whatever they are written with.

    Attributes:
        occasion, rule, paper, conclusion: facts; of paper none where nothing was handed in.
        results: a row for each nominee: number, who, what for, agree, disagree, blank, share, outcome.
        named: how each unit voted, where the vote was by name.
        chair: the meeting's chair by name; board: who counted, (post, name), its head first.
    """

    occasion: Told
    rule: Told
    paper: Told
    results: list[list[Value]]
    named: list[str]
    conclusion: Told
    chair: str
    board: list[tuple[str, str]]


def counted(connection: sqlite3.Connection, about: Occasion) -> Counted:
    """What the minutes of a sealed ballot say."""
    record = count_queries.ballot_record(connection, about.ballot)
    return Counted(
        occasion=[*_occasion(about), *_board(about.say, record), *_voters(connection, about)],
        rule=_rule(about, record),
        paper=_paper(about) if record["returned"] is not None else [],
        results=[_result(about, one) for one in record["outcomes"]],
        named=_named(connection, about) if about.ballot["mode"] == "named" else [],
        conclusion=[*_conclusion(about, record), *_counts(connection, about, record), *_proof(connection, about)],
        chair=str(about.meeting["chair"] or "").partition(",")[0],
        board=_counters(about.say, record["tellers"]),
    )


def minutes(connection: sqlite3.Connection, about: Occasion) -> bytes:
    """The minutes of a sealed ballot as a workbook; the same bytes for the same ballot, whatever came after it."""
    say, told, book = about.say, counted(connection, about), new_book()
    page = Page(book, say("Biên bản kiểm phiếu", "Minutes"), WIDTHS, OFFICIAL)
    _head(about, page, count_queries.ballot_record(connection, about.ballot))
    numbers = iter(CHAPTERS)

    def chapter(heading: tuple[str, str]) -> None:
        page.heading(f"{next(numbers)}. {say(*heading)}")

    for heading, facts in ((OCCASION, told.occasion), (RULE, told.rule), (paper_heading(about), told.paper)):
        if facts:
            chapter(heading)
            _lines(page, facts)
    chapter(RESULTS)
    page.table(_columns(say), told.results)
    if told.named:
        page.line(say(*NAMED), bold=True)
        _lines(page, [("", line) for line in told.named])
    chapter(CONCLUSION)
    _lines(page, told.conclusion)
    page.skip()
    page.line(say(*READ_OUT), italic=True)
    page.skip()
    signatures(page, say, [(say("CHỦ TRÌ HỘI NGHỊ", "CHAIR"), told.chair), *told.board], split=SPLIT)
    return to_bytes(book, about.ballot["on"], title=about.title)


OCCASION = ("Thời gian, địa điểm, thành phần", "Time, place, those there")
RULE = ("Quy định bỏ phiếu", "The rule")
RESULTS, CONCLUSION = ("Kết quả", "Results"), ("Kết luận", "Conclusion")
NAMED = ("Biểu quyết của từng đơn vị", "Votes by unit")
READ_OUT = (f"Biên bản lập xong lúc {HOURS} cùng ngày, được công bố tại hội nghị.", "Read out at the meeting.")


def paper_heading(about: Occasion) -> tuple[str, str]:
    """What the numbers of the paper are called: of a secret ballot slips, else votes."""
    secret = about.ballot["mode"] == "secret"
    return ("Số phiếu", "The slips") if secret else ("Số phiếu biểu quyết", "The votes")


def _lines(page: Page, facts: Iterable[tuple[str, str]]) -> None:
    """Each fact on a line of its own: what it is, then what is known of it."""
    for what, known in facts:
        page.line(f"{what}: {known}" if what else known)
    page.skip()


def _head(about: Occasion, page: Page, record: Mapping[str, Any]) -> None:
    say = about.say
    letterhead(page, say, about.block["authority"], about.organ, split=SPLIT)
    if say.vietnamese:
        page.pair("Số: …… /BB-……", f"……………, {official_day(about.ballot['on'])}", bold=False, italic=True, split=SPLIT)
    page.skip()
    page.line(say("BIÊN BẢN KIỂM PHIẾU", "MINUTES OF THE COUNT"), size=15, bold=True, center=True)
    subject = say("Bình xét, đề nghị khen thưởng năm", "Proposals for commendation,")
    page.line(f"{subject} {about.year} - {about.ballot['code']}", bold=True, center=True)
    for text in _standing(say, record):
        page.line(text, italic=True, center=True)
    page.skip()


def _standing(say: Speech, record: Mapping[str, Any]) -> list[str]:
    """What the ballot has to do with another one."""
    origins = {"second-round": ("Bỏ phiếu vòng sau của", "Second round of"), "supersedes": ("Thay thế", "In place of")}
    found = [f"({say(*origins[origin])} {code})" for origin, code in (record["origin"] or {}).items()]
    if record["superseded_by"]:
        words = say("ĐÃ ĐƯỢC THAY THẾ BỞI", "SUPERSEDED BY")
        why = say("lý do", "because")
        found.append(f"({words} {record['superseded_by']}; {why}: {record['reason']})")
    return found


# -- I ----------------------------------------------------------------------------------------------------------------


def _occasion(about: Occasion) -> list[tuple[str, str]]:
    say, meeting = about.say, about.meeting
    unknown = say("chưa ghi", "not recorded")
    day = official_day(about.ballot["on"]) if say.vietnamese else about.ballot["on"]
    return [
        (say("Hội nghị", "Meeting"), about.conference().removeprefix(say("Hội nghị ", "Meeting: "))),
        (say("Thời gian", "Time"), f"{HOURS}, {day}" if say.vietnamese else day),
        (say("Địa điểm", "Place"), str(meeting["place"] or unknown)),
        (say("Chủ trì", "Chair"), str(meeting["chair"] or unknown)),
        (say("Hình thức", "Mode"), say.term(about.ballot["mode"])),
    ]


def _board(say: Speech, record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The counting board, its head first."""
    tellers = record["tellers"]
    if not tellers:
        return []
    head, member = say("Trưởng ban", "head"), say("ủy viên", "member")
    named = [f"{name} ({member if place else head})" for place, name in enumerate(tellers)]
    return [(say("Ban kiểm phiếu", "Counting board"), "; ".join(named))]


def _voters(connection: sqlite3.Connection, about: Occasion) -> list[tuple[str, str]]:
    """How many may vote, are there, vote in writing, are absent; by name where they are units."""
    say, ballot = about.say, about.ballot
    absent = ballot["entitled"] - ballot["present"] - ballot["written"]
    groups = (
        (say("Được quyền bỏ phiếu", "Entitled"), ballot["entitled"], None),
        (say("Có mặt", "Present"), ballot["present"], queries.PRESENT),
        (say("Cho ý kiến bằng văn bản", "In writing"), ballot["written"], queries.WRITTEN),
        (say("Vắng", "Absent"), absent, queries.ABSENT),
    )
    names: dict[str, list[str]] = {}
    presence = {voter.unit_id: voter.presence for voter in queries.roll(connection, ballot)}
    for unit_id, name in _electorate(connection, about).items():
        names.setdefault(presence[unit_id], []).append(name)
    found = []
    for what, number, state in groups:
        known = "; ".join(names.get(state or "", []))
        found.append((what, f"{number:02} ({known})" if known else f"{number:02}"))
    return found


def _electorate(connection: sqlite3.Connection, about: Occasion) -> dict[int, str]:
    """The units entitled, by id, with their names and in their order at the freeze; none of a council."""
    if about.ballot["entitled_number"] is not None:
        return {}
    roll, frozen = queries.roll(connection, about.ballot), about.frozen["entitled"]
    if all("id" in one for one in frozen):
        return {one["id"]: one["name"] for one in frozen}
    names = {one["code"]: one["name"] for one in frozen}  # frozen before ids were kept
    return {voter.unit_id: names.get(voter.unit, voter.name) for voter in roll}


# -- II ---------------------------------------------------------------------------------------------------------------


def _rule(about: Occasion, record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """The rule with its clause; what it does not state, as not stated."""
    say, line = about.say, record["rule"]
    not_stated = say("không quy định", "not stated")
    source = record["clause"] or record["basis"] or say("không nêu", "not stated")
    facts = [(say("Điều kiện đạt", "Pass line"), _line(say, line) if line else say("thống nhất", "consensus"))]
    facts.append((say("Căn cứ", "Basis"), source))
    asked = about.frozen.get("rule_mode")
    if asked not in (None, about.ballot["mode"]):
        facts.append((say("Lưu ý", "Note"), say("quy định yêu cầu", "the rule asks for") + f" {say.term(asked)}"))
    met = {True: say("đạt", "met"), False: say("không đạt", "not met"), None: ""}[record["quorum_met"]]
    share = rules.share_text(*fraction_of(record["quorum"])) if record["quorum"] else not_stated
    facts.append((say("Số thành viên dự tối thiểu", "Quorum"), f"{share} ({met})" if met else share))
    voting = {"allowed": say("được", "allowed"), "barred": say("không được", "not allowed"), None: not_stated}
    facts.append((say("Đơn vị tự bỏ phiếu cho mình", "A unit's vote on itself"), voting[record["self_voting"]]))
    facts.append((say("Khi bằng phiếu", "In a tie"), not_stated))
    if record["seats"] is not None:
        facts.append((say("Số suất", "Seats"), f"{record['seats']:02}"))
    not_applied = say("Không áp dụng", "Not applied")
    for other in about.frozen.get("set_aside", []):
        facts += [(not_applied, f"{_line(say, other['rule'])} ({other['clause']})")]
    if about.frozen.get("certainty", "confirmed") != "confirmed":
        facts.append(
            (say("Lưu ý", "Note"), say("quy định chỉ được đối chiếu một phần", "the rule was read only in part"))
        )
    return facts


def _line(say: Speech, line: Mapping[str, Any]) -> str:
    share, of = rules.share_text(line["numerator"], line["denominator"]), say.term(line["base"], "of")
    if say.vietnamese:
        return (
            f"từ {share} trở lên, tính trên {of}"
            if line["comparison"] == "at-least"
            else f"trên {share}, tính trên {of}"
        )
    return f"{say.term(line['comparison'])} {share} of {of}"


# -- III, IV ----------------------------------------------------------------------------------------------------------


def _paper(about: Occasion) -> Told:
    say, ballot = about.say, about.ballot
    paper = count_queries.sealed_paper(ballot)
    numbers = {key: getattr(paper, key, None) for key, _vi, _en in PAPER}
    numbers["missing"] = paper.issued - paper.returned
    shown = [one for one in PAPER if ballot["mode"] == "secret" or one[0] in {"issued", "returned", "valid", "invalid"}]
    not_stated = say("không ghi", "not stated")
    texts = [f"{say(vi, en)}: {not_stated if numbers[key] is None else f'{numbers[key]:02}'}" for key, vi, en in shown]
    told = [("", ";   ".join(texts[place : place + 4]) + ".") for place in range(0, len(texts), 4)]
    return told + ([(say("Ghi chú", "Note"), str(ballot["note"]))] if ballot["note"] else [])


def _columns(say: Speech) -> list[Column]:
    headings = (
        ("STT", "No."),
        ("Đơn vị, cá nhân", "Nominee"),
        ("Hình thức đề nghị", "Proposed for"),
        ("Đồng ý", "Agree"),
        ("Không đồng ý", "Disagree"),
        ("Không có ý kiến", "Blank"),
        ("Tỷ lệ đồng ý", "Share"),
        ("Kết quả", "Outcome"),
    )
    return [Column(say(*heading), width, "0") for heading, width in zip(headings, WIDTHS, strict=True)]


def _result(about: Occasion, outcome: Mapping[str, Any]) -> list[Value]:
    say, agree, base = about.say, outcome["agree"], outcome["base"]
    share = rules.share_cut(agree, base) if agree is not None and base is not None else None
    percent = "-" if share is None else f"{agree}/{base}\n{points_text(share, comma=say.vietnamese)} %"
    least = "" if outcome["needed"] is None else f"\n({say('cần', 'needed')} {outcome['needed']})"
    votes = [outcome[key] for key in ("agree", "disagree", "blank")]
    seatless = outcome["outcome"] == rules.NOT_PASSED and outcome["needed"] and agree >= outcome["needed"]
    result = (say("đủ tỷ lệ, hết suất", "no seat left") if seatless else say.term(outcome["outcome"])) + least
    return [outcome["number"], about.who(outcome["number"]), about.what(outcome), *votes, percent, result]


def _named(connection: sqlite3.Connection, about: Occasion) -> list[str]:
    """Who voted how, where the vote was by name."""
    say = about.say
    ids = {voter.unit: voter.unit_id for voter in queries.roll(connection, about.ballot)}
    votes = {ids[unit]: marks for unit, marks in count_queries.named_votes(connection, about.ballot["id"]).items()}
    return [
        f"{name} - " + "; ".join(f"{number}: {say.term(choice, 'vote')}" for number, choice in votes[unit_id].items())
        for unit_id, name in _electorate(connection, about).items()
        if unit_id in votes
    ]


# -- V ----------------------------------------------------------------------------------------------------------------


def _conclusion(about: Occasion, record: Mapping[str, Any]) -> list[tuple[str, str]]:
    say = about.say
    words = {
        rules.PASSED: say("Đạt, đề nghị khen thưởng", "Passed, proposed"),
        rules.NOT_PASSED: say("Không đạt", "Not passed"),
        rules.TIED: say("Bằng phiếu, chưa quyết định", "Tied, undecided"),
        rules.NO_QUORUM: say("Không đủ số thành viên dự, chưa quyết định", "No quorum, undecided"),
    }
    found: list[tuple[str, str]] = []
    for outcome, said in words.items():
        by_award: dict[str, list[str]] = {}
        for one in record["outcomes"]:
            if one["outcome"] == outcome:
                by_award.setdefault(one["award_name"], []).append(f"({one['number']}) {one['name']}")
        if by_award:
            count = sum(len(names) for names in by_award.values())
            listed = ". ".join(f"{award}: {'; '.join(names)}" for award, names in by_award.items())
            found.append((f"{said} ({count:02})", listed))
    return found


def _counts(connection: sqlite3.Connection, about: Occasion, record: Mapping[str, Any]) -> list[tuple[str, str]]:
    """How it was counted: by two entries that agreed; again, and why."""
    say = about.say
    found = []
    if record["double_entry"]:
        found.append(
            ("", say("Hai lượt kiểm phiếu độc lập, kết quả khớp nhau.", "Counted twice, with the same result."))
        )
    for entry, version, reason in count_queries.recounts(connection, about.ballot["id"]):
        if version > 1:
            again = say(f"Kiểm phiếu lại (lần {version})", f"Counted again (count {version})")
            again += say(f", người nhập {entry}", f", entry {entry}") if record["double_entry"] else ""
            found.append((again, str(reason)))
    return found


def _proof(connection: sqlite3.Connection, about: Occasion) -> list[tuple[str, str]]:
    """The fingerprint, and the head of the log as the seal left it."""
    say, ballot = about.say, about.ballot
    entry = count_queries.sealed_at(connection, ballot)
    return [
        (say("Mã kiểm chứng", "Fingerprint"), str(ballot["fingerprint"])),
        (say("Nhật ký sổ", "Log of the register"), f"{say('mục', 'entry')} {entry['seq']}, {entry['hash']}"),
    ]


def _counters(say: Speech, tellers: Sequence[str]) -> list[tuple[str, str]]:
    """Who signs beside the chair: the counting board, its head first; else who wrote the minutes."""
    head, member = say("TRƯỞNG BAN KIỂM PHIẾU", "HEAD OF THE BOARD"), say("ỦY VIÊN", "MEMBER OF THE BOARD")
    board = [(member if place else head, name.partition(",")[0]) for place, name in enumerate(tellers)]
    return board or [(say("NGƯỜI LẬP BIÊN BẢN", "RECORDED BY"), "")]
