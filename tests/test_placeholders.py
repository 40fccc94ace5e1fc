"""Places of a command: spoken in the language of the user, filled with what is known, typed as a shell takes it."""

import json
import shlex

import pytest
from inprocess import forget_configuration

from emulation_cli.kernel import language, placeholders


def test_the_places_of_a_command_are_told_in_the_language_of_the_user_its_values_never():
    line = placeholders.command_line(
        "emulation duty receive {duty} BLOCK/YEAR {units} --on DATE", duty="TO", units=["DD", "ID"]
    )
    assert (line, f"{line}") == ("emulation duty receive TO BLOCK/YEAR DD ID --on DATE",) * 2
    language.speak("vi")
    assert (line, f"{line}") == (
        "emulation duty receive TO BLOCK/YEAR DD ID --on DATE",
        "emulation duty receive TO KHỐI/NĂM DD ID --on NGÀY",
    )
    assert json.dumps([line]) == '["emulation duty receive TO BLOCK/YEAR DD ID --on DATE"]'


@pytest.mark.parametrize(
    ("values", "filled"),
    [
        ({}, "emulation pledge take BLOCK/YEAR FILE"),
        ({"year": "C6/2023", "file": None}, "emulation pledge take C6/2023 FILE"),
        ({"year": ["C6/2023"], "file": "t.xlsx"}, "emulation pledge take C6/2023 t.xlsx"),
        ({"year": [], "file": ""}, "emulation pledge take BLOCK/YEAR FILE"),
        ({"year": 2023, "file": "bảng đăng ký.xlsx"}, 'emulation pledge take 2023 "bảng đăng ký.xlsx"'),
        ({"year": "{file}", "file": "-x.xlsx"}, 'emulation pledge take "{file}" ./-x.xlsx'),
    ],
)
def test_a_command_is_filled_with_what_is_known(values, filled):
    assert placeholders.command_line("emulation pledge take {year} {file}", values) == filled


@pytest.mark.parametrize("code", sorted(placeholders.WORDS))
def test_a_code_that_is_a_word_of_a_command_stays_as_it_is(register, monkeypatch, code):
    monkeypatch.setenv("EMULATION_LANG", "vi")
    said = register("unit", "add", code, "Đơn vị thử").err
    assert said.endswith(f"Tiếp theo: emulation year join KHỐI/NĂM {code}\n")


def test_what_waits_for_units_and_blocks_with_such_codes_can_be_typed_as_told(register, monkeypatch):
    monkeypatch.setenv("EMULATION_LANG", "vi")
    register.ok("block", "add", "FROM", "Khối thử", "--kind", "block")
    for code in ("TO", "ID", "NEW"):
        register.ok("unit", "add", code, f"Đơn vị {code}")
    register.ok("year", "open", "FROM/2023")
    register.ok("year", "join", "FROM/2023", "TO", "ID", "NEW")
    shown = register.ok("status", "FROM/2023")
    assert "emulation year lead FROM/2023 --head ĐƠN_VỊ" in shown
    assert {"TỪ/2023", "ĐẾN", "MÃ_MỚI"} & set(shown.split()) == set()


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
