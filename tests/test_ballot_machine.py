"""Ballots as a state machine: any command at any time does what a model in plain Python says, or is refused unwritten.

The model keeps dicts and exact fractions and knows nothing of the program's own rules. After every command the file's
bytes and every `ballot show` are held against it; at the end the file is whole, the log and the sealed ballots verify.
"""

import contextlib
import functools
import io
import json
import sqlite3
import sys
import tempfile
from fractions import Fraction
from pathlib import Path

import pytest
from hypothesis import note, settings
from hypothesis import strategies as st
from hypothesis.stateful import RuleBasedStateMachine, initialize, invariant, precondition, rule

from emulation_cli import app

UNITS, AWARDS = ["TH", "NA", "HT", "QB", "QT", "TTH"], ["GK", "BK"]
STRANGER, UNKNOWN = "DN", "XYZ"  # a unit of no block, and a code that is not registered
SETUP = "init; block add C6 Cụm --kind cluster; year open C6/2023; meeting add SK C6/2023 --kind other --on 30/06/2023"
PLACES, CHOICES = ["present", "written", "absent"], ["agree", "disagree", "blank"]
BASES = ["members", "present", "issued", "returned", "valid"]
PAPER = ("entitled", "present", "written", "issued", "returned", "invalid", "valid")
OUTCOME = ("number", "nominee", "award", *CHOICES, "base", "needed", "outcome")
SHARES = {text: Fraction(text) for text in ("1/2", "2/3", "3/4", "4/5", "9/10", "1/1")}
ONWARD = {"draft": "freeze", "frozen": "open", "open": "close vote", "closed": "count", "counted": "seal count"}
UNTIL_CLOSE, SEALED = ("draft", "frozen", "open"), ("sealed", "superseded")
RARELY = st.sampled_from([False, False, False, True, False, False])
A_SHARE, A_NOTE = st.sampled_from(list(SHARES)), st.sampled_from(["một phiếu không nộp", None, "một phiếu rách"])
A_LINE = st.tuples(A_SHARE, st.sampled_from([None, "--more-than", None]), st.sampled_from(BASES))
A_COUNCIL = {"entitled": st.integers(4, 12), "present": st.integers(0, 9), "written": st.integers(0, 3)}
VERBS, PREPARED = {}, {}
LOAD = functools.cache(app.load)  # reading a noun's verbs anew for every command would take two thirds of the time


