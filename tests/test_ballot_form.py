"""The counting sheet: filled in, it is the same count as one that is typed; else it is refused by row and column."""

import openpyxl
import pytest
from conftest import start

NOTED = "một phiếu không thu về"
COUNTED = (8, 1, 4, 1, NOTED, 3, 0, 0, 1, 1, 1)
"""The yellow cells from top to bottom: printed, spoiled, returned, invalid, note, then the votes of two nominees."""
TYPED = ("--returned", 4, "--invalid", 1, "--votes", "1=3/0/0,2=1/1/1", "--printed", 8, "--spoiled", 1)
RETURNED, INVALID, NOTE, SECOND_VOTE = 2, 3, 4, 6
PLACES = ("C7", "C8", "C9", "C10", "C11", "D14", "E14", "F14", "D15", "E15", "F15")
"""Where the yellow cells stand on the sheet of a closed ballot of two nominees."""


def ballot(cli, code, *options):
    """A draft of two nominees."""
    cli.ok("ballot", "new", code, "C6/2023", "--meeting", "SK", "--threshold", "4/5", "--of", "members", *options)
    cli.ok("ballot", "nominate", code, "TH", "--award", "BK", "--period", "2021-2025")
    cli.ok("ballot", "nominate", code, "NA", "--award", "GK")
    cli.ok("ballot", "teller", code, "Người kiểm phiếu một", "Người kiểm phiếu hai")


def steps(cli, code, *verbs):
    for verb in verbs:
        cli.ok("ballot", verb, code)


