"""A large text file that is read piece by piece: the same report, rows and log as one read whole, row by row."""

import os
from dataclasses import replace

import pytest
from test_import_sets import prepared, taken  # noqa: F401 - the fixture

from emulation_cli.exchange import batches, readers, streams
from emulation_cli.kernel import shelf
from emulation_cli.nominations import records as nominations
from emulation_cli.pledges import records as pledges
from emulation_cli.pledges import sieve

HEAD = "recipient,award,document,on,kind,for,of_year\n"
BLANK = ",,,,,,\n"


def row(number, recipient="TH", why="x"):
    return f"{recipient},GK,{number}/QĐ,01/07/2023,,{why},2023\n"


def rows(first, last):
    return "".join(row(number) for number in range(first, last))


ODD = {
    "lines that make up one row": HEAD + rows(0, 30) + "TH,GK,99/QĐ,01/07/2023\nHà Nội,2023\n" + rows(30, 40),
    "such lines at the end": HEAD + rows(0, 30) + "TH,GK,99/QĐ,01/07/2023\nHà Nội,2023",
    "as many cells too many as too few": HEAD + rows(0, 30) + "TH,GK\n" + row(30).rstrip() + ",,,,,,\n" + rows(31, 60),
    "pieces of blank lines": HEAD + rows(0, 30) + BLANK * 60 + rows(30, 40) + BLANK * 60,
    "an empty line in the end": HEAD + rows(0, 30) + "\n",
    "blank lines first": HEAD + BLANK * 60 + rows(0, 30),
    "nothing but headings": HEAD + BLANK * 60,
    "a title first": "Danh sách khen thưởng,,,,,,\n" + BLANK * 40 + HEAD + rows(0, 30),
    "rows that say nothing": "note," + HEAD + "n," + "n,".join(row(n) for n in range(30)) + "n,,,,,,,\n" * 60,
    "rows without part of the key": HEAD
    + rows(0, 30)
    + row(50, "") * 2
    + "TH,GK,,01/07/2023,,x,2023\n" * 2
    + rows(60, 70),
    "the same key far apart": HEAD + rows(0, 40) + row(7) + rows(50, 90) + row(3),
    "lone returns": (HEAD + rows(0, 30)).replace("\n", "\r"),
    "returns and ends": (HEAD + rows(0, 30)).replace("\n", "\r\n") + rows(30, 40) + row(41).rstrip(),
    "semicolons": "sep=;\n" + (HEAD + rows(0, 30)).replace(",", ";"),
    "a quoted text over pieces": HEAD + rows(0, 10) + row(11, why='"' + "dòng\n" * 100 + '"') + rows(12, 40),
    "a quote that is not closed": HEAD + rows(0, 10) + row(11, why='"abc') + rows(12, 40),
    "apostrophes": HEAD + rows(0, 30) + row(31, why="'=1+1") + row(32, why="d'Ivoire") + row(33, "'TH") + rows(35, 40),
    "signs that end lines elsewhere": HEAD
    + rows(0, 30)
    + row(31, why="a\x0bb")
    + row(32, why="a\u2028b\x85")
    + rows(35, 40),
    "a control sign": HEAD + rows(0, 30) + row(31, why="a\0b") + row(32, why="a\x1cb") + rows(35, 40),
    "headings again": HEAD + rows(0, 30) + HEAD + rows(31, 33),
    "what the eye does not see": (
        "for,of_year,document,on,award,recipient\n"
        + "".join(f"x,2023,{n}/QĐ,01/07/2023,GK,TH\n" for n in range(20))
        + "tha\u0300nh\u00a0tích,2023,77\u00a0/QĐ,01/07/2023,GK,TH\n" * 2
    ),
    "TCVN3": "TËp thÓ,Khen th\u00adëng,QuyÕt ®Þnh,Ngµy\n" + "VKSND tØnh Thanh Hãa,GiÊy khen,1/Q§,01/07/2023\n" * 20,
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
@pytest.mark.parametrize("piece", [150, 900])
def test_piece_by_piece_comes_to_the_same_as_whole(prepared, monkeypatch, text, piece):  # noqa: F811
    path = prepared.folder / "f.csv"
    path.write_text(text, encoding="utf-8", newline="")
    monkeypatch.setattr(streams, "PIECE", piece)
    monkeypatch.setattr(streams, "HEAD", 3)
    monkeypatch.setattr(readers, "LARGE", 0)
    done = taken(prepared, "commendations", path, "--skip-bad")
    monkeypatch.setattr(readers, "LARGE", 10**9)
    assert taken(prepared, "commendations", path, "--skip-bad") == done
    monkeypatch.setattr(nominations, "COMMENDATIONS", replace(nominations.COMMENDATIONS, sieve=None))
    assert taken(prepared, "commendations", path, "--skip-bad") == done


def test_rows_of_which_nothing_can_be_said_are_taken_together(prepared, monkeypatch):  # noqa: F811
    path = prepared.folder / "f.csv"
    path.write_text(HEAD + rows(0, 60) + row(60, why="'=1") + row(61, "VKSND tỉnh Thanh Hoá"), encoding="utf-8")
    monkeypatch.setattr(streams, "PIECE", 500)
    monkeypatch.setattr(streams, "HEAD", 3)
    monkeypatch.setattr(readers, "LARGE", 0)
    together, put, columns = [], shelf.Shelf.put, []
    monkeypatch.setattr(shelf.Shelf, "put", lambda own, part: together.append(len(part.numbers)) or put(own, part))
    apart = streams.columns_of
    monkeypatch.setattr(streams, "columns_of", lambda *given: columns.append(apart(*given)) or columns[-1])
    prepared.ok("import", "commendations", "f.csv")
    assert sum(together) == 61
    assert len(columns) - columns.count(None) > 3


@pytest.mark.parametrize("to", ["", HEAD + rows(100, 130)])
def test_a_file_that_changes_between_its_pieces_is_refused(tmp_path, monkeypatch, to):
    path = tmp_path / "f.csv"
    path.write_text(HEAD + rows(0, 60), encoding="utf-8")
    monkeypatch.setattr(streams, "PIECE", 300)
    monkeypatch.setattr(streams, "HEAD", 3)
    sheet = streams.streamed(path, readers.AS_IT_IS)
    path.write_text(to, encoding="utf-8")
    os.utime(path, (1, 1))
    with pytest.raises(readers.Refused, match="changed while"):
        list(sheet.rest())


def test_pledges_that_were_forgotten_are_read_again(prepared, monkeypatch):  # noqa: F811
    for year in (2024, 2025):
        prepared.ok("year", "open", f"C6/{year}")
        for unit in ("TH", "NA"):
            prepared("year", "join", f"C6/{year}", unit)
        prepared.ok("meeting", "add", f"PD{year}", f"C6/{year}", "--kind", "launch", "--on", f"20/02/{year}")
        prepared.ok("pledge", "draft", f"C6/{year}")
        prepared.ok("pledge", "target", f"C6/{year}", "CT1", "Giải quyết", "--goal", "≥ 90", "--unit", "TH,NA")
        prepared.ok("pledge", "adopt", f"C6/{year}", "--meeting", f"PD{year}", "--consensus")
    lines = [f"C6/{year},CT1,{unit},{period},90" for year, unit, period in [
        (2023, "TH", "year"), (2024, "TH", "year"), (2023, "NA", "year"),
        (2025, "TH", "year"), (2024, "NA", "year"), (2025, "NA", "year"), (2023, "TH", "midyear"),
    ]]  # fmt: skip
    path = prepared.folder / "r.csv"
    path.write_text("year,target,unit,period,actual\n" + "\n".join(lines), encoding="utf-8")
    monkeypatch.setattr(batches, "SIZE", 3)
    monkeypatch.setattr(sieve, "MANY", 2)
    done = taken(prepared, "results", path)
    monkeypatch.setattr(pledges, "RESULTS", replace(pledges.RESULTS, sieve=None))
    assert done["code"] == 0
    assert taken(prepared, "results", path) == done
