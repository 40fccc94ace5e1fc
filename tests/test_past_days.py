"""What a past day looked like never changes with what happens later."""

from __future__ import annotations

from datetime import date

from conftest import start
from hypothesis import HealthCheck, Phase, example, given, settings
from hypothesis import strategies as st

DAY = "30/06/2025"
UNITS = ("TH", "NA", "HT", "QB", "QT", "TTH", "MOI", "MOI2")
unit = st.sampled_from(UNITS)
period = st.sampled_from(["midyear", "year"])
decision = st.sampled_from(["granted", "refused", "returned"])
later = st.dates(min_value=date(2025, 7, 1), max_value=date(2025, 12, 31))
day = later.map(lambda date: date.strftime("%d/%m/%Y"))
Y = "C6/2025"
events = st.one_of(
    st.builds(lambda u, d: ("unit", "rename", u, f"Tên mới của {u} từ {d}", "--on", d), unit, day),
    st.builds(lambda u, v, d: ("unit", "merge", u, "--into", v, "--on", d), unit, unit, day),
    st.builds(lambda u, v, w, d: ("unit", "split", u, "--into", f"{v},{w}", "--on", d), unit, unit, unit, day),
    st.builds(lambda u, d: ("unit", "close", u, "--on", d), unit, day),
    st.builds(lambda u, d: ("year", "leave", Y, u, "--on", d), unit, day),
    st.builds(lambda u, d: ("year", "join", Y, u, "--on", d), unit, day),
    st.builds(lambda u, d: ("year", "move", Y, "C7/2025", u, "--on", d), unit, day),
    st.builds(lambda u, v, d: ("year", "lead", Y, "--head", u, "--deputy", v, "--on", d), unit, unit, day),
    st.builds(lambda u, d: ("pledge", "sign", Y, u, "--on", d), unit, day),
    st.builds(lambda u, d: ("duty", "receive", "BC6", Y, u, "--on", d), unit, day),
    st.builds(lambda u, d: ("question", "add", Y, u, f"Hỏi ngày {d}", "--on", d), unit, day),
    st.builds(lambda d: ("question", "answer", f"{Y}-1", "Trả lời", "--on", d), day),
    st.builds(lambda d: ("document", "add", f"{d[:2]}/KH", "--kind", "Kế hoạch", "--on", d, "--year", Y), day),
    st.builds(lambda u, d: ("year", "handover", Y, "--to", u, "--on", d), unit, day),
    st.builds(lambda d: ("meeting", "add", f"M{d[:2]}", Y, "--kind", "midyear,yearend", "--on", d), day),
    st.builds(lambda d: ("meeting", "task", "PD", "1", "--done", "--on", d), day),
    st.builds(lambda u, p, d: ("pledge", "result", Y, "CT1", u, "99", "--period", p, "--on", d), unit, period, day),
    st.builds(lambda d: ("ballot", "supersede", "B1", "B1X", "--reason", "bỏ lại", "--on", d, "--yes"), day),
    st.builds(lambda d: ("ballot", "void", "B2", "--reason", "nhầm", "--on", d, "--yes"), day),
    st.builds(lambda d: ("nomination", "submit", "B1-1", "--document", "5/TTr", "--on", d), day),
    st.builds(lambda w, d: ("nomination", "decide", "B1-2", w, "--document", "6/QĐ", "--on", d), decision, day),
    st.builds(lambda d: ("ballot", "new", "B3", Y, "--meeting", f"M{d[:2]}", "--mode", "hands"), day),
    st.builds(lambda d: ("pledge", "amend", Y, "--reason", d), day),
    st.builds(lambda d: ("pledge", "adopt", Y, "--meeting", f"M{d[:2]}", "--consensus"), day),
    st.builds(lambda u, d: ("nomination", "add", f"D{u}", Y, u, "--award", "GK", "--on", d), unit, day),
    st.builds(lambda u, d: ("registration", "add", Y, u, "GK", "--on", d), unit, day),
)

