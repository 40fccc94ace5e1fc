"""Dates, counts, points and pass lines: read strictly, never guessed at, shown as they were meant."""

import re
from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from math import gcd

import openpyxl
import pytest
from hypothesis import given
from hypothesis import strategies as st

from emulation_cli.kernel import dates, numbers

days = st.dates(dates.EARLIEST, date(2199, 12, 31))


# -- dates ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "meant"),
    [
        ("01/03/2023", date(2023, 3, 1)),
        ("1/3/2023", date(2023, 3, 1)),
        (" 01/03/2023 ", date(2023, 3, 1)),
        ("2023-03-01", date(2023, 3, 1)),
        ("ngày 1 tháng 3 năm 2023", date(2023, 3, 1)),
        ("Ngày 01 tháng 03 năm 2023", date(2023, 3, 1)),
        ("1 tháng 3 năm 2023", date(2023, 3, 1)),
        ("29/02/2024", date(2024, 2, 29)),
        ("01/03/1900", date(1900, 3, 1)),
    ],
)
def test_a_day_is_read_day_first_or_as_iso(typed, meant):
    assert dates.parse_date(typed) == meant


@given(days)
def test_every_day_reads_back_as_it_is_shown(day):
    assert dates.parse_date(dates.show_date(day.isoformat())) == day
    assert dates.parse_date(day.isoformat()) == day
    assert dates.parse_date(f"ngày {day.day} tháng {day.month} năm {day.year}") == day


@pytest.mark.parametrize(
    "typed",
    [
        "30/02/2023",
        "29/02/2023",
        "31/04/2023",
        "13/13/2023",
        "00/01/2023",
        "2023-02-30",
        "01/03/23",
        "23-03-01",
        "28/02/1900",
        "1899-12-31",
        "03/2023",
        "2023",
        "44986",
        "01.03.2023",
        "2023/03/01",
        "2023-3-1",
        "20230301",
        "1 March 2023",
        "01/03/2023 10:00",
        "2023-03-01T00:00:00",
        "01/03/20233",
        "",
        "hôm kia",
    ],
)
def test_what_is_no_plain_day_is_refused_with_the_text(typed):
    with pytest.raises(ValueError, match=re.escape(typed) + " (is|lies)"):
        dates.parse_date(typed)


@pytest.mark.parametrize("typed", ["٠١/٠٣/٢٠٢٣", "０１/０３/２０２３", "२०२३-०३-०१"])
def test_digits_of_other_scripts_make_no_day(typed):
    with pytest.raises(ValueError, match="date"):
        dates.parse_date(typed)


@pytest.mark.parametrize("typed", ["30/02/2023", "01/03/23", "28/02/1900", "mai"])
def test_an_impossible_typed_date_is_refused_and_named(register, typed):
    before = register.db.read_bytes()
    message = register.refused(3, "unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--from", typed)
    assert typed in message
    assert register.db.read_bytes() == before
    assert typed in register.refused(3, "unit", "list", "--on", typed)


def test_a_date_is_shown_as_iso_in_json_and_day_first_on_screen(register):
    register.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--from", "1/3/2023")
    assert register.json("unit", "list")[0]["valid_from"] == "2023-03-01"
    assert "01/03/2023" in register.ok("unit", "list")


@pytest.mark.parametrize(
    ("moment", "day"),
    [
        ("2023-06-30T16:59:59Z", "2023-06-30"),
        ("2023-06-30T17:00:00Z", "2023-07-01"),
        ("2023-12-31T17:00:00", "2024-01-01"),
        ("2023-07-01T01:00:00+09:00", "2023-06-30"),
    ],
)
def test_today_is_the_day_in_viet_nam(register, monkeypatch, moment, day):
    monkeypatch.setenv("EMULATION_NOW", moment)
    register.ok("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", "--from", "hôm nay")
    assert register.json("unit", "show", "TH")["valid_from"] == day


def test_yesterday_and_tomorrow_follow_from_today(monkeypatch):
    monkeypatch.setenv("EMULATION_NOW", "2024-02-29T08:00:00Z")
    today = dates.parse_date("today")
    assert today == date(2024, 2, 29)
    assert dates.parse_date("Hôm qua") == dates.parse_date("yesterday") == today - timedelta(days=1)
    assert dates.parse_date("ngày mai") == dates.parse_date("tomorrow") == today + timedelta(days=1)


def test_a_clock_that_is_no_time_is_a_usage_error(register, monkeypatch):
    monkeypatch.setenv("EMULATION_NOW", "hôm nay")
    assert "EMULATION_NOW" in register.refused(2, "unit", "add", "TH", "VKSND tỉnh Thanh Hóa")