class Ballot:
    """What must hold of a ballot. A line is (share, --more-than, base), a roll says of each unit (presence, whether it
    has a slip), a council is entitled, present, written, a count is (returned, invalid, votes by nominee, note)."""

    def __init__(self, code, typed, nominees, tellers, roll, council=None):
        self.code, self.nominees, self.tellers, self.roll, self.council = code, nominees, tellers, roll, council
        self.mode, self.line, self.quorum, self.seats, self.double = self.typed = typed
        self.state, self.counts, self.votes, self.boxes = "draft", {}, {}, []
        self.end = dict.fromkeys(("reason", "origin", "superseded_by", "fingerprint"))

    numbers = property(lambda self: range(1, len(self.nominees) + 1))

    def paper(self):
        """entitled, present, written, issued."""
        if self.council:
            return *self.council, self.council[1] + self.council[2]
        places = [place for place, _ in self.roll.values()]
        return len(places), *map(places.count, PLACES[:2]), sum(slip for _, slip in self.roll.values())

    def add_up(self, slips):
        valid = [slip for slip in slips if "invalid" not in slip]
        votes = {n: tuple(map([slip[n - 1] for slip in valid].count, CHOICES)) for n in self.numbers}
        return len(slips), len(slips) - len(valid), votes

    def unsound(self, returned, invalid, votes, said):
        """Whether an identity of a count is broken, or missing slips go without a note."""
        silent = returned < self.paper()[3] and not said and self.mode != "named"
        odd = set(votes) != set(self.numbers) or any(sum(vote) != returned - invalid for vote in votes.values())
        return silent or odd or not invalid <= returned <= self.paper()[3] or self.mode == "consensus"

    def quorum_met(self):
        entitled, present, *_ = self.paper()
        return Fraction(present, entitled) >= SHARES[self.quorum] if self.quorum else None

    def outcome(self, mine, needed, agreeing):
        if not self.line or self.quorum_met() is False:
            return "passed" if self.quorum_met() is not False else "no-quorum"
        over = [agree for agree in agreeing if needed is not None and agree >= needed]
        seats = self.seats or len(over)
        if mine not in over or sum(agree > mine for agree in over) >= seats:
            return "not-passed"
        return "tied" if sum(agree >= mine for agree in over) > seats else "passed"

    def line_at(self, returned, invalid):
        """The number that the line is reckoned of, and the fewest agreeing votes that reach it."""
        if not self.line:
            return None, None
        entitled, present, _, issued = self.paper()
        base = (entitled, present, issued, returned, returned - invalid)[BASES.index(self.line[2])]
        line, reaches = SHARES[self.line[0]], Fraction.__gt__ if self.line[1] else Fraction.__ge__
        return base, next((some for some in range(base + 2) if base and reaches(Fraction(some, base), line)), None)

    def outcomes(self, returned, invalid, votes, _said):
        (base, needed), agreeing = self.line_at(returned, invalid), [vote[0] for vote in votes.values()]
        for number, nominee in zip(self.numbers, self.nominees, strict=True):
            vote = votes.get(number, (None,) * 3)
            yield number, *nominee, *vote, base, needed, self.outcome(vote[0], needed, agreeing)

    def shown(self):
        """What `ballot show` must say; nothing of the count before the seal."""
        counts = [self.counts[entry] for entry in sorted(self.counts) if self.state in SEALED]
        returned, invalid, *_ = counts[0] if counts else (None, None)
        valid, (share, strict, base) = None if returned is None else returned - invalid, self.line or (None,) * 3
        shown = {"state": self.state, "mode": self.mode, "seats": self.seats, "double_entry": self.double, **self.end}
        shown |= {"tellers": self.tellers, "quorum": self.quorum, "quorum_met": self.quorum_met()}
        shown |= dict(zip(PAPER, (*self.paper(), returned, invalid, valid), strict=True))
        shown["rule"] = share and (*SHARES[share].as_integer_ratio(), "more-than" if strict else "at-least", base)
        shown["note"] = "; ".join(dict.fromkeys(count[3] for count in counts if count[3])) or None
        shown["nominees"] = [(number, *self.nominees[number - 1]) for number in self.numbers]
        return shown | {"outcomes": list(self.outcomes(*counts[0])) if counts else []}

    def a_box(self, draw):
        """The slips to be counted: new ones, often on the edge of the line, or those that were counted before."""
        if self.boxes and (self.mode == "named" or draw(st.booleans())):  # other numbers for named votes: a fault
            return draw(st.sampled_from(self.boxes))
        issued = self.paper()[3]
        returned = draw(st.sampled_from([issued, issued + 1, max(issued - 1, 0), issued, issued, issued]))
        valid = max(returned - draw(st.sampled_from([0, 2, 1, 0, 0])), 0)
        near = st.sampled_from([edge := self.line_at(returned, returned - valid)[1] or 1, edge - 1])
        marks = [(draw(near | st.integers(0, valid)), draw(st.integers(0, valid))) for _ in self.numbers]
        columns = [(["agree"] * agree + ["disagree"] * other + ["blank"] * valid)[:valid] for agree, other in marks]
        return [*zip(*columns, strict=True), *[("invalid",) * len(marks)] * (returned - valid)]


def verb(*states):
    """A rule: a command in place in these states, whose end it foretells; the rule `out_of_turn` gives it in any."""

    def made(function):
        def run(self, data):
            function(self, self.ballots[data.draw(st.sampled_from(self.those(states)))], data.draw)

        run.__name__ = function.__name__
        VERBS[function.__name__.replace("_", "-")] = (function, states)
        return precondition(lambda self: self.those(states))(rule(data=st.data())(run))

    return made


