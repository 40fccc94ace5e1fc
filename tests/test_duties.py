"""The calendar of what is due, the reports that came in and are owed, and the reminders sent round."""

import openpyxl
import pytest
from conftest import start

MEMBERS = ["TH", "NA", "HT", "QB", "QT", "TTH"]
OWN = ("--authority", "VKSND tối cao")


def owed(cli, year="C6/2023", report="BC6", **options):
    """What is owed of one report: unit → (due, received, days late, state)."""
    words = [word for key, value in options.items() for word in (f"--{key}", value)]
    return {
        one["unit"]: (one["due"], one["received"], one["late"], one["state"])
        for one in cli.json("duty", "owed", year, *words)
        if one["report"] == report
    }


def due(cli, what, year="C6/2023"):
    """The due days of the lines of a year's status that say `what`."""
    return [line["due"] for line in cli.json("status", year) if line["what"].startswith(what)]


# -- the calendar -----------------------------------------------------------------------------------------------------


def test_the_calendar_comes_with_the_register_by_due_day(register):
    rows = register.json("duty", "list")
    codes = [row["code"] for row in rows]
    assert codes[:7] == ["DK", "GU", "KG", "KH", "LD", "PD", "BC6"]
    assert codes[-2:] == ["BG", "DN"]
    assert {row["certainty"] for row in rows} == {"habit"}
    assert [row["code"] for row in rows if row["owed_by"] == "unit"] == ["BC6", "BCN"]


def test_a_duty_is_added_shown_corrected_and_removed(register):
    more = ("--step", "midyear", *OWN, "--basis", "Quy chế, Điều 5", "--certainty", "guidance")
    made = register.json("duty", "add", "SK7", "Sơ kết", "--due", "5/7", *more)
    assert made == register.json("duty", "show", "sk7")
    assert made == {
        "code": "SK7",
        "name": "Sơ kết",
        "due": "05/07",
        "step": "midyear",
        "owed_by": "block",
        "authority": "VKSND tối cao",
        "basis": "Quy chế, Điều 5",
        "certainty": "guidance",
        "since": None,
        "until": None,
    }
    assert register.json("duty", "edit", "SK7", "--due", "15/01+1", "--basis", "")["due"] == "15/01+1"
    assert register.json("duty", "show", "SK7")["basis"] is None
    register.refused(3, "duty", "add", "sk7", "Lần nữa", "--due", "01/01")
    register.ok("duty", "remove", "SK7", "--yes")
    register.refused(4, "duty", "show", "SK7")


@pytest.mark.parametrize("day", ["31/02", "29/02", "00/01", "1/13", "15/07+2", "15/07/2023", "07-15", "giữa năm", ""])
def test_a_day_that_not_every_year_has_is_refused(register, day):
    before = register.db.read_bytes()
    assert "due" in register.refused(3, "duty", "add", "X", "Việc", "--due", day)
    assert register.db.read_bytes() == before


def test_an_unknown_step_is_a_usage_error_and_a_unit_owes_only_reports(register):
    words = ("duty", "add", "X", "Việc", "--due", "15/07")
    register.refused(2, *words, "--step", "sơ kết")
    register.refused(2, *words, "--owed-by", "province")
    register.refused(3, *words, "--step", "launch", "--owed-by", "unit")
    assert register.json(*words)["owed_by"] == "unit"
    assert register.json("duty", "add", "Y", "Việc", "--due", "15/07", "--owed-by", "block")["owed_by"] == "block"


def test_due_days_lie_in_the_year_or_the_next_one(cum6):
    cum6.ok("duty", "add", "B1", "Báo cáo quý", "--due", "15/07")
    cum6.ok("duty", "add", "B2", "Báo cáo tết", "--due", "15/01+1")
    assert due(cum6, "Báo cáo quý") == ["2023-07-15"]
    assert due(cum6, "Báo cáo tết") == ["2024-01-15"]