@pytest.mark.parametrize(("cell", "stored"), [(date(1900, 3, 1), "1900-03-01"), (date(2023, 3, 1), "2023-03-01")])
def test_a_real_date_in_a_workbook_is_that_day(register, cell, stored):
    _workbook(register.folder / "units.xlsx", cell)
    register.ok("import", "units", "units.xlsx")
    assert register.json("unit", "show", "TH")["valid_from"] == stored


def test_a_real_date_before_the_earliest_is_refused_like_a_typed_one(register):
    _workbook(register.folder / "units.xlsx", date(1900, 1, 15))
    assert "row 2" in register.refused(3, "import", "units", "units.xlsx")


def _workbook(path, day):
    book = openpyxl.Workbook()
    book.active.append(["code", "name", "valid_from"])
    book.active.append(["TH", "VKSND tỉnh Thanh Hóa", day])
    book.save(path)


# -- counts -----------------------------------------------------------------------------------------------------------


@given(st.integers(0, numbers.LARGEST))
def test_every_whole_number_reads_back(number):
    assert numbers.parse_count(f" {number} ") == number


@pytest.mark.parametrize(
    "typed", ["", "+1", "1.0", "1,5", "1 000", "1_000", "1e3", "٣", "１２", "²", "0x1", "--1", "- 1"]
)
def test_what_is_no_whole_number_is_refused(typed):
    with pytest.raises(ValueError, match="is not a whole number"):
        numbers.parse_count(typed)


@pytest.mark.parametrize("typed", ["-1", "9" * 10, "1000000000"])
def test_a_whole_number_that_is_no_count_is_refused_with_the_range(typed):
    with pytest.raises(ValueError, match=f"{typed} does not lie between 0 and 999999999"):
        numbers.parse_count(typed)


def test_a_count_out_of_range_is_refused_with_its_range(register):
    message = register.refused(3, "person", "add", "P1", "Nguyễn Văn Hòa", "--born", "1899")
    assert "1899" in message
    assert "1900" in message


# -- points -----------------------------------------------------------------------------------------------------------


@given(st.integers(-99_999_999_999, 99_999_999_999), st.booleans())
def test_points_read_back_from_what_is_shown(hundredths, comma):
    shown = numbers.points_text(hundredths, comma=comma)
    assert numbers.parse_points(shown) == hundredths
    assert Fraction(shown.replace(",", ".")) == Fraction(hundredths, 100)
    assert shown.replace(",", ".") == f"{Decimal(hundredths).scaleb(-2).normalize():f}"


@given(st.integers(-9_999_999, 9_999_999))
def test_points_in_json_are_the_number_itself(hundredths):
    number = numbers.points_number(hundredths)
    assert numbers.parse_points(str(number)) == hundredths
    assert isinstance(number, int) == (hundredths % 100 == 0)


@pytest.mark.parametrize(
    ("typed", "hundredths"), [("90,5", 9050), ("90.5", 9050), ("90", 9000), ("-0,05", -5), ("0", 0)]
)
def test_points_take_a_comma_or_a_point(typed, hundredths):
    assert numbers.parse_points(typed) == hundredths


@pytest.mark.parametrize(
    "typed", ["1.000", "1,000", "1.000,5", "1,", ",5", "", "90.555", "1e3", "nan", "inf", "9 0", "٩", "+1", "−1", "1_0"]
)
def test_points_that_may_mean_two_things_or_none_are_refused(typed):
    with pytest.raises(ValueError, match="decimals"):
        numbers.parse_points(typed)


# -- pass lines -------------------------------------------------------------------------------------------------------


@given(st.integers(1, 999_999), st.integers(1, 999_999))
def test_a_pass_line_is_reduced_and_keeps_its_value(one, other):
    numerator, denominator = sorted((one, other))
    found = numbers.parse_fraction(f"{numerator}/{denominator}")
    assert Fraction(*found) == Fraction(numerator, denominator)
    assert gcd(*found) == 1


@given(st.integers(1, 100))
def test_a_percentage_is_the_same_pass_line_as_its_fraction(percent):
    assert numbers.parse_fraction(f"{percent}%") == numbers.parse_fraction(f"{percent}/100")


@pytest.mark.parametrize("typed", ["0%", "101%", "0/5", "5/4", "5/0", "0.8", "80", "80,5%", "-1/2", "4/5/6", "", "٤/٥"])
def test_what_is_no_pass_line_is_refused(typed):
    with pytest.raises(ValueError, match=r"is not a fraction|more than 0%, at most 100%"):
        numbers.parse_fraction(typed)
