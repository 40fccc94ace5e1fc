"""Which language is spoken: as asked, else the register's, else the machine's; data is the same in both."""

import json

import inprocess
import pytest
from conftest import start

from emulation_cli.kernel import errors, language, usage
from emulation_cli.kernel.labels import shown

NOBODY = {"EMULATION_LANG": "", "LC_ALL": "", "LC_MESSAGES": ""}
ENGLISH, VIETNAMESE = "there is no unit TN", "không có đơn vị TN"


@pytest.fixture
def asked(register, monkeypatch):
    """What a machine of a locale says, with whatever else is asked for."""

    def ask(*words, locale="en_US.UTF-8", **variables):
        for name, value in {**NOBODY, "LANG": locale, **variables}.items():
            monkeypatch.setenv(name, value)
        inprocess.forget_configuration()
        return register("unit", "show", "TN", *words).err.partition("\n")[0]

    return ask


@pytest.mark.parametrize(("locale", "said"), [("en_US.UTF-8", ENGLISH), ("C", ENGLISH), ("vi_VN.UTF-8", VIETNAMESE)])
def test_where_nobody_says_otherwise_the_locale_decides(asked, locale, said):
    assert asked(locale=locale) == said


def test_a_register_goes_before_the_locale_a_variable_before_it_an_option_before_all(asked, register):
    assert register.json("language") == {"language": None}
    register.ok("language", "vi")
    assert asked() == VIETNAMESE
    assert asked(EMULATION_LANG="en") == ENGLISH
    assert asked("--lang", "vi", EMULATION_LANG="en") == VIETNAMESE
    register.ok("language", "locale")
    assert asked() == ENGLISH


def test_the_configuration_goes_before_the_register(asked, register):
    register.ok("language", "vi")
    folder = register.folder / "config" / "emulation"
    folder.mkdir(parents=True)
    (folder / "config.toml").write_text("lang = 'en'\n", encoding="utf-8")
    assert asked() == ENGLISH


def test_a_new_register_keeps_the_language_that_was_typed_and_no_other(cli):
    assert cli.json("init", "--lang", "vi", "--db", "a.db")["language"] == "vi"
    assert cli.json("init", "--db", "b.db")["language"] is None
    assert cli.json("language", "--db", "a.db") == {"language": "vi"}
    assert cli.json("log", "--db", "a.db")[-1]["after"]["language"] == "vi"


def test_a_change_of_language_is_one_entry_of_the_log_and_the_same_again_is_none(register):
    for _time in range(2):
        register.ok("language", "vi")
    first, *rest = register.json("log")
    assert (first["verb"], first["before"], first["after"]) == ("language", {"language": None}, {"language": "vi"})
    assert [one["verb"] for one in rest] == ["init"]


def test_another_word_is_a_usage_error_that_lists_the_choices(register):
    assert "vi, en, locale" in register.refused(2, "language", "fr")


@pytest.mark.parametrize("content", [b"", b"no register", b"SQLite format 3\x00" + bytes(100)])
def test_a_file_that_is_no_register_is_asked_for_no_language_and_stays_untouched(asked, register, content):
    register.db.write_bytes(content)
    assert "register.db" in asked()
    assert register.db.read_bytes() == content
    assert sorted(path.name for path in register.folder.iterdir()) == ["register.db"]


# -- what is said -----------------------------------------------------------------------------------------------------


@start
def of_the_year(cum6):
    """A year with dates, decimals and a ballot's codes."""
    cum6.ok("meeting", "add", "M1", "C6/2023", "--kind", "midyear", "--on", "30/06/2023")
    cum6.ok("pledge", "draft", "C6/2023")
    cum6.ok("pledge", "target", "C6/2023", "CT1", "Tỷ lệ giải quyết", "--goal", "≥ 90,5", "--measure", "%")
    cum6.ok("meeting", "attend", "M1", "all")
    cum6.ok("pledge", "adopt", "C6/2023", "--meeting", "M1", "--consensus")
    cum6.ok("pledge", "result", "C6/2023", "CT1", "TH", "91,25", "--period", "midyear")
    cum6.ok("ballot", "new", "B1", "C6/2023", "--meeting", "M1", "--threshold", "80%", "--of", "members")


SHOWN = [
    ("year", "show", "C6/2023"),
    ("meeting", "show", "M1"),
    ("pledge", "results", "C6/2023", "--period", "midyear"),
    ("ballot", "show", "B1"),
    ("ballot", "list"),
    ("unit", "list"),
    ("status", "--on", "30/06/2023"),
]


