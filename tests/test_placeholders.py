"""Places of a command: spoken in the language of the user, filled with what is known, typed as a shell takes it."""

import json
import shlex

import pytest
from inprocess import forget_configuration

from emulation_cli.kernel import language, placeholders


def test_a_code_or_a_path_in_capitals_is_no_placeholder():
    language.speak("vi")
    line = "emulation unit show BLOCK-1 UNIT.2 XUNIT --db /srv/DATE/x.db --report D:\\FILE\\x.csv UNIT BLOCK/YEAR"
    assert placeholders.spoken(line) == line.replace("UNIT BLOCK/YEAR", "ĐƠN_VỊ KHỐI/NĂM")


def test_only_the_commands_of_a_text_are_spoken():
    language.speak("vi")
    said = placeholders.in_text("UNIT\nemulation unit UNIT\nUNIT\n--on DATE\nUNIT --on DATE")
    assert said == "UNIT\nemulation unit ĐƠN_VỊ\nUNIT\n--on NGÀY\nUNIT --on NGÀY"


def test_in_english_they_are_as_they_are():
    assert placeholders.spoken("emulation unit show UNIT --on DATE") == "emulation unit show UNIT --on DATE"


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({}, "emulation pledge take BLOCK/YEAR FILE"),
        ({"year": "C6/2023", "file": None}, "emulation pledge take C6/2023 FILE"),
        ({"year": ["C6/2023"], "file": "t.xlsx"}, "emulation pledge take C6/2023 t.xlsx"),
        ({"year": ["C6/2023", "K4/2023"], "file": ""}, "emulation pledge take BLOCK/YEAR FILE"),
        ({"year": 2023, "file": "bảng đăng ký.xlsx"}, 'emulation pledge take 2023 "bảng đăng ký.xlsx"'),
    ],
)
def test_a_command_is_filled_with_what_is_known(values, filled):
    assert placeholders.filled("emulation pledge take {year} {file}", values) == filled


@pytest.mark.parametrize(
    "text",
    [
        *("TH", "14/KH-VKSTC", "Đ", "Quyết định 5", "x*", "(a)", "a;b", "a'b", 'a"b', "$HOME", "`x`", "!1"),
        *("D:\\sổ mới\\", "D:\\sổ mới.db", "\\\\máy chủ\\sổ"),
    ],
)
def test_a_value_is_typed_as_a_shell_takes_it(text):
    assert shlex.split(placeholders.typed(text)) == [text]


def test_the_next_command_names_the_register_that_was_named(cli):
    new = ("--db", "sổ mới.db")
    assert cli("init", *new).err.endswith(' --kind cluster --db "sổ mới.db"\n')
    said = cli("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", *new).err
    assert said.endswith('Next: emulation year join BLOCK/YEAR TH --db "sổ mới.db"\n')
    line = cli("unit", "edit", "TH", "--short", "Thanh Hóa", *new).err.partition("Next: emulation ")[2]
    assert json.loads(cli.ok(*shlex.split(line), "--format", "json"))["short"] == "Thanh Hóa"


def test_the_commands_of_a_hint_name_the_register_that_was_named(register):
    register.db.rename(register.folder / "sổ mới.db")
    new = ("--db", "sổ mới.db")
    register.refused(4, "unit", "list")
    assert register.refused(4, "unit", "show", "XX", *new).endswith('with: emulation unit list --db "sổ mới.db"\n')
    assert register.refused(2, "unit", "show", *new).endswith("See: emulation unit show --help\n")
    assert register.refused(4, "unit", "list", "--db", "x.db").count("--db x.db") == 1


def test_settings_that_cannot_be_read_name_no_register(register, monkeypatch):
    monkeypatch.delenv("EMULATION_DB")
    config = register.folder / "config" / "emulation" / "config.toml"
    config.parent.mkdir(parents=True)
    config.write_text("lang = [", encoding="utf-8")
    forget_configuration()
    given = ("--db", "register.db", "--lang", "en", "--wait", 1)
    assert register("unit", "add", "TH", "VKSND tỉnh Thanh Hóa", *given).err.endswith(" TH --db register.db\n")
    assert "config.toml cannot be read" in register.refused(2, "unit", "list", "--db", "register.db")
