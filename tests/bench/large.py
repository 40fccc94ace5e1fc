"""A register of 10 years and 1,000 blocks: made by `init`, then filled in bulk; and the commands of every day on it.

Everything in it is made up by rule from a seed: places and offices are real names put together, people are put
together from names of the sample data. What a register must hold together holds here, so that `emulation check` finds
nothing: references, CHECKs, triggers, the chain of the log, the fingerprints of the ballots.
"""

from __future__ import annotations

import json
import os
import random
import sqlite3
from collections.abc import Iterable, Iterator
from contextlib import closing
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from unittest import mock

from inprocess import run

from bench.everyday import COMPLETED, CRITERIA, ENVIRONMENT, EVERYDAY, LAST, PREPARED
from emulation_cli.ballots.rules import fingerprint
from emulation_cli.kernel import audit
from emulation_cli.kernel.audit import Change, canonical
from emulation_cli.kernel.likeness import alike
from emulation_cli.kernel.names import code_key, fold

__all__ = ["COMPLETED", "ENVIRONMENT", "EVERYDAY", "PREPARED", "make"]

SIZE = 10
"""Members of a block."""
RANKED = ("head", "deputy")
MEETINGS = {"PD": ("launch", "02-15"), "SK": ("midyear", "06-30"), "TK": ("yearend", "12-20")}
"""Letters in a meeting's code → what it is for, and its day."""
TARGETS = (
    ("GQTB", "Tỷ lệ giải quyết tố giác, tin báo về tội phạm", "≥ 90", "%"),
    ("KNCN", "Tỷ lệ kiến nghị, kháng nghị được chấp nhận", "≥ 85", "%"),
    ("TRHS", "Tỷ lệ án trả hồ sơ để điều tra bổ sung", "≤ 2", "%"),
    ("OAN", "Số vụ oan, sai", "= 0", "vụ"),
)
MOVEMENTS = (
    ("NTM", "Cả nước chung sức xây dựng nông thôn mới"),
    ("VNN", "Vì người nghèo - Không để ai bị bỏ lại phía sau"),
    ("VHCS", "Cán bộ, công chức, viên chức thi đua thực hiện văn hóa công sở"),
)
COLLECTIVE = ("CTD-KSND", "TTLDXS", "TTLDTT", "GK", "CTD-CP", "BK-TTG")
"""What units are commended by each year; BK-VKSTC comes from the ballots."""
PERSONAL = ("LDTT", "CSTD-CS", "GK-CN", "BK-VKSTC-CN", "CSTD-KSND", "BK-TTG-CN", "CSTD-TQ")
BALLOTED = "BK-VKSTC"
NOMINEES = 6
OFFICES = (
    ("TA", "Tòa án nhân dân", "TAND"),
    ("VKS", "Viện kiểm sát nhân dân", "VKSND"),
    ("THA", "Phòng Thi hành án dân sự", "Phòng THADS"),
    ("CA", "Công an", "CA"),
    ("TTR", "Thanh tra", "TTr"),
    ("QS", "Ban Chỉ huy Quân sự", "BCHQS"),
    ("THUE", "Thuế cơ sở", "Thuế"),
    ("BV", "Bệnh viện đa khoa", "BVĐK"),
    ("THPT", "Trường Trung học phổ thông", "THPT"),
    ("KB", "Kho bạc Nhà nước", "KBNN"),
)
# fmt: off
PROVINCES = {
    "HN": "Hà Nội", "HP": "Hải Phòng", "HUE": "Huế", "DNG": "Đà Nẵng", "HCM": "TP. Hồ Chí Minh", "CT": "Cần Thơ",
    "LC": "Lai Châu", "DB": "Điện Biên", "SL": "Sơn La", "LS": "Lạng Sơn", "CB": "Cao Bằng", "TQ": "Tuyên Quang",
    "LCA": "Lào Cai", "TN": "Thái Nguyên", "PT": "Phú Thọ", "BN": "Bắc Ninh", "HY": "Hưng Yên", "NB": "Ninh Bình",
    "TH": "Thanh Hóa", "NA": "Nghệ An", "HT": "Hà Tĩnh", "QN": "Quảng Ninh", "QT": "Quảng Trị",
    "QNG": "Quảng Ngãi", "GL": "Gia Lai", "KH": "Khánh Hòa", "LD": "Lâm Đồng", "DL": "Đắk Lắk", "DNA": "Đồng Nai",
    "TNI": "Tây Ninh", "VL": "Vĩnh Long", "DT": "Đồng Tháp", "CM": "Cà Mau", "AG": "An Giang",
}
# fmt: on
FAMILIES = ("Nguyễn", "Hoàng", "Lại", "Vũ", "Trần", "Lê", "Phạm", "Đỗ")
MIDDLES = ("Văn", "Anh", "Viết", "Việt", "Thị", "Đức", "Minh", "Hữu")
GIVEN = ("Tuyên", "Quang", "Cường", "Hoà", "Khoát", "Hùng", "Lan", "Nga", "Sơn", "Thảo", "Dũng", "Hạnh")
ITEM = "Nội dung thi đua thứ {number}: hoàn thành xuất sắc nhiệm vụ công tác năm {year}, giữ vững kỷ luật, kỷ cương"
TASK = "Nhiệm vụ thứ {number}: tiếp tục tổ chức thực hiện có hiệu quả Giao ước thi đua giữa các đơn vị trong Khối"