@start
def closed(cum6):
    """B1, secret, closed, five slips issued of six; B2, a draft like it with two tellers' entries."""
    cum6.ok("award", "add", "BK", "Bằng khen", "--level", "sector", "--recipient", "collective")
    cum6.ok("award", "add", "GK", "=Giấy khen", "--level", "unit", "--recipient", "collective")
    cum6.ok("meeting", "add", "SK", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("meeting", "attend", "SK", "TH", "NA", "HT", "QB", "QT")
    ballot(cum6, "B1")
    ballot(cum6, "B2", "--double-entry")
    steps(cum6, "B1", "freeze", "open", "close")


def printed(cli, code="B1", *options, name="form.xlsx"):
    """The counting sheet of a ballot, as a workbook."""
    cli.ok("ballot", "form", code, "-o", name, "--force", *options)
    return openpyxl.load_workbook(cli.folder / name)


def yellow(sheet):
    """The cells to fill in, from top to bottom."""
    return [cell for row in sheet.iter_rows() for cell in row if not cell.protection.locked]


def filled(cli, book, answers=COUNTED, name="filled.xlsx"):
    """The workbook with its yellow cells filled in, saved; its name."""
    for cell, answer in zip(yellow(book.active), answers, strict=True):
        cell.value = answer
    book.save(cli.folder / name)
    return name


def instead(place, answer):
    """The answers with one of them replaced."""
    return (*COUNTED[:place], answer, *COUNTED[place + 1 :])


def sealed(cli, code="B1"):
    cli.ok("ballot", "seal", code)
    return cli.json("ballot", "show", code)


def refused(cli, *words, code=3):
    """The count is refused without a trace; the message."""
    before = cli.db.read_bytes()
    message = cli.refused(code, "ballot", "count", *words)
    assert cli.db.read_bytes() == before
    return message


# -- the sheet as it is printed ---------------------------------------------------------------------------------------


def test_only_the_yellow_cells_can_be_written_into_and_they_are_empty(closed):
    sheet = printed(closed).active
    assert sheet.protection.sheet
    assert tuple(cell.coordinate for cell in yellow(sheet)) == PLACES
    fills = {cell.coordinate for row in sheet.iter_rows() for cell in row if cell.fill.fill_type == "solid"}
    headings = {f"{column}13" for column in "ABCDEFG"}
    assert fills - headings == set(PLACES)
    assert {cell.value for cell in yellow(sheet)} == {None}


def test_the_last_column_adds_up_and_nothing_else_is_a_formula(closed):
    sheet = printed(closed).active
    formulas = {cell.coordinate: cell.value for row in sheet.iter_rows() for cell in row if cell.data_type == "f"}
    assert formulas == {f"G{row}": f"=SUM(D{row}:F{row})-($C$9-$C$10)" for row in (14, 15)}
    assert (sheet["A9"].value, sheet["A10"].value) == ("Số phiếu thu về", "Số phiếu không hợp lệ")
    assert (sheet["B15"].value, sheet["C15"].value) == ("VKSND tỉnh Nghệ An", "=Giấy khen")


def test_the_sheet_says_how_many_slips_were_issued_and_has_room_for_every_teller(closed):
    texts = [cell.value for row in printed(closed).active.iter_rows() for cell in row if cell.value]
    assert "Số phiếu phát ra: 05" in texts
    assert [text for text in texts if str(text).startswith("Người")] == ["Người kiểm phiếu một", "Người kiểm phiếu hai"]
    assert texts.index("TRƯỞNG BAN KIỂM PHIẾU") < texts.index("ỦY VIÊN")


def test_a_sheet_printed_after_the_count_tells_no_number_of_it(closed):
    uncounted = closed.db.read_bytes()
    closed.ok("ballot", "count", "B1", *TYPED, "--note", NOTED)
    before = [cell.value for row in printed(closed).active.iter_rows() for cell in row]
    closed.db.write_bytes(uncounted)
    assert [cell.value for row in printed(closed).active.iter_rows() for cell in row] == before


# -- a sheet that is filled in ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("lang", ["vi", "en"])
def test_a_filled_in_sheet_is_the_same_count_as_one_that_is_typed(closed, lang):
    uncounted = closed.db.read_bytes()
    closed.ok("ballot", "count", "B1", *TYPED, "--note", NOTED)
    typed = sealed(closed)
    assert (typed["printed"], typed["spoiled"], typed["note"], typed["valid"]) == (8, 1, NOTED, 3)
    closed.db.write_bytes(uncounted)
    closed.ok("ballot", "count", "B1", "--form", filled(closed, printed(closed, "B1", "--lang", lang)))
    assert sealed(closed) == typed


def test_what_need_not_be_stated_may_stay_empty_and_a_number_may_be_a_text(closed):
    answers = (None, None, "5", "0", None, " 5", 0.0, 0, "3", 1, 1)
    closed.ok("ballot", "count", "B1", "--form", filled(closed, printed(closed), answers))
    shown = sealed(closed)
    assert [shown[key] for key in ("printed", "spoiled", "returned", "invalid", "note")] == [None, None, 5, 0, None]
    assert [(row["agree"], row["disagree"], row["blank"]) for row in shown["outcomes"]] == [(5, 0, 0), (3, 1, 1)]


def test_a_note_and_numbers_of_paper_may_be_typed_beside_the_sheet(closed):
    form = filled(closed, printed(closed), (None, None, *COUNTED[2:4], None, *COUNTED[5:]))
    assert "--note" in refused(closed, "B1", "--form", form)
    closed.ok("ballot", "count", "B1", "--form", form, "--note", NOTED, "--printed", 8)
    shown = sealed(closed)
    assert (shown["note"], shown["printed"], shown["spoiled"]) == (NOTED, 8, None)


def test_the_second_teller_may_hand_in_a_sheet_and_it_must_agree_with_the_first(closed):
    steps(closed, "B2", "freeze", "open", "close")
    closed.ok("ballot", "count", "B2", *TYPED, "--note", NOTED)
    book = printed(closed, "B2")
    other = (*COUNTED[:5], 2, 1, 0, *COUNTED[8:])
    closed.ok("ballot", "count", "B2", "--entry", 2, "--form", filled(closed, book, other))
    closed.refused(3, "ballot", "seal", "B2")
    again = ("ballot", "count", "B2", "--entry", 2, "--form", filled(closed, book))
    assert "--reason" in closed.refused(3, *again)
    closed.ok(*again, "--reason", "đếm lại")
    assert [row["agree"] for row in sealed(closed, "B2")["outcomes"]] == [3, 1]


def test_a_sheet_of_a_ballot_frozen_again_without_a_change_still_holds(closed):
    steps(closed, "B2", "freeze")
    book = printed(closed, "B2")
    closed.ok("ballot", "unfreeze", "B2", "--reason", "xem lại")
    steps(closed, "B2", "freeze", "open", "close")
    closed.ok("ballot", "count", "B2", "--form", filled(closed, book))


# -- what is refused --------------------------------------------------------------------------------------------------


def test_a_sheet_of_another_ballot_is_refused(closed):
    steps(closed, "B2", "freeze", "open", "close")
    message = refused(closed, "B1", "--form", filled(closed, printed(closed, "B2")))
    assert "emulation ballot form B1" in message


def test_a_sheet_from_before_a_change_of_the_ballot_is_refused(closed):
    steps(closed, "B2", "freeze")
    old = filled(closed, printed(closed, "B2"))
    closed.ok("ballot", "unfreeze", "B2", "--reason", "ghi nhầm")
    closed.ok("ballot", "drop", "B2", 2)
    closed.ok("ballot", "nominate", "B2", "HT", "--award", "GK")
    steps(closed, "B2", "freeze", "open", "close")
    assert "emulation ballot form B2" in refused(closed, "B2", "--form", old)


def test_an_empty_sheet_is_refused_with_every_cell_that_must_be_filled_in(closed):
    printed(closed)
    message = refused(closed, "B1", "--form", "form.xlsx")
    for place in (*PLACES[RETURNED:NOTE], *PLACES[NOTE + 1 :]):
        assert f"row {place[1:]}, {place[0]}:" in message
    assert "row 7" not in message


@pytest.mark.parametrize(
    ("place", "answer"),
    [
        *((SECOND_VOTE, answer) for answer in ("bốn phiếu", "7,5", 7.25, -77, True, "=3+0", None)),
        *((place, answer) for place in (RETURNED, INVALID) for answer in ("bốn phiếu", "=D99")),
    ],
)
def test_a_cell_that_holds_no_whole_number_is_named_by_its_place_alone(closed, place, answer):
    message = refused(closed, "B1", "--form", filled(closed, printed(closed), instead(place, answer)))
    said = "empty; write 0 where there is none" if answer is None else "no whole number; 0 where there is none"
    assert f"row {PLACES[place][1:]}, {PLACES[place][0]}: {said}" in message
    assert str(answer) not in message
    assert message.count("row ") == 1


def test_every_bad_cell_is_named_at_once(closed):
    answers = ("x1", *COUNTED[1:4], "=1+1", *COUNTED[5:10], "x2")
    message = refused(closed, "B1", "--form", filled(closed, printed(closed), answers))
    assert all(f"row {row}, {column}:" in message for row, column in ((7, "C"), (11, "C"), (15, "F")))
    assert "row 11, C: no plain text" in message
    assert not any(content in message for content in ("x1", "x2", "1+1"))


@pytest.mark.parametrize(
    ("answers", "said"),
    [
        (instead(SECOND_VOTE, 2), "nominee 1: 3 + 2 + 0 = 5, but 4 returned"),
        (instead(RETURNED, 3), "nominee 1: 3 + 0 + 0 = 3, but 3 returned"),
        (instead(INVALID, 9), "9 invalid of 4 returned"),
    ],
)
def test_numbers_that_do_not_add_up_are_refused_as_typed_ones_are(closed, answers, said):
    message = refused(closed, "B1", "--form", filled(closed, printed(closed), answers))
    box = ("--returned", answers[RETURNED], "--invalid", answers[INVALID], "--note", NOTED)
    votes = f"1={answers[5]}/{answers[6]}/{answers[7]},2=1/1/1"
    assert message == refused(closed, "B1", *box, "--votes", votes, "--printed", 8, "--spoiled", 1)
    assert said in message


def cleared(sheet, row):
    for cell in sheet[row]:
        if not isinstance(cell, openpyxl.cell.cell.MergedCell):
            cell.value = None


def test_a_sheet_without_the_row_of_a_nominee_is_refused(closed):
    book = printed(closed)
    filled(closed, book)
    cleared(book.active, 15)
    book.save(closed.folder / "short.xlsx")
    assert "nominee 2" in refused(closed, "B1", "--form", "short.xlsx")


@pytest.mark.parametrize(("row", "votes"), [(9, (0, 0, 0, 0, 0, 0)), (10, (4, 0, 0, 2, 1, 1))])
def test_a_sheet_without_the_row_of_a_number_that_it_needs_is_refused(closed, row, votes):
    book = printed(closed)
    filled(closed, book, (None, None, 4, 0, NOTED, *votes))
    label = book.active[f"A{row}"].value
    cleared(book.active, row)
    book.save(closed.folder / "short.xlsx")
    assert f"the row “{label}” is missing" in refused(closed, "B1", "--form", "short.xlsx")


def test_a_sheet_with_two_rows_of_one_nominee_is_refused(closed):
    book = printed(closed)
    filled(closed, book)
    for column, answer in zip("ADEF", (1, 0, 3, 0), strict=True):
        book.active[f"{column}16"] = answer
    book.save(closed.folder / "double.xlsx")
    assert "row 16, A: nominee 1 stands twice" in refused(closed, "B1", "--form", "double.xlsx")


@pytest.mark.parametrize("typed", [("--votes", "1=0/3/0"), ("--invalid", 3), ("2=0/3/0",)])
def test_numbers_typed_beside_a_sheet_are_refused_and_never_dropped(closed, typed):
    refused(closed, "B1", "--form", filled(closed, printed(closed)), *typed, code=2)


def test_a_sheet_of_a_show_of_hands_filled_in_as_it_says_is_counted(closed):
    closed.ok("ballot", "edit", "B2", "--mode", "hands", "--double-entry", "0")
    steps(closed, "B2", "freeze", "open", "close")
    book = printed(closed, "B2")
    answers = [5, 0, None, 5, 0, 0, 3, 2, 0]
    answers = [*[0] * (len(yellow(book.active)) - len(answers)), *answers]
    closed.ok("ballot", "count", "B2", "--form", filled(closed, book, answers))


def test_a_file_that_is_not_there_or_is_no_workbook_is_refused(closed):
    refused(closed, "B1", "--form", "nowhere.xlsx", code=4)
    (closed.folder / "broken.xlsx").write_bytes(b"PK\x03\x04 no workbook")
    refused(closed, "B1", "--form", "broken.xlsx")
    refused(closed, "B1", "--form", filled(closed, printed(closed)), "--returned", 4, code=2)