EACH_ONCE = [
    ("year", "lead", Y, "--head", "TH", "--deputy", "HT", "--on", "02/07/2025"),
    ("meeting", "add", "M15", Y, "--kind", "midyear", "--on", "15/07/2025"),
    ("ballot", "new", "B3", Y, "--meeting", "M15", "--mode", "hands"),
    ("pledge", "amend", Y, "--reason", "bổ sung"),
    ("pledge", "adopt", Y, "--meeting", "M15", "--consensus"),
    ("pledge", "result", Y, "CT1", "TH", "99", "--period", "midyear", "--on", "16/07/2025"),
    ("nomination", "decide", "B1-2", "granted", "--document", "6/QĐ", "--on", "17/07/2025"),
    ("ballot", "supersede", "B1", "B1X", "--reason", "bỏ lại", "--on", "18/07/2025", "--yes"),
    ("year", "close", Y, "--on", "31/12/2025"),
]
ANOTHER_WAY = [
    ("ballot", "supersede", "B1", "B1X", "--reason", "bỏ lại", "--on", "02/07/2025", "--yes"),
    ("ballot", "void", "B2", "--reason", "nhầm", "--on", "03/07/2025", "--yes"),
    ("unit", "rename", "TTH", "VKSND thành phố Huế", "--on", "04/07/2025"),
    ("meeting", "task", "PD", "1", "--done", "--on", "05/07/2025"),
    ("nomination", "add", "DNA", Y, "NA", "--award", "GK", "--on", "06/07/2025"),
    ("registration", "add", Y, "NA", "GK", "--on", "07/07/2025"),
    ("duty", "receive", "BC6", Y, "NA", "--on", "08/07/2025"),
    ("unit", "merge", "QB", "--into", "QT", "--on", "09/07/2025"),
]
"""What random events seldom bring to pass: each that is not refused, one after the other."""


@start
def block(cum6):
    cum6.ok("year", "open", Y, "--like", "C6/2023")
    cum6.ok("year", "lead", Y, "--head", "QB", "--deputy", "NA")
    cum6.ok("block", "add", "C7", "Cụm thi đua số 7", "--kind", "cluster")
    cum6.ok("year", "open", "C7/2025")
    for code in ("MOI", "MOI2"):
        cum6.ok("unit", "add", code, f"Đơn vị {code}", "--from", "01/07/2025")
    cum6.ok("meeting", "add", "PD", Y, "--kind", "launch", "--on", "20/02/2025")
    cum6.ok("pledge", "draft", Y)
    cum6.ok("pledge", "target", Y, "CT1", "Tỷ lệ", "--goal", "≥ 98", "--measure", "%", "--unit", "QB,TH")
    cum6.ok("pledge", "adopt", Y, "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", Y, "TH", "NA", "QB", "--on", "20/02/2025")
    cum6.ok("duty", "receive", "BC6", Y, "TH", "--on", "20/06/2025")
    cum6.ok("question", "add", Y, "TH", "Cách chấm điểm", "--on", "01/06/2025")
    cum6.ok("pledge", "result", Y, "CT1", "TH", "97", "--period", "midyear", "--on", "20/06/2025")
    cum6.ok("meeting", "task", "PD", "Gửi kế hoạch", "--owner", "NA", "--due", "01/06/2025")
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cum6.ok("registration", "add", Y, "TH", "GK", "--on", "01/03/2025")
    for ballot in ("B1", "B2"):
        cum6.ok("ballot", "new", ballot, Y, "--meeting", "PD", "--mode", "consensus")
        cum6.ok("ballot", "nominate", ballot, "TH", "--award", "GK")
        cum6.ok("ballot", "nominate", ballot, "NA", "--award", "GK")
    for words in (("freeze",), ("open",), ("close",), ("count", "--consensus"), ("seal",)):
        cum6.ok("ballot", words[0], "B1", *words[1:])
    cum6.ok("nomination", "submit", "B1-2", "--document", "4/TTr", "--on", "01/03/2025")


def looks(cli):
    """Everything that is told of the day."""
    year = cli.json("year", "show", Y, "--on", DAY)
    return [
        {key: year[key] for key in ("head", "deputies", "members")},
        [{**line, "next": None} for line in cli.json("status", Y, "--on", DAY)],  # what to type now
        cli.json("duty", "owed", Y, "--on", DAY),
        [[one["code"], one["name"]] for one in cli.json("unit", "list", "--on", DAY)],
    ]


def test_what_a_day_looked_like_stays_whatever_comes_later(block):
    start, before = block.db.read_bytes(), looks(block)
    done = set()

    @settings(
        max_examples=60,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @example(EACH_ONCE)
    @example(ANOTHER_WAY)
    @given(st.lists(events, min_size=4, max_size=9))
    def holds(happens):
        block.db.write_bytes(start)
        for words in happens:
            code = block(*words).code
            assert code in (0, 3, 4), words
            done.update([words[:2]] if code == 0 else [])
        assert looks(block) == before, happens

    holds()
    assert {words[:2] for words in (*EACH_ONCE, *ANOTHER_WAY)} <= done