@pytest.mark.parametrize("words", SHOWN, ids=" ".join)
@pytest.mark.parametrize("form", ["json", "csv"])
def test_data_is_the_same_in_both_languages(of_the_year, words, form):
    one, other = (of_the_year.ok(*words, "--format", form, "--lang", lang) for lang in ("en", "vi"))
    if words[0] == "status":  # what is to be done is told in words
        one, other = ([line["state"] for line in json.loads(text)] if form == "json" else "" for text in (one, other))
    assert one == other


@pytest.mark.parametrize(
    ("words", "there", "nowhere"),
    [
        (("year", "show", "C6/2023"), ["Từ ngày", "01/01/2023", "đang mở", "Trưởng khối, cụm"], ["2023-01-01", "open"]),
        (("meeting", "show", "M1"), ["30/06/2023", "sơ kết 6 tháng", "trực tiếp"], ["2023-06-30", "midyear"]),
        (SHOWN[2], ["91,25", "≥ 90,5", "100,83", "vượt", "6 tháng"], ["91.25", "exceeded", "midyear"]),
        (("ballot", "show", "B1"), ["dự thảo", "bỏ phiếu kín", "tính trên tổng số thành viên"], ["draft", "secret"]),
        (("ballot", "list"), ["dự thảo", "bỏ phiếu kín", "Trạng thái"], ["draft", "secret"]),
    ],
)
def test_a_screen_in_vietnamese_has_days_decimals_and_codes_as_people_write_them(of_the_year, words, there, nowhere):
    said = of_the_year.ok(*words, "--lang", "vi")
    assert [one for one in there if one not in said] == []
    assert [one for one in nowhere if one in said] == []


def test_only_a_whole_day_and_only_a_code_of_its_key_are_said_otherwise():
    language.speak("vi")
    assert shown("text", "2023-01-01 là ngày đầu") == "2023-01-01 là ngày đầu"
    assert (shown("text", "open"), shown("state", "open")) == ("open", "đang mở")
    assert shown("kinds", ["launch", "2023-01-01"]) == ["phát động, ký kết giao ước", "01/01/2023"]


@pytest.mark.parametrize("answer", ["c\n", "Có\n", "co\n", "y\n", "YES\n"])
def test_a_yes_in_either_language_confirms(cum6, monkeypatch, answer):
    monkeypatch.setattr("sys.stdin", Typed(answer))
    monkeypatch.setattr("sys.stderr", Terminal())
    assert cum6("unit", "add", "QN", "VKSND tỉnh Quảng Ninh").code == 0
    assert cum6("unit", "remove", "QN", "--lang", "vi").code == 0


class Terminal:
    """A stream that is a terminal and keeps nothing."""

    def isatty(self):
        return True

    def write(self, text):
        return len(text)

    def flush(self):
        pass


class Typed(Terminal):
    """A terminal at which a line was typed."""

    def __init__(self, line):
        self.line = line

    def readline(self):
        return self.line


# -- what others say --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["unt"], "Không có lệnh 'unt'; gần giống: unit"),
        (["unit", "ad"], "Không có lệnh 'ad'; gần giống: add"),
        (["unit", "add", "--shrt", "x"], "Không có tùy chọn: --shrt; gần giống: --short"),
        (["unit", "add"], "Thiếu tham số 'MÃ'."),
        (["year", "handover", "C6/2023"], "Thiếu tùy chọn '--on'."),
        (["unit", "add", "A", "B", "C"], "Thừa tham số (C)"),
        (["unit", "add", "A", "B", "--short"], "Tùy chọn '--short' phải có giá trị."),
        (["unit", "add", "--quiet=1", "A", "B"], "Tùy chọn '--quiet' không nhận giá trị."),
        (["log", "show", "x"], "Giá trị của 'N' không hợp lệ: 'x' không phải số nguyên."),
        (["search", "--limit", "0", "x"], "Giá trị của '--limit' không hợp lệ: 0 không nằm trong khoảng"),
    ],
)
def test_what_the_parser_says_is_said_in_vietnamese(register, monkeypatch, words, said):
    monkeypatch.setenv("EMULATION_LANG", "vi")
    done = register(*words)
    assert done.code == 2
    assert done.err.startswith(said)


def test_every_known_message_of_the_parser_can_be_met():
    assert len(usage.ERRORS) == 10  # the ones above, and a group without a verb


@pytest.mark.parametrize(
    ("error", "english", "vietnamese"),
    [
        (OSError(28, "No space left on device"), "No space left on device", "ổ đĩa đã hết chỗ"),
        (ValueError("Invalid value (at line 3, column 8)"), "Invalid value (at line 3, column 8)", "dòng 3, cột 8"),
        (ValueError("something else"), "something else", "something else"),
    ],
)
def test_what_the_system_says_is_quoted_in_the_language_spoken(error, english, vietnamese):
    assert errors.quoted(error) == english
    language.speak("vi")
    assert errors.quoted(error) == vietnamese