def test_a_step_of_the_blocks_own_authority_takes_the_place_of_the_general_one(cum6):
    cum6.ok("block", "add", "K1", "Khối 1", "--kind", "block", "--authority", "UBND tỉnh")
    cum6.ok("year", "open", "K1/2023")
    cum6.ok("duty", "add", "SK7", "Sơ kết", "--due", "05/07", "--step", "midyear", "--authority", "vksnd TỐI cao")
    assert due(cum6, "mid-year review held") == ["2023-07-05"]
    assert due(cum6, "mid-year review held", "K1/2023") == ["2023-07-31"]
    assert due(cum6, "year-end review held") == ["2023-12-15"]


def test_of_reports_the_general_and_the_authoritys_are_both_owed(cum6):
    cum6.ok("duty", "add", "BC6R", "Báo cáo riêng", "--due", "05/07", *OWN)
    cum6.ok("duty", "add", "BC6K", "Báo cáo của nơi khác", "--due", "05/07", "--authority", "UBND tỉnh")
    assert list(owed(cum6)) == list(owed(cum6, report="BC6R")) == MEMBERS
    assert owed(cum6, report="BC6K") == {}


def test_the_calendar_of_a_closed_year_stays(cum6):
    cum6.ok("year", "close", "C6/2023")
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    before = cum6.json("duty", "owed", "C6/2023", "--on", "31/12/2023")
    for change in (
        ("--due", "15/06"),
        ("--owed-by", "block"),
        ("--until", "2022"),
        ("--since", "2024"),
        ("--name", "Khác"),
    ):
        cum6.refused(3, "duty", "edit", "BC6", *change)
    cum6.refused(3, "duty", "remove", "BC6", "--yes")
    cum6.refused(3, "duty", "add", "BCQ", "Báo cáo quý", "--due", "31/03", "--since", "2023")
    assert cum6.json("duty", "add", "BCQ", "Báo cáo quý", "--due", "31/03")["since"] == 2024
    cum6.ok("duty", "edit", "BC6", "--until", "2023")
    cum6.ok("duty", "add", "BC6M", "Báo cáo 6 tháng", "--due", "15/06")
    assert cum6.json("duty", "owed", "C6/2023", "--on", "31/12/2023") == before
    assert {one["report"] for one in cum6.json("duty", "owed", "C6/2024")} == {"BC6M", "BCN", "BCQ"}


def test_a_duty_ends_after_it_began(register):
    register.refused(3, "duty", "add", "X", "Việc", "--due", "15/07", "--since", "2024", "--until", "2023")
    register.refused(3, "duty", "add", "X", "Việc", "--due", "15/07", "--since", "24")


# -- received ---------------------------------------------------------------------------------------------------------


def test_reports_come_in_from_some_units_and_from_all(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "NA", "TH,HT", "--on", "05/07/2023")
    received = owed(cum6, on="31/07/2023")
    assert [unit for unit, one in received.items() if one[1]] == ["TH", "NA", "HT"]
    assert received["TH"] == ("2023-06-30", "2023-07-05", 5, "done")
    assert received["QB"] == ("2023-06-30", None, 31, "overdue")
    cum6.ok("duty", "receive", "bcn", "c6/2023", "all")
    assert set(owed(cum6, report="BCN").values()) == {("2023-11-30", "2023-07-01", 0, "done")}


def test_what_came_in_stays_of_its_day_and_the_same_again_changes_nothing(cum6):
    words = ("duty", "receive", "BC6", "C6/2023", "TH", "--on")
    cum6.ok(*words, "05/07/2023")
    assert "emulation duty strike BC6 C6/2023 TH" in cum6.refused(3, *words, "28/06/2023")
    cum6.ok("duty", "strike", "BC6", "C6/2023", "TH")
    cum6.ok(*words, "28/06/2023", "--note", "Bản giấy")
    cum6.ok("duty", "receive", "BC6", "C6/2023", "all", "--on", "29/06/2023")
    assert {unit: one[1] for unit, one in owed(cum6).items()} == {
        unit: "2023-06-28" if unit == "TH" else "2023-06-29" for unit in MEMBERS
    }
    for unit in MEMBERS[1:]:
        cum6.ok("duty", "strike", "BC6", "C6/2023", unit)
    cum6.ok("export", "receipts", "-o", "r.csv")
    lines = (cum6.folder / "r.csv").read_text(encoding="utf-8-sig").splitlines()
    assert lines == ["duty,year,unit,on,note", "BC6,C6/2023,TH,2023-06-28,Bản giấy"]
    before = cum6.db.read_bytes()
    cum6.ok(*words, "28/06/2023")
    assert cum6.db.read_bytes() == before
    cum6.ok(*words, "28/06/2023", "--note", "g" * 1000)
    cum6.refused(3, *words, "28/06/2023", "--note", "g" * 1001)