Rows = Iterable[tuple[object, ...]]


@dataclass(frozen=True)
class Shape:
    """How large a register is, and what follows from it: ids count from 1 in the order of blocks, years, members."""

    blocks: int
    years: int
    units: int
    commendations: int
    seed: int
    awards: dict[str, int] = field(default_factory=dict)
    duties: tuple[int, ...] = ()

    @property
    def tops(self) -> int:
        """Units that are members; the others are departments of these."""
        return self.units - self.units * 3 // 10

    @property
    def people(self) -> int:
        return 2 * self.units

    @property
    def first(self) -> int:
        return LAST - self.years + 1

    @cached_property
    def terms(self) -> list[tuple[int, int, int]]:
        """Every year of every block: its id, the block's place from 0, the year."""
        pairs = ((block, year) for block in range(self.blocks) for year in range(self.first, LAST + 1))
        return [(place, block, year) for place, (block, year) in enumerate(pairs, start=1)]

    def members(self, block: int) -> list[int]:
        """The ids of a block's members, in official order; some units sit in two blocks."""
        return [(block * SIZE + place) % self.tops + 1 for place in range(SIZE)]

    def meetings(self, term: int, year: int) -> list[tuple[int, str]]:
        """The meetings of a year by now: id, letters."""
        return [(3 * term - 2 + place, letters) for place, letters in enumerate(MEETINGS) if _is_over(letters, year)]


def _is_over(letters: str, year: int) -> bool:
    return f"{year}-{MEETINGS[letters][1]}" <= ENVIRONMENT["EMULATION_NOW"]


