"""A large file of slips: each different slip is looked at once, and the sums are those of slip after slip."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.ballots import counting
from emulation_cli.exchange import readers, streams
from emulation_cli.kernel.errors import Refused

WORDS = st.sampled_from(["agree", "disagree", "blank", "Đồng ý", "không đồng ý", "TRẮNG", "agree ", "'agree"])
INVALID = st.sampled_from(["invalid", "không hợp lệ"])
ODD = st.sampled_from(["", " ", "maybe", '"agree"', "invalid", "agree,agree", "đång ý", "=1+1"])
SLIP = st.lists(WORDS, min_size=3, max_size=3) | st.lists(INVALID, min_size=3, max_size=3)
HEADS = st.permutations(["1", "2", "3"]) | st.sampled_from(
    [["1", "2"], ["1", "2", "2"], ["1", "2", "3", "đv"], ["sep="]]
)
ENDS = st.sampled_from(["\n", "\r\n"])


def one_by_one(path):
    try:
        return counting.add_up(readers.read(str(path), readers.UNQUOTED), [1, 2, 3])
    except Refused:
        return None


@given(heads=HEADS, slips=st.lists(SLIP, max_size=12), end=ENDS, odd=st.none() | ODD, delimiter=st.sampled_from(",;\t"))
def test_slips_counted_together_come_to_what_they_come_to_one_by_one(
    tmp_path_factory, heads, slips, end, odd, delimiter
):
    lines = [delimiter.join(cells) for cells in (heads, *slips)]
    if odd is not None:
        lines.insert(len(lines) // 2 + 1, odd)
    path = tmp_path_factory.mktemp("slips", numbered=True) / "slips.csv"
    path.write_text(end.join(lines), encoding="utf-8")
    found = streams.repeated(path)
    together = found and counting.add_up_repeated(found, [1, 2, 3])
    if together is None:  # the rows tell; nothing is ever said by the other way
        assert odd is not None or not slips or one_by_one(path) is None or sorted(heads) != ["1", "2", "3"]
    else:
        assert together == one_by_one(path)


def test_slips_in_another_encoding_are_read_in_rows(tmp_path):
    path = tmp_path / "slips.csv"
    path.write_bytes("1\nđồng ý\n".encode("utf-16"))
    assert streams.repeated(path) is None


def test_a_large_file_of_slips_is_tallied(cum6, monkeypatch):
    cum6.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("meeting", "attend", "SK", "all")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members")
    cum6.ok("ballot", "nominate", "B1", "TH", "--award", "GK")
    cum6.ok("ballot", "teller", "B1", "Người kiểm phiếu")
    for verb in ("freeze", "open", "close"):
        cum6.ok("ballot", verb, "B1")
    monkeypatch.setattr(readers, "LARGE", 0)
    (cum6.folder / "bad.csv").write_text("1\nagree\nmaybe\n")
    assert "row 3, nominee 1: neither agree, disagree nor blank" in cum6.refused(3, "ballot", "tally", "B1", "bad.csv")
    (cum6.folder / "slips.csv").write_text("1\n" + "đồng ý\n" * 4 + "invalid\nblank\n", encoding="utf-8")
    monkeypatch.setattr(counting, "add_up", lambda *_: pytest.fail("the rows were asked"))
    cum6.ok("ballot", "tally", "B1", "slips.csv")
    found = cum6.json("ballot", "seal", "B1")
    assert (found["returned"], found["invalid"], found["valid"]) == (6, 1, 5)