def test_a_report_that_the_block_owes_has_no_unit(cum6):
    cum6.ok("duty", "add", "BCK", "Báo cáo của cụm", "--due", "15/07", "--owed-by", "block")
    assert owed(cum6, report="BCK", on="16/07/2023") == {None: ("2023-07-15", None, 1, "overdue")}
    cum6.refused(3, "duty", "receive", "BCK", "C6/2023", "TH")
    cum6.ok("duty", "receive", "BCK", "C6/2023", "--on", "14/07/2023")
    assert owed(cum6, report="BCK", on="16/07/2023") == {None: ("2023-07-15", "2023-07-14", 0, "done")}
    cum6.ok("duty", "strike", "BCK", "C6/2023")
    cum6.refused(4, "duty", "strike", "BCK", "C6/2023")


def test_what_is_not_received_is_refused(cum6):
    cum6.ok("unit", "add", "XX", "Đơn vị khác")
    before = cum6.db.read_bytes()
    for code, words in (
        (3, ("SK", "C6/2023")),
        (3, ("SK", "C6/2023", "TH")),
        (3, ("BC6", "C6/2023")),
        (3, ("BC6", "C6/2023", "XX")),
        (3, ("BC6", "C6/2023", "TH,XX")),
        (3, ("BC6", "C6/2023", "TH", "--on", "31/02/2023")),
        (4, ("BC6", "C6/2023", "YY")),
        (4, ("ZZ", "C6/2023", "TH")),
        (4, ("BC6", "C6/2019", "TH")),
    ):
        cum6.refused(code, "duty", "receive", *words)
    assert cum6.db.read_bytes() == before