def unit_name(place: int, tops: int) -> tuple[str, str, str]:
    """Code, name and short name of the unit at a place from 0; a department's follow from its unit's."""
    if place >= tops:
        code, name, short = unit_name(place - tops, tops)
        return f"{code}.VP", f"Văn phòng {name}", f"VP {short}"
    letters, office, short = OFFICES[place % len(OFFICES)]
    province = list(PROVINCES)[place // len(OFFICES) % len(PROVINCES)]
    area = place // (len(OFFICES) * len(PROVINCES)) + 1
    where = f"khu vực {area} - {PROVINCES[province]}"
    return f"{province}-{letters}{area}", f"{office} {where}", f"{short} {where}"


def block_code(block: int) -> str:
    """The code of the block at a place from 0."""
    return f"K{block + 1:04d}"


def _meeting_code(block: int, letters: str, year: int) -> str:
    return f"{block_code(block)}-{letters}{year % 100}"


# -- the making -------------------------------------------------------------------------------------------------------


def make(
    path: Path,
    *,
    blocks: int = 1000,
    years: int = 10,
    units: int = 10_000,
    commendations: int = 1_000_000,
    seed: int = 1,
) -> None:
    """Make a register: `init --preset procuracy`, bulk rows, one ballot by the real commands, more like it."""
    with mock.patch.dict(os.environ, {**ENVIRONMENT, "EMULATION_DB": str(path)}):
        _told("init", "--preset", "procuracy")
        shape = Shape(blocks, years, units, commendations, seed)
        with _bulk(path) as connection:
            awards = {row["code"]: row["id"] for row in connection.execute("SELECT id, code FROM award")}
            owed = connection.execute("SELECT id FROM duty WHERE owed_by = 'unit' ORDER BY id LIMIT 2")
            shape.awards.update(awards)
            reports = tuple(row["id"] for row in owed)
            for table, rows in _ground(shape, reports):
                _fill(connection, table, rows)
            _log(connection, shape)
        ballot = _real_ballot(shape)
        with _bulk(path) as connection:
            _ballots(connection, shape, ballot)
            _fill(connection, COMMENDATION, _commendations(shape))


def _told(*words: str) -> None:
    done = run(words)
    if done.code:
        raise RuntimeError(f"emulation {' '.join(words)}: {done.err}")


class _bulk(closing[sqlite3.Connection]):  # noqa: N801 - reads as a word
    """One transaction over a register, fast because the file may be lost with the machine."""

    def __init__(self, path: Path) -> None:
        connection = sqlite3.connect(path, isolation_level=None)
        connection.row_factory = sqlite3.Row
        for pragma in ("foreign_keys=ON", "synchronous=OFF", "journal_mode=MEMORY", "cache_size=-400000"):
            connection.execute(f"PRAGMA {pragma}")
        connection.execute("BEGIN IMMEDIATE")
        super().__init__(connection)

    def __exit__(self, *error: object) -> None:
        self.thing.execute("ROLLBACK" if error[0] else "COMMIT")
        self.thing.execute("PRAGMA journal_mode=DELETE")
        super().__exit__(*error)


def _fill(connection: sqlite3.Connection, table: str, rows: Rows) -> None:
    """Insert rows into `TABLE COLUMN COLUMN …`."""
    name, *columns = table.split()
    quoted = ", ".join(f'"{column}"' for column in columns)
    sql = f'INSERT INTO "{name}" ({quoted}) VALUES ({", ".join("?" * len(columns))})'
    connection.executemany(sql, rows)


def _ground(shape: Shape, reports: tuple[int, ...]) -> Iterator[tuple[str, Rows]]:
    """Everything but ballots and commendations, each table after those that it refers to."""
    yield "document id number key kind on issuer subject", _documents()
    yield "movement id code key name name_key alike_key scope kind", _movements()
    yield "unit id code key name name_key alike_key short short_key kind order parent_id valid_from", _units(shape)
    yield "unit_alias owner_id value key", _aliases(shape)
    yield "person id code key name name_key alike_key unit_id post born", _people(shape)
    yield "block id code key name name_key alike_key kind authority", _blocks(shape)
    yield "year id block_id year theme from to state closed_on", _years(shape)
    yield "member year_id unit_id order from", _members(shape)
    yield "leadership year_id from unit_id role order method person", _leadership(shape)
    yield from _of_meetings(shape)
    yield from _of_pledges(shape)
    yield from _of_scores(shape)
    yield "receipt duty_id year_id unit_id on", _receipts(shape, reports)
    yield "registration year_id number unit_id award_id count on", _registrations(shape)
    yield "question year_id number unit_id asked_on text key", _questions(shape)


def _called(name: str) -> tuple[str, str, str]:
    """A name with the keys that it is found by."""
    return name, fold(name), alike(name)


def _documents() -> Iterator[tuple[object, ...]]:
    for number in range(1, 201):
        code = f"{number}/KH-TĐKT"
        yield (
            number,
            code,
            fold(code),
            "Kế hoạch",
            f"{LAST - number % 10}-01-10",
            "VKSND tối cao",
            "về công tác thi đua",
        )


def _movements() -> Iterator[tuple[object, ...]]:
    for number, (code, name) in enumerate(MOVEMENTS, start=1):
        yield number, code, code_key(code), *_called(name), "national", "thematic"


def _units(shape: Shape) -> Iterator[tuple[object, ...]]:
    for place in range(shape.units):
        code, name, short = unit_name(place, shape.tops)
        above = place - shape.tops + 1 if place >= shape.tops else None
        kind = OFFICES[place % len(OFFICES)][1] if above is None else "Phòng"
        yield place + 1, code, code_key(code), *_called(name), short, fold(short), kind, place + 1, above, "2000-01-01"


def _aliases(shape: Shape) -> Iterator[tuple[object, ...]]:
    """Every fifth unit goes by its old name, too."""
    for place in range(0, shape.tops, 5):
        alias = unit_name(place, shape.tops)[1].replace("khu vực", "huyện số")
        yield place + 1, alias, fold(alias)


def _people(shape: Shape) -> Iterator[tuple[object, ...]]:
    draw = random.Random(shape.seed)
    for place in range(shape.people):
        name = " ".join(draw.choice(part) for part in (FAMILIES, MIDDLES, MIDDLES, GIVEN))
        post = ("Viện trưởng", "Chuyên viên")[place >= shape.units]
        code = f"CN{place + 1:05d}"
        yield place + 1, code, code_key(code), *_called(name), place % shape.units + 1, post, draw.randint(1962, 2001)


def _blocks(shape: Shape) -> Iterator[tuple[object, ...]]:
    for block in range(shape.blocks):
        code = block_code(block)
        name = f"Khối thi đua số {block + 1} {PROVINCES[list(PROVINCES)[block % len(PROVINCES)]]}"
        yield block + 1, code, code_key(code), *_called(name), "block", "VKSND tối cao"


def _years(shape: Shape) -> Iterator[tuple[object, ...]]:
    for term, block, year in shape.terms:
        theme = f"Đoàn kết, đổi mới - Trách nhiệm, kỷ cương năm {year}"
        fate = ("open", None) if year == LAST else ("closed", f"{year + 1}-01-31")
        yield term, block + 1, year, theme, f"{year}-01-01", f"{year}-12-31", *fate


def _members(shape: Shape) -> Iterator[tuple[object, ...]]:
    for term, block, year in shape.terms:
        for order, unit in enumerate(shape.members(block), start=1):
            yield term, unit, order, f"{year}-01-01"


def _leadership(shape: Shape) -> Iterator[tuple[object, ...]]:
    """The lead goes round: last year's deputy is this year's head."""
    for term, block, year in shape.terms:
        units = shape.members(block)
        for order, role in enumerate(RANKED):
            unit = units[(year + order) % SIZE]
            yield term, f"{year}-01-01", unit, role, order, "agreed", f"{_person(unit)}, Viện trưởng"


def _person(unit: int) -> str:
    return f"{FAMILIES[unit % len(FAMILIES)]} {MIDDLES[unit % len(MIDDLES)]} {GIVEN[unit % len(GIVEN)]}"


def _of_meetings(shape: Shape) -> Iterator[tuple[str, Rows]]:
    held = [
        (meeting, letters, term, block, year)
        for term, block, year in shape.terms
        for meeting, letters in shape.meetings(term, year)
    ]
    rows = (
        (meeting, code, code_key(code), term, f"{year}-{MEETINGS[letters][1]}", "in-person", shape.members(block)[0])
        for meeting, letters, term, block, year in held
        for code in [_meeting_code(block, letters, year)]
    )
    yield "meeting id code key year_id on mode host_id", rows
    yield "meeting_purpose owner_id kind", ((meeting, MEETINGS[letters][0]) for meeting, letters, *_term in held)
    present = ((meeting, unit, "present") for meeting, *_term, block, _year in held for unit in shape.members(block))
    yield "attendance meeting_id unit_id state", present
    reviews = [(meeting, year) for meeting, letters, _term, _block, year in held if letters == "SK"]
    texts = [(number, TASK.format(number=number)) for number in range(1, 10)]
    yield (
        "task meeting_id number text key done",
        ((meeting, number, text, fold(text), int(year < LAST)) for meeting, year in reviews for number, text in texts),
    )
    guests = [(meeting, f"{_person(meeting)}, Vụ trưởng") for meeting, *_more in held]
    yield "guest meeting_id number person key", ((meeting, 1, guest, fold(guest)) for meeting, guest in guests)


def _of_pledges(shape: Shape) -> Iterator[tuple[str, Rows]]:
    """Each year's pledge, adopted at its launch and signed by all, with the results of its two periods."""
    pledges = (
        (term, term, 1, 1, f"Giao ước thi đua năm {year}", shape.meetings(term, year)[0][0], 1)
        for term, _block, year in shape.terms
    )
    yield "pledge id year_id version current title meeting_id consensus", pledges
    items = (
        (term, number, text, fold(text))
        for term, _block, year in shape.terms
        for number in range(1, 13)
        for text in [ITEM.format(number=number, year=year)]
    )
    yield "pledge_item pledge_id number text key", items
    targets = (
        (4 * (term - 1) + place, term, code, code_key(code), name, goal, measure)
        for term, _block, _year in shape.terms
        for place, (code, name, goal, measure) in enumerate(TARGETS, start=1)
    )
    yield "target id pledge_id code key name goal measure", targets
    signed = ((term, unit, f"{year}-02-15") for term, block, year in shape.terms for unit in shape.members(block))
    yield "signature pledge_id unit_id signed_on", signed
    yield "result target_id unit_id period actual on", _results(shape)


def _results(shape: Shape) -> Iterator[tuple[object, ...]]:
    draw = random.Random(shape.seed)
    for term, block, year in shape.terms:
        periods = [("midyear", f"{year}-07-05")] + [("year", f"{year}-12-15")] * (year < LAST)
        for period, day in periods:
            for target in range(4 * term - 3, 4 * term + 1):
                for unit in shape.members(block):
                    yield target, unit, period, draw.randint(0, 10_000), day


def _of_scores(shape: Shape) -> Iterator[tuple[str, Rows]]:
    """A score table of every year; in the closed ones with the points that the units gave themselves."""
    criteria = (
        (5 * (term - 1) + number, term, number, f"TC{number}", f"tc{number}", "points", name, 2000)
        for term, _block, _year in shape.terms
        for number, name in enumerate(CRITERIA, start=1)
    )
    yield "criterion id year_id number code key kind name most", criteria
    scores = (
        (5 * (term - 1) + number, unit, "self", 1000 + unit % 1000)
        for term, block, year in shape.terms
        if year < LAST
        for number in range(1, len(CRITERIA) + 1)
        for unit in shape.members(block)
    )
    yield "score criterion_id unit_id stage points", scores


def _receipts(shape: Shape, reports: tuple[int, ...]) -> Iterator[tuple[object, ...]]:
    for term, block, year in shape.terms:
        for duty in reports if year < LAST else ():
            for unit in shape.members(block):
                yield duty, term, unit, f"{year}-12-10"


def _registrations(shape: Shape) -> Iterator[tuple[object, ...]]:
    for term, block, year in shape.terms:
        for number, unit in enumerate(shape.members(block), start=1):
            yield term, number, unit, shape.awards["TTLDXS"], 1, f"{year}-02-15"


def _questions(shape: Shape) -> Iterator[tuple[object, ...]]:
    text = "Hồ sơ đề nghị khen thưởng nộp trước ngày nào?"
    for term, block, year in shape.terms:
        yield term, 1, shape.members(block)[3], f"{year}-05-10", text, fold(text)


def _log(connection: sqlite3.Connection, shape: Shape) -> None:
    """Every year's members entered at once, as an import enters them."""
    for _term, block, year in shape.terms:
        code = f"{block_code(block)}/{year}"
        units = [unit_name(unit - 1, shape.tops)[0] for unit in shape.members(block)]
        changes = [
            Change(f"member {code} {unit}", None, {"year": code, "unit": unit, "order": order, "from": f"{year}-01-01"})
            for order, unit in enumerate(units, start=1)
        ]
        audit.append(connection, "import members", changes, counts={"rows": len(changes), "added": len(changes)})


# -- ballots ----------------------------------------------------------------------------------------------------------


def _real_ballot(shape: Shape) -> str:
    """A ballot of the first block's open year, by the commands that an officer types; its code."""
    ballot, year = f"{block_code(0)}-BP{LAST % 100}", f"{block_code(0)}/{LAST}"
    line = ("--threshold", "80%", "--of", "members")
    _told("ballot", "new", ballot, year, "--meeting", _meeting_code(0, "SK", LAST), *line)
    for unit in shape.members(0)[:NOMINEES]:
        code = unit_name(unit - 1, shape.tops)[0]
        _told("ballot", "nominate", ballot, code, "--award", BALLOTED, "--movement", MOVEMENTS[0][0])
    _told("ballot", "teller", ballot, "Người kiểm phiếu 1", "Người kiểm phiếu 2")
    for verb in ("freeze", "open", "close"):
        _told("ballot", verb, ballot)
    votes = [f"--votes={number}={SIZE}/0/0" for number in range(1, NOMINEES + 1)]
    _told("ballot", "count", ballot, "--returned", str(SIZE), "--invalid", "0", *votes)
    _told("ballot", "seal", ballot)
    return ballot


COUNTED = ("entitled", "present", "written", "issued", "returned", "valid", "invalid", "note")
COMMENDATION = "commendation unit_id person_id award_id on document document_key kind for for_key of_year nominee_id"


def _ballots(connection: sqlite3.Connection, shape: Shape, code: str) -> None:
    """A ballot like the real one in every other year, at its last meeting; what closed years' proposed was granted."""
    real = dict(connection.execute("SELECT * FROM ballot WHERE code = ?", (code,)).fetchone())
    tellers = [tuple(row) for row in connection.execute("SELECT key, name, place FROM teller ORDER BY place")]
    terms = [(term, block, year) for term, block, year in shape.terms if (block, year) != (0, LAST)]
    made = [_Ballot(shape, real, term, block, year) for term, block, year in terms]
    columns = "ballot id code key year_id meeting_id mode state threshold comparison base self_voting"
    rule = tuple(real[column] for column in ("mode", "threshold", "comparison", "base", "self_voting"))
    drafts = (
        (one.id, one.code, code_key(one.code), one.term, one.meeting, rule[0], "draft", *rule[1:]) for one in made
    )
    _fill(connection, columns, drafts)
    _fill(connection, "teller ballot_id key name place", ((one.id, *teller) for one in made for teller in tellers))
    nominees = "nominee id ballot_id number unit_id award_id movement_id agree disagree blank outcome"
    _fill(connection, nominees, (row for one in made for row in one.nominees()))
    roll = ((one.id, unit, "present", 1) for one in made for unit in one.units)
    _fill(connection, "roll ballot_id unit_id presence issued", roll)
    frozen = ((canonical(one.frozen), SIZE, SIZE, 0, SIZE, one.id) for one in made)
    what = "frozen = ?, entitled = ?, present = ?, written = ?, issued = ?"
    connection.executemany(f"UPDATE ballot SET state = 'closed', {what} WHERE id = ?", frozen)
    _fill(
        connection,
        "ballot_count id ballot_id entry version returned invalid",
        ((one.id, one.id, 1, 1, SIZE, 0) for one in made),
    )
    _fill(
        connection,
        "ballot_sum count_id number agree disagree blank",
        ((one.id, number, SIZE, 0, 0) for one in made for number in range(1, NOMINEES + 1)),
    )
    connection.executemany(
        "UPDATE ballot SET state = 'sealed', returned = ?, valid = ?, invalid = 0, fingerprint = ? WHERE id = ?",
        ((SIZE, SIZE, one.fingerprint, one.id) for one in made),
    )
    closed = [one for one in made if one.year < LAST]
    steps = ((nominee, step, day, "1/TTr-TĐKT") for one in closed for nominee, step, day in one.steps())
    _fill(connection, "nomination_step nominee_id step on document", steps)
    _fill(connection, COMMENDATION, (row for one in closed for row in one.granted()))


class _Ballot:
    """A sealed ballot as it follows from the real one: another year, other members, the same rule and votes."""

    def __init__(self, shape: Shape, real: dict[str, object], term: int, block: int, year: int) -> None:
        self.id, self.term, self.block, self.year, self.real = term + 1, term, block, year, real
        self.code = f"{block_code(block)}-BP{year % 100}"
        self.meeting, self.letters = shape.meetings(term, year)[-1]
        self.units = shape.members(block)
        self.tops, self.award = shape.tops, shape.awards[BALLOTED]

    @property
    def on(self) -> str:
        return f"{self.year}-{MEETINGS[self.letters][1]}"

    def _named(self, unit: int) -> dict[str, object]:
        code, name, _short = unit_name(unit - 1, self.tops)
        return {"code": code, "name": name}

    @cached_property
    def frozen(self) -> dict[str, object]:
        model = json.loads(str(self.real["frozen"]))
        purpose = MEETINGS[self.letters][0]
        return model | {
            "ballot": self.code,
            "meeting": _meeting_code(self.block, self.letters, self.year),
            "on": self.on,
            "year": f"{block_code(self.block)}/{self.year}",
            "conference": {**model["conference"], "kinds": [purpose]},
            "entitled": [{"id": unit, **self._named(unit)} for unit in self.units],
            "ids": [[row[2], row[3], row[4], row[5]] for row in self.nominees()],
            "nominees": [
                one | self._named(unit) for one, unit in zip(model["nominees"], self.units[:NOMINEES], strict=True)
            ],
        }

    @property
    def fingerprint(self) -> str:
        numbers = dict.fromkeys(COUNTED, SIZE) | {"written": 0, "invalid": 0, "note": None}
        lines = [(number, SIZE, 0, 0, "passed") for number in range(1, NOMINEES + 1)]
        return fingerprint(canonical(self.frozen), numbers, lines)

    def nominees(self) -> list[tuple[object, ...]]:
        first = NOMINEES * self.term
        return [
            (first + number, self.id, number, unit, self.award, 1, SIZE, 0, 0, "passed")
            for number, unit in enumerate(self.units[:NOMINEES], start=1)
        ]

    def steps(self) -> Iterator[tuple[object, str, str]]:
        for nominee, *_more in self.nominees():
            yield nominee, "complete", f"{self.year}-12-22"
            yield nominee, "submitted", f"{self.year}-12-24"

    def granted(self) -> Iterator[tuple[object, ...]]:
        for nominee, _ballot, _number, unit, *_more in self.nominees():
            decision = f"{self.block + 1}/QĐ-VKSTC"
            day = f"{self.year}-12-30"
            yield unit, None, self.award, day, decision, fold(decision), "regular", None, None, self.year, nominee


# -- commendations ----------------------------------------------------------------------------------------------------


def _commendations(shape: Shape) -> Iterator[tuple[object, ...]]:
    """The rest of the commendations, year by year: one half to units, the other to people."""
    granted = NOMINEES * shape.blocks * (shape.years - 1)
    rest = max(shape.commendations - granted, 0)
    draw = random.Random(shape.seed)
    kinds = ((shape.units, COLLECTIVE, 1, rest - rest // 2), (shape.people, PERSONAL, -1, rest // 2))
    for year in range(shape.years):
        for count, awards, sign, whole in kinds:
            ids = [shape.awards[award] for award in awards]
            for recipient in range(count):
                had, has = (
                    _share(whole, count * shape.years, year * count + one) for one in (recipient, recipient + 1)
                )
                for number in range(has - had):
                    yield _commended(draw, sign * (recipient + 1), ids, shape.first + year, number)


def _share(whole: int, parts: int, part: int) -> int:
    """How many of `whole` fall to the first `part` of `parts`."""
    return whole * part // parts


def _commended(draw: random.Random, recipient: int, awards: list[int], year: int, number: int) -> tuple[object, ...]:
    """One commendation; a second round of the same awards in a year is for something else."""
    award, again = awards[(recipient + number) % len(awards)], number // len(awards)
    decision = f"{draw.randint(1, 2000)}/QĐ-VKSTC"
    day = f"{year}-{draw.choice(('01', '04', '06', '12'))}-{draw.randint(1, 28):02d}"
    what = f"thành tích đợt {again + 1}" if again else None
    unit, person = (recipient, None) if recipient > 0 else (None, -recipient)
    return unit, person, award, day, decision, fold(decision), "regular", what, what and fold(what), year, None
