"""Rows numbered within a meeting, a pledge or a ballot: the number finds them again when their text was mended."""

import json

from conftest import start


@start
def meeting(cum6):
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    for text in ("Cần sơm ban hành kế hoạch", "Bổ sung chỉ tiêu"):
        cum6.ok("meeting", "opinion", "SK", "TH", text)


def mended(cli, kind, **change):
    """Export a kind, change the first row, import it again."""
    cli.ok("export", kind, "-o", "out.json", "--force")
    rows = json.loads((cli.folder / "out.json").read_text(encoding="utf-8"))
    rows[0].update(change)
    (cli.folder / "in.json").write_text(json.dumps(rows, ensure_ascii=False), encoding="utf-8")
    return cli.json("import", kind, "in.json", "--update")


def test_a_text_mended_in_the_export_comes_back_as_one_changed_row(meeting):
    report = mended(meeting, "opinions", text="Cần sớm ban hành kế hoạch, chương trình")
    assert (report["new"], report["changed"], report["unchanged"], report["rejected"]) == (0, 1, 1, 0)
    texts = [opinion["text"] for opinion in meeting.json("meeting", "show", "SK")["opinions"]]
    assert texts == ["Cần sớm ban hành kế hoạch, chương trình", "Bổ sung chỉ tiêu"]


def test_two_rows_never_bear_one_number(meeting):
    (meeting.folder / "in.csv").write_text("meeting,number,unit,text\nSK,2,TH,Cần sơm ban hành kế hoạch\n", "utf-8")
    assert "number" in meeting.refused(3, "import", "opinions", "in.csv", "--update")


def test_a_new_row_gets_the_next_number(meeting):
    meeting.ok("meeting", "opinion", "SK", "NA", "Thống nhất với dự thảo")
    assert [one["number"] for one in meeting.json("meeting", "show", "SK")["opinions"]] == [1, 2, 3]


def test_two_rows_of_a_file_never_become_one(meeting):
    rows = "SK,3,TH,Thống nhất với dự thảo\nSK,3,NA,Đề nghị bổ sung chỉ tiêu\n"
    (meeting.folder / "in.csv").write_text(f"meeting,number,unit,text\n{rows}", "utf-8")
    message = meeting.refused(3, "import", "opinions", "in.csv", "--update")
    assert "row 3, number: the rows 2, 3 have the same key" in message
    (meeting.folder / "in.csv").write_text(f"meeting,number,unit,text\n{rows.replace('3', '', 1)}", "utf-8")
    assert "the rows 2, 3" in meeting.refused(3, "import", "opinions", "in.csv", "--update")
    assert len(meeting.json("meeting", "show", "SK")["opinions"]) == 2