def test_a_report_entered_by_mistake_is_struck(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH", "NA")
    cum6.ok("duty", "strike", "BC6", "C6/2023", "TH")
    assert [unit for unit, one in owed(cum6).items() if one[1]] == ["NA"]
    assert "duty owed C6/2023" in cum6.refused(4, "duty", "strike", "BC6", "C6/2023", "TH")
    assert cum6.json("log", "--limit", 1)[0]["verb"] == "duty strike"


def test_nothing_is_received_or_struck_in_a_closed_year(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH")
    cum6.ok("export", "receipts", "-o", "r.json")
    cum6.ok("duty", "strike", "BC6", "C6/2023", "TH")
    cum6.ok("duty", "receive", "BC6", "C6/2023", "NA")
    cum6.ok("year", "close", "C6/2023")
    cum6.refused(3, "duty", "receive", "BC6", "C6/2023", "TH")
    cum6.refused(3, "duty", "strike", "BC6", "C6/2023", "NA")
    cum6.refused(3, "import", "receipts", "r.json")
    assert owed(cum6)["NA"][3] == "done"


def test_what_was_received_as_a_report_stays_one(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH")
    for words in (("--step", "midyear", "--owed-by", "block"), ("--owed-by", "block")):
        cum6.refused(3, "duty", "edit", "BC6", *words)
    assert "receipt" in cum6.refused(3, "duty", "remove", "BC6", "--yes")
    cum6.ok("duty", "edit", "BC6", "--due", "05/07", "--name", "Báo cáo sơ kết")
    cum6.ok("duty", "edit", "BCN", "--owed-by", "block")


# -- owed -------------------------------------------------------------------------------------------------------------


def test_a_past_day_does_not_see_what_came_in_later(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH", "--on", "05/07/2023")
    assert owed(cum6, on="04/07/2023")["TH"] == ("2023-06-30", None, 4, "overdue")
    assert owed(cum6, on="05/07/2023")["TH"] == ("2023-06-30", "2023-07-05", 5, "done")
    assert owed(cum6, on="31/12/2023")["TH"] == ("2023-06-30", "2023-07-05", 5, "done")
    assert owed(cum6, on="30/06/2023")["TH"] == ("2023-06-30", None, 0, "due")
    assert owed(cum6, on="30/05/2023")["TH"] == ("2023-06-30", None, 0, "open")


def test_what_one_unit_owes_in_every_open_year(cum6):
    cum6.ok("year", "open", "C6/2024", "--like", "C6/2023")
    cum6.ok("year", "open", "C6/2022", "--like", "C6/2023")
    cum6.ok("year", "close", "C6/2022")
    lines = cum6.json("duty", "owed", "--unit", "th", "--on", "01/02/2024")
    assert [(one["year"], one["unit"], one["report"]) for one in lines] == [
        (year, "TH", report) for year in ("C6/2023", "C6/2024") for report in ("BC6", "BCN")
    ]
    cum6.refused(4, "duty", "owed", "--unit", "XX")
    cum6.refused(3, "duty", "owed", "--on", "31/02/2023")


def test_days_are_shown_as_people_write_them(cum6):
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH", "--on", "05/07/2023")
    assert "30/06/2023  05/07/2023  5     done" in cum6.ok("duty", "owed", "C6/2023", "--on", "05/07/2023")
    csv = cum6.ok("duty", "owed", "C6/2023", "--on", "05/07/2023", "--format", "csv")
    assert "C6/2023,TH,BC6,Báo cáo 6 tháng,2023-06-30,2023-07-05,5,done" in csv.splitlines()


def test_after_a_merger_only_who_took_over_owes(cum6):
    cum6.ok("year", "open", "C6/2025", "--like", "C6/2023")
    cum6.ok("duty", "receive", "BC6", "C6/2025", "QB", "--on", "25/06/2025")
    cum6.ok("unit", "merge", "QB", "QT", "--into", "QT", "--on", "01/07/2025")
    assert list(owed(cum6, "C6/2025", on="30/06/2025")) == MEMBERS
    for day in ("01/07/2025", "31/12/2025", "31/01/2026"):
        assert list(owed(cum6, "C6/2025", on=day)) == ["TH", "NA", "HT", "QT", "TTH"]
    cum6.refused(3, "duty", "receive", "BC6", "C6/2025", "QB", "--on", "01/07/2025")
    cum6.ok("duty", "receive", "BCN", "C6/2025", "all", "--on", "30/11/2025")
    assert len(owed(cum6, "C6/2025", report="BCN", on="30/11/2025")) == 5


# -- reminders --------------------------------------------------------------------------------------------------------


@start
def owing(cum6):
    """Cụm 6 in mid-July: two reports, a task, names that look like something else."""
    cum6.ok("unit", "edit", "HT", "--name", "=1+1")
    cum6.ok("unit", "edit", "QT", "--name", "[x] Quảng Trị")
    cum6.ok("duty", "edit", "BC6", "--name", "[red]=Báo cáo")
    cum6.ok("duty", "receive", "BC6", "C6/2023", "TH", "NA", "TTH", "QB", "--on", "28/06/2023")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "10/07/2023")
    cum6.ok("meeting", "task", "SK", "Gửi bảng chấm điểm", "--owner", "NA", "--due", "20/07/2023")


ON = ("--on", "15/07/2023")


def remind(cli, *words):
    return cli.json("duty", "remind", *words)


def test_each_unit_is_reminded_of_what_it_still_owes(owing):
    lines = [one for one in remind(owing, "C6/2023", *ON) if one["state"] != "open"]
    assert lines == [
        {
            "unit": "NA",
            "name": "VKSND tỉnh Nghệ An",
            "year": "C6/2023",
            "what": "Gửi bảng chấm điểm",
            "due": "2023-07-20",
            "late": 0,
            "state": "due",
        },
        *(
            {
                "unit": unit,
                "name": name,
                "year": "C6/2023",
                "what": "[red]=Báo cáo",
                "due": "2023-06-30",
                "late": 15,
                "state": "overdue",
            }
            for unit, name in (("HT", "=1+1"), ("QT", "[x] Quảng Trị"))
        ),
    ]
    assert {one["unit"] for one in remind(owing, *ON, "--unit", "QT")} == {"QT"}
    assert {one["what"] for one in remind(owing, "C6/2023", "--on", "05/07/2023", "--unit", "NA")} == {"Báo cáo năm"}


def test_reminders_on_screen_take_no_text_for_markup(owing):
    table = owing.ok("duty", "remind", "C6/2023", *ON)
    assert "[x] Quảng Trị" in table
    assert "[red]=Báo cáo" in table
    assert "30/06/2023  15    overdue" in table
    assert "'=1+1" in owing.ok("duty", "remind", "C6/2023", *ON, "--format", "csv")


def test_signatures_and_results_are_reminded_of_until_they_are_there(cum6):
    cum6.ok("meeting", "add", "PD", "C6/2023", "--kind", "launch", "--on", "20/02/2023")
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "target", "C6/2023", "CT1", "Tỷ lệ", "--goal", "≥ 98", "--measure", "%", "--unit", "QB")
    cum6.ok("pledge", "adopt", "C6/2023", "--meeting", "PD", "--consensus")
    cum6.ok("pledge", "sign", "C6/2023", "TH", "--on", "20/02/2023")

    def owes(unit):
        return [one["what"] for one in remind(cum6, "--unit", unit) if not one["what"].startswith("Báo cáo")]

    assert owes("TH") == []
    assert owes("QB") == ["Ký giao ước thi đua", "Kết quả chỉ tiêu 6 tháng", "Kết quả chỉ tiêu cả năm"]
    cum6.ok("pledge", "sign", "C6/2023", "QB", "--on", "01/03/2023")
    cum6.ok("pledge", "result", "C6/2023", "CT1", "QB", "98", "--period", "midyear")
    assert owes("QB") == ["Kết quả chỉ tiêu cả năm"]


def test_reminders_as_a_workbook(owing):
    owing.ok("duty", "remind", "C6/2023", *ON, "-o", "nhac.xlsx", "--lang", "vi")
    sheet = openpyxl.load_workbook(owing.folder / "nhac.xlsx").worksheets[0]
    rows = [[cell.value for cell in row] for row in sheet.iter_rows()]
    assert rows[0][0] == "DANH SÁCH NHẮC VIỆC"
    assert "Tính đến ngày 15/07/2023" in [cell for row in rows for cell in row]
    place = next(number for number, row in enumerate(rows) if row[0] == "STT")
    assert rows[place] == ["STT", "Đơn vị", "Khối, cụm", "Nội dung", "Hạn", "Chậm (ngày)", "Tình trạng"]
    lines = [row for row in rows[place + 1 :] if isinstance(row[0], int)]
    asked = remind(owing, "C6/2023", *ON)
    assert [(row[1], row[2], row[3], row[4].date().isoformat(), row[5]) for row in lines] == [
        (one["name"], one["year"], one["what"], one["due"], one["late"]) for one in asked
    ]
    states = {"overdue": "quá hạn", "due": "sắp đến hạn", "open": "chưa đến hạn"}
    assert [row[6] for row in lines] == [states[one["state"]] for one in asked]
    cells = {cell.value: cell for row in sheet.iter_rows() for cell in row}
    assert {cells[text].data_type for text in ("=1+1", "[x] Quảng Trị", "[red]=Báo cáo")} == {"s"}
    dates = [cell for row in sheet.iter_rows(min_row=place + 2) for cell in row if cell.is_date]
    assert {cell.number_format for cell in dates} == {"dd/mm/yyyy"}


def test_a_workbook_of_reminders_is_replaced_only_by_force_and_the_same_bytes_each_time(owing):
    words = ("duty", "remind", "C6/2023", *ON, "-o", "nhac.xlsx")
    owing.ok(*words)
    first = (owing.folder / "nhac.xlsx").read_bytes()
    owing.refused(9, *words)
    owing.ok(*words, "--force")
    assert (owing.folder / "nhac.xlsx").read_bytes() == first
    owing.ok(*words[:-1], "lai.xlsx")
    assert (owing.folder / "lai.xlsx").read_bytes() == first


@pytest.mark.parametrize("name", ["nhac.csv", "nhac", "nhac.pdf"])
def test_reminders_are_written_as_a_workbook_only(owing, name):
    owing.refused(2, "duty", "remind", "-o", name)
    assert not (owing.folder / name).exists()


def test_where_nothing_is_owed_the_workbook_says_so(register):
    assert remind(register) == []
    assert "nothing to list" in register("duty", "remind").err
    register.ok("duty", "remind", "-o", "nhac.xlsx", "--lang", "en")
    cells = [cell.value for row in openpyxl.load_workbook("nhac.xlsx").worksheets[0].iter_rows() for cell in row]
    assert "Nothing is owed." in cells


# -- in and out -------------------------------------------------------------------------------------------------------


def test_the_calendar_is_edited_in_a_file(register):
    register.ok("export", "duties", "-o", "d.csv")
    path = register.folder / "d.csv"
    text = path.read_text(encoding="utf-8-sig").replace("31/01+1", "15/02+1")
    path.write_text(text, encoding="utf-8")
    assert register.json("import", "duties", "d.csv", "--update")["changed"] == 2
    assert register.json("duty", "show", "BG")["due"] == "15/02+1"
    path.write_text(text.replace("15/07", "31/02").replace("30/06", "31/06"), encoding="utf-8")
    register.refused(3, "import", "duties", "d.csv", "--update")


def test_the_work_year_of_a_block_begins_on_a_day_of_the_same_year(register):
    words = ("block", "add", "C8", "Cụm 8", "--kind", "cluster", "--year-begins")
    for day in ("01/12+1", "29/02", "xx"):
        register.refused(3, *words, day)
    assert register.json(*words, "01/12")["year_begins"] == "01/12"


def states_of(cli, report, on, year="C6/2025"):
    lines = cli.json("duty", "owed", year, "--on", on)
    return {one["unit"]: one["state"] for one in lines if one["report"] == report}


def test_who_joined_after_a_report_was_due_does_not_owe_it_but_may_give_it(cum6):
    cum6.ok("year", "open", "C6/2025")
    cum6.ok("year", "join", "C6/2025", "TH", "NA")
    cum6.ok("year", "join", "C6/2025", "HT", "--on", "01/09/2025")
    assert states_of(cum6, "BC6", "02/09/2025") == {"TH": "overdue", "NA": "overdue"}
    assert states_of(cum6, "BCN", "02/09/2025").keys() == {"TH", "NA", "HT"}
    cum6.ok("duty", "receive", "BC6", "C6/2025", "HT", "--on", "05/09/2025")
    assert states_of(cum6, "BC6", "05/09/2025")["HT"] == "done"


@pytest.mark.parametrize(("reported", "state"), [(("QB", "QT"), "done"), (("QB",), "overdue"), ((), "overdue")])
def test_the_reports_of_all_who_went_into_a_new_unit_stand_for_its_own(cum6, reported, state):
    cum6.ok("year", "open", "C6/2025", "--like", "C6/2023")
    for unit in reported:
        cum6.ok("duty", "receive", "BC6", "C6/2025", unit, "--on", "25/06/2025")
    cum6.ok("unit", "add", "QTM", "VKSND tỉnh Quảng Trị mới", "--from", "01/07/2025")
    cum6.ok("unit", "merge", "QB", "QT", "--into", "QTM", "--on", "01/07/2025")
    assert states_of(cum6, "BC6", "02/07/2025")["QTM"] == state


def test_a_report_of_units_wants_to_know_whose(cum6):
    assert "whose BC6" in cum6.refused(3, "duty", "receive", "BC6", "C6/2023")
