"""What a past day looked like never changes with what happens later."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, Phase, given, settings
from hypothesis import strategies as st

DAY = "30/06/2025"
UNITS = ("TH", "NA", "HT", "QB", "QT", "TTH", "MOI", "MOI2")
unit = st.sampled_from(UNITS)
newcomer = st.sampled_from([code for code in UNITS if code not in {"TH", "NA", "QB"}])
"""Who has not signed and not reported: a second time would correct the first."""
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
    st.builds(lambda u, d: ("pledge", "sign", Y, u, "--on", d), newcomer, day),
    st.builds(lambda u, d: ("duty", "receive", "BC6", Y, u, "--on", d), newcomer, day),
    st.builds(lambda u, d: ("question", "add", Y, u, f"Hỏi ngày {d}", "--on", d), unit, day),
    st.builds(lambda d: ("question", "answer", f"{Y}-1", "Trả lời", "--on", d), day),
    st.builds(lambda d: ("document", "add", f"{d[:2]}/KH", "--kind", "Kế hoạch", "--on", d, "--year", Y), day),
    st.builds(lambda u, d: ("year", "handover", Y, "--to", u, "--on", d), unit, day),
)


@pytest.fixture
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
    return cum6


def looks(cli):
    """Everything that is told of the day."""
    year = cli.json("year", "show", Y, "--on", DAY)
    return [
        {key: year[key] for key in ("head", "deputies", "members")},
        cli.json("status", Y, "--on", DAY),
        cli.json("duty", "owed", Y, "--on", DAY),
        [[one["code"], one["name"]] for one in cli.json("unit", "list", "--on", DAY)],
    ]


def test_what_a_day_looked_like_stays_whatever_comes_later(block):
    start, before = block.db.read_bytes(), looks(block)
    done = set()

    @settings(
        max_examples=10,
        deadline=None,
        derandomize=True,
        phases=[Phase.explicit, Phase.generate],
        suppress_health_check=list(HealthCheck),
    )
    @given(st.lists(events, min_size=3, max_size=8))
    def holds(happens):
        block.db.write_bytes(start)
        for words in happens:
            code = block(*words).code
            assert code in (0, 3, 4), words
            done.update([words[:2]] if code == 0 else [])
        assert looks(block) == before, happens

    holds()
    assert {("unit", "merge"), ("unit", "rename"), ("year", "lead")} <= done