class Ballots(RuleBasedStateMachine):
    def __init__(self):
        super().__init__()
        self.ballots, self.seen, self.astray, self.after = {}, b"", False, contextlib.ExitStack()
        folder = Path(self.after.enter_context(tempfile.TemporaryDirectory()))
        patch = self.after.enter_context(pytest.MonkeyPatch.context())
        patch.setattr(sys, "argv", [])
        patch.setattr(app, "load", LOAD)
        self.db, self.file = folder / "register.db", folder / "slips.csv"
        for setting in (f"DB={self.db}", "LANG=en", "NOW=2023-07-01T08:00:00Z", "WAIT=10", "ACTOR=Người kiểm thử"):
            patch.setenv(*f"EMULATION_{setting}".split("="))

    @initialize(data=st.data(), size=st.integers(3, 6))
    def begin(self, data, size):
        """A block whose last unit stays away from the meeting, made once for each size and then copied; a ballot."""
        self.here = dict.fromkeys(UNITS[: size - 1], ("present", True)) | {UNITS[size - 1]: ("absent", False)}
        if size not in PREPARED:
            commands = [*SETUP.split("; "), *(f"unit add {unit} VKSND-{unit}" for unit in (*self.here, STRANGER))]
            commands += [f"award add {code} Giấy-{code} --level unit --recipient collective" for code in AWARDS]
            commands += [f"year join C6/2023 {unit}" for unit in self.here]
            for command in (*commands, *(f"meeting attend SK {unit}" for unit in UNITS[: size - 1])):
                self.run(*command.split())
            PREPARED[size] = self.db.read_bytes()
        self.db.write_bytes(PREPARED[size])
        self.new(data)

    def run(self, *words, wrong=()):
        """What a command says on stdout; where something is wrong, it ends with one of these codes."""
        sys.argv = ["emulation", *(str(word) for word in words if word is not None)]
        out, err = io.StringIO(), io.StringIO()
        with contextlib.redirect_stdout(out), contextlib.redirect_stderr(err):
            code = app.main()
        note(f"{sys.argv}: exit {code} {err.getvalue() if code else ''}")
        assert code in (wrong or [0])
        return out.getvalue()

    def did(self, ballot, name, *words, two=False, three=False, four=False, nothing=False, at="", then=""):
        """Whether a command does its work; `two`, `three`, `four`: what is wrong that would end with that code."""
        before, code = self.db.read_bytes(), UNKNOWN if self.astray else ballot.code
        wrong = [3] * bool(ballot.state not in VERBS[at or name][1] or three) + [4] * bool(four) or [2] * two
        wrong = [4] if self.astray else wrong
        self.run("ballot", name, code, *words, wrong=wrong)
        assert self.db.read_bytes() == before or not (wrong or nothing)
        ballot.state = ballot.state if wrong else then or ballot.state
        return not wrong

    def those(self, states):
        return [code for code in reversed(self.ballots) if self.ballots[code].state in states]

    @precondition(lambda self: len(self.ballots) < 3)
    @rule(data=st.data())
    def new(self, data):
        """A ballot, mostly with what it needs, and some steps on its way."""
        draw, mode = data.draw, data.draw(st.sampled_from(["secret", "consensus", "hands", "named", "hands"]))
        code, line = f"B{len(self.ballots) + 1 - draw(RARELY)}", None if mode == "consensus" else draw(A_LINE)
        line = draw(st.none() | A_LINE) if draw(RARELY) else line
        quorum = draw(A_SHARE) if draw(RARELY) else None
        seats, double = draw(st.sampled_from([None, 1, 2])), draw(RARELY)
        words = [f"--{name}={value}" for name, value in (("quorum", quorum), ("seats", seats)) if value]
        words += ["--threshold", line[0], line[1], "--of", line[2]] if line else []
        words += ["--mode", mode, "--double-entry" if double else None]
        twice = double and mode in ("consensus", "named")
        wrong = [3] * (code in self.ballots or twice or (mode == "consensus" and line is not None))
        self.run("ballot", "new", code, "C6/2023", "--meeting", "SK", *words, wrong=wrong)
        if not wrong:
            self.ballots[code] = Ballot(code, (mode, line, quorum, seats, double), [], [], dict(self.here))
            one = draw(st.sampled_from(["teller", "roll", "entitled", "council"]))
            for name in ["teller", *["nominate"] * draw(st.integers(2, 4)), one]:
                VERBS[name][0](self, self.ballots[code], draw)
            self.onward(data, draw(st.sampled_from([6, 0, 8, 3, 8])))

    @verb("draft")
    def nominate(self, ballot, draw):
        unit, award = who = [draw(st.sampled_from([*one, UNKNOWN, *one * 3])) for one in (list(self.here), AWARDS)]
        if self.did(ballot, "nominate", unit, "--award", award, three=who in ballot.nominees, four=UNKNOWN in who):
            ballot.nominees.append(who)

    @verb("draft")
    def drop(self, ballot, draw):
        number = draw(st.integers(1, len(ballot.nominees) + 1))
        if self.did(ballot, "drop", number, four=number not in ballot.numbers):
            del ballot.nominees[number - 1]

    @verb("draft")
    def teller(self, ballot, draw):
        names = sorted(f"Người kiểm phiếu {one}" for one in draw(st.sets(st.sampled_from(["ba", "một"]), min_size=1)))
        if self.did(ballot, "teller", *names):
            ballot.tellers = names

    @verb(*UNTIL_CLOSE)
    def roll(self, ballot, draw):
        """Everybody in one place, with a slip or without; now and then a unit in a place that is not its own."""
        places = {unit: draw(st.sampled_from(PLACES)) for unit in ballot.roll}
        there = [unit for unit in places if places[unit] != "absent"]
        slips = [unit for unit in there if not draw(RARELY)] or there
        odd, where = draw(st.sampled_from([STRANGER, UNKNOWN, *places])), draw(st.sampled_from([None] * 8 + PLACES))
        three = (where and odd != UNKNOWN and places.get(odd) != where) or ballot.council
        words = [f"--{place}={unit}" for unit, place in [*places.items(), (odd, where)] if place]
        words += [f"--issued={unit}" for unit in slips if slips != there]
        if self.did(ballot, "roll", *words, three=three, four=where and odd == UNKNOWN):
            ballot.roll = {unit: (places[unit], unit in slips) for unit in places}

    @verb("draft")
    def entitled(self, ballot, draw):
        units = draw(st.sets(st.sampled_from([*self.here, STRANGER, UNKNOWN, *self.here, *self.here]), min_size=1))
        wrong = {"three": STRANGER in units, "four": UNKNOWN in units}
        if self.did(ballot, "roll", "--entitled", ",".join(sorted(units)), **wrong, at="entitled"):
            ballot.roll, ballot.council = {unit: self.here[unit] for unit in self.here if unit in units}, None

    @verb(*UNTIL_CLOSE)
    def council(self, ballot, draw):
        given = {key: draw(number) for key, number in A_COUNCIL.items() if draw(st.booleans())} or {"entitled": 9}
        before = dict(zip(A_COUNCIL, ballot.council or (None, 0, 0), strict=True))
        entitled, present, written = after = tuple((before | given).values())
        late = ("entitled" in given or not ballot.council) and ballot.state != "draft"
        words = [f"--{key}-number={number}" for key, number in given.items()]
        if self.did(ballot, "roll", *words, three=late or not entitled or present + written > entitled, at="council"):
            ballot.council, ballot.roll = after, dict(self.here)

    @verb("draft")
    def freeze(self, ballot, _draw):
        unfit = (ballot.mode == "secret" and not ballot.tellers) or (ballot.mode != "consensus" and not ballot.line)
        self.did(ballot, "freeze", three=unfit or not ballot.nominees, then="frozen")

    @verb("frozen")
    def unfreeze(self, ballot, _draw):
        self.did(ballot, "unfreeze", "--reason", "ghi nhầm", then="draft")

    @verb("frozen")
    def open(self, ballot, _draw):
        self.did(ballot, "open", then="open")

    @verb("open")
    def close(self, ballot, _draw):
        """A named ballot is counted at once, unless somebody who voted has no slip any more."""
        then, box = "counted" if ballot.mode == "named" else "closed", [*ballot.votes.values()]
        mute = any(not ballot.roll[unit][1] for unit in ballot.votes)
        if self.did(ballot, "close", three=mute, then=then) and then == "counted":
            ballot.boxes, ballot.counts[1] = [box], (*ballot.add_up(box), None)

    @verb("open")
    def vote(self, ballot, draw):
        some = st.sampled_from([*self.here, STRANGER, UNKNOWN, *self.here, *self.here])
        for unit in sorted(draw(st.sets(some, min_size=1, max_size=6 if ballot.mode == "named" else 1))):
            slip, again = [draw(st.sampled_from(CHOICES)) for _ in ballot.numbers][draw(RARELY) :], draw(st.booleans())
            voting = ballot.mode == "named" and not ballot.council and ballot.roll.get(unit, ("", False))[1]
            three = not voting or len(slip) < len(ballot.numbers) or (unit in ballot.votes and not again)
            words = [unit, ",".join(f"{n}={mark}" for n, mark in enumerate(slip, 1)), "--correct" if again else None]
            if self.did(ballot, "vote", *words, three=three, four=unit == UNKNOWN):
                ballot.votes[unit] = slip

    @verb("closed", "counted")
    def count(self, ballot, draw):
        """A consensus; or slips, added up, now and then with a wrong number, or as a file."""
        if (ballot.mode == "consensus") != draw(RARELY):
            if self.did(ballot, "count", "--consensus", three=ballot.mode != "consensus", nothing=1 in ballot.counts):
                ballot.state, ballot.counts[1] = "counted", (None, None, {}, None)
            return
        box, said, why, by_file = ballot.a_box(draw), draw(A_NOTE), draw(st.booleans()), draw(st.booleans())
        entry = draw(st.sampled_from([1, 2] if ballot.double else [1] * 5 + [2]))
        returned, invalid, votes = ballot.add_up(box)
        words, torn = ["tally", self.file], [["có lẽ"] * len(votes)] * (by_file and draw(RARELY))
        self.file.write_text("".join(",".join(map(str, row)) + "\n" for row in [ballot.numbers, *box, *torn]))
        if votes and not by_file and ballot.mode != "named" and draw(RARELY):
            returned, invalid = (number + draw(st.integers(0, 1)) for number in (returned, invalid))
            votes = {n + draw(RARELY): (agree + draw(RARELY), *other) for n, (agree, *other) in votes.items()}
        if not by_file:
            typed = [f"--votes={number}={agree}/{no}/{blank}" for number, (agree, no, blank) in votes.items()]
            words = ["count", "--returned", returned, "--invalid", invalid, *typed]
        count, before = (returned, invalid, votes, said), ballot.counts.get(entry)
        words += [f"--entry={entry}", f"--note={said}" if said else None, "--reason=đếm lại" if why else None]
        wrong = ballot.unsound(*count) or entry > 1 + ballot.double or not (why or before in (None, count))
        if self.did(ballot, *words, three=torn or wrong, nothing=before == count, at="count", then="counted"):
            ballot.counts[entry], ballot.boxes = count, [*ballot.boxes, box]

    @verb("counted", "sealed")
    def seal(self, ballot, _draw):
        entries = [ballot.counts.get(entry) for entry in ((1, 2) if ballot.double else (1,))]
        differ = ballot.state == "counted" and (None in entries or entries[0][:3] != entries[-1][:3])
        self.did(ballot, "seal", three=differ, nothing=ballot.state == "sealed", then="sealed")

    @verb(*ONWARD)
    def void(self, ballot, draw):
        sure = draw(RARELY)
        if self.did(ballot, "void", "--reason", "hỏng phiếu", "--yes" if sure else None, two=not sure, then="void"):
            ballot.end["reason"] = "hỏng phiếu"

    def drafted(self, ballot, code, origin, numbers, left=None):
        """A copy of a ballot; `left` are the seats of a second round, all of them again where none is left."""
        mode, line, quorum, seats, double = ballot.typed
        nominees, council = [ballot.nominees[number - 1] for number in numbers], ballot.council
        roll, council = {unit: self.here[unit] for unit in ballot.roll}, council and (council[0], 0, 0)
        made = Ballot(code, (mode, line, quorum, left or seats, double), nominees, ballot.tellers, roll, council)
        made.end["origin"], self.ballots[code] = {origin: ballot.code}, made

    @verb("sealed")
    def supersede(self, ballot, draw):
        new, sure = f"B{len(self.ballots) + 1 - draw(RARELY)}", not draw(RARELY)
        words = [new, "--reason", "kiểm lại", "--yes" if sure else None]
        if self.did(ballot, "supersede", *words, three=new in self.ballots, two=not sure, then="superseded"):
            self.drafted(ballot, new, "supersedes", ballot.numbers)
            ballot.end |= {"reason": "kiểm lại", "superseded_by": new}

    @verb("sealed")
    def second_round(self, ballot, draw):
        new, named = f"B{len(self.ballots) + 1}", draw(st.sets(st.sampled_from([*ballot.numbers] * 3 + [9])))
        chosen = named or {row[0] for row in ballot.shown()["outcomes"] if row[-1] == "tied"}
        words = [new, *(f"--nominee={number}" for number in named)]
        if self.did(ballot, "second-round", *words, three=not chosen, four=chosen - {*ballot.numbers}):
            passed = [row[-1] for row in ballot.shown()["outcomes"]].count("passed")
            left = max(ballot.seats - passed, 0) if ballot.seats else None
            self.drafted(ballot, new, "second-round", sorted(chosen), left)

    @verb(*SEALED)
    def verify(self, ballot, _draw):
        self.did(ballot, "verify", f"--fingerprint={ballot.end['fingerprint']}", nothing=True)

    @rule(data=st.data(), steps=st.integers(1, 8))
    def onward(self, data, steps):
        """The next steps of the newest ballot that is not at its end."""
        for ballot in [self.ballots[code] for code in self.those(ONWARD)[:1]] * steps:
            if ballot.state in ONWARD:
                names = ONWARD[ballot.state].split()[: 2 if ballot.double or ballot.mode == "named" else 1]
                VERBS[data.draw(st.sampled_from(names))][0](self, ballot, data.draw)
                self.every_ballot_is_what_the_model_says()

    @precondition(lambda self: self.ballots)
    @rule(data=st.data(), name=st.sampled_from(sorted(VERBS)))
    def out_of_turn(self, data, name):
        """Any command to any ballot, or to one that is not there."""
        ballot, self.astray = self.ballots[data.draw(st.sampled_from(list(self.ballots)))], data.draw(RARELY)
        VERBS[name][0](self, ballot, data.draw)
        self.astray = False

    @invariant()
    def every_ballot_is_what_the_model_says(self):
        before, self.seen = self.seen, self.db.read_bytes()
        for ballot in self.ballots.values() if before != self.seen else ():
            shown = json.loads(self.run("ballot", "show", ballot.code, "--format", "json"))
            shown["rule"] = shown["rule"] and tuple(shown["rule"].values())
            for name, keys in (("nominees", ("number", "code", "award")), ("outcomes", OUTCOME)):
                shown[name] = [tuple(map(one.get, keys)) for one in shown[name]]
            if ballot.state == "sealed":  # from now on it stays
                ballot.end["fingerprint"] = ballot.end["fingerprint"] or shown["fingerprint"]
            assert {key: shown[key] for key in ballot.shown()} == ballot.shown()
            assert shown["issued"] <= shown["present"] + shown["written"] <= shown["entitled"]
            for row in shown["outcomes"] if shown["returned"] is not None else []:
                assert sum(row[3:6]) + shown["invalid"] == shown["returned"] <= shown["issued"]

    def teardown(self):
        with self.after, contextlib.closing(sqlite3.connect(self.db)) as raw:
            if sys.exception() is not None or not self.seen:
                return
            assert [*raw.execute("PRAGMA integrity_check"), *raw.execute("PRAGMA foreign_key_check")] == [("ok",)]
            self.run("log", "verify")
            for code in self.those(SEALED):
                self.run("ballot", "verify", code, "--fingerprint", self.ballots[code].end["fingerprint"])
            rows = [(code, row) for code in self.those(["sealed"]) for row in self.ballots[code].shown()["outcomes"]]
            proposed = json.loads(self.run("nomination", "list", "C6/2023", "--format", "json"))
            assert {one["id"] for one in proposed} == {f"{code}-{row[0]}" for code, row in rows if row[-1] == "passed"}


TestBallots = Ballots.TestCase
TestBallots.settings = settings(TestBallots.settings, max_examples=30, stateful_step_count=30, derandomize=True)
