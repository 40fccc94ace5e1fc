"""Tab: the codes, words and kinds that a half-typed line may mean, with names beside them, in four shells."""

import importlib
import os
import shutil
import sqlite3
import subprocess
import sys
import time
from contextlib import closing

import pytest
import shellingham
from behind import old_register
from conftest import start

from emulation_cli import app
from emulation_cli.kernel import candidates, completion, places, shells
from emulation_cli.kernel import register as files

YEAR = "C6/2023"
KIND_LISTS = [address.split(":") for address in app.KINDS.values()]
MEMBERS = {
    "TH": "VKSND tỉnh Thanh Hóa",
    "NA": "VKSND tỉnh Nghệ An",
    "HT": "VKSND tỉnh Hà Tĩnh",
    "QB": "VKSND tỉnh Quảng Bình",
    "QT": "VKSND tỉnh Quảng Trị",
    "TTH": "VKSND tỉnh Thừa Thiên Huế",
}
THESE = {code: MEMBERS[code] for code in ("TH", "TTH")}


def asked(line, shell, split=None):
    """What the script of a shell tells the program about a line that ends where the cursor is."""
    words = split or line.split(" ")
    return {
        "_EMULATION_COMPLETE": f"complete_{shell}",
        "COMP_WORDS": "\n".join(words),
        "COMP_CWORD": str(len(words) - 1),
        "_TYPER_COMPLETE_FISH_ACTION": "get-args",
        "_TYPER_COMPLETE_ARGS": line,
        "_TYPER_COMPLETE_WORD_TO_COMPLETE": words[-1],
    }


@pytest.fixture
def tab(cli, monkeypatch):
    """What the program prints for a line, line by line; it says nothing else."""

    def press(line, shell="fish", split=None):
        for name, value in asked(f"emulation {line}", shell, split).items():
            monkeypatch.setenv(name, value)
        done = cli()
        monkeypatch.delenv("_EMULATION_COMPLETE")
        assert done.err == ""
        return done.out.splitlines()

    return press


@pytest.fixture
def offered(tab):
    """Word → what stands beside it."""
    return lambda line: dict(word.split("\t") if "\t" in word else (word, "") for word in tab(line) if word)


@start
def full(cum6):
    """Cụm 6 in 2023 with one of everything that has a code."""
    cli = cum6
    cli.ok("year", "edit", YEAR, "--theme", "Đoàn kết, sáng tạo")
    cli.ok("unit", "add", "BTC", "Ban tổ chức")
    cli.ok(
        "document", "add", "14/KH-VKSTC", "--kind", "Kế hoạch", "--on", "01/02/2023", "--subject", "Phát động thi đua"
    )
    cli.ok("movement", "add", "PT", "Thi đua yêu nước", "--scope", "block")
    cli.ok("meeting", "add", "SK", YEAR, "--kind", "midyear", "--on", "30/06/2023", "--place", "Thanh Hóa")
    cli.ok("award", "add", "GK", "Giấy khen", "--level", "unit", "--recipient", "collective")
    cli.ok("ballot", "new", "B1", YEAR, "--meeting", "SK")
    cli.ok("ballot", "nominate", "B1", "NA", "--award", "GK")
    cli.ok("nomination", "add", "KN", YEAR, "TH", "--award", "GK")
    cli.ok("person", "add", "N.1", "Nguyễn Văn A", "--unit", "TH")
    cli.ok("council", "add", "HD", "Hội đồng thi đua", "--kind", "emulation")
    cli.ok("pledge", "draft", YEAR)
    cli.ok("pledge", "target", YEAR, "T1", "Giải quyết đúng hạn", "--goal", "≥ 98", "--measure", "%")
    cli.ok("pledge", "period", YEAR, "Q1", "Quý I", "--from", "01/01/2023", "--to", "31/03/2023")
    cli.ok("question", "add", YEAR, "NA", "Khi nào ký kết?", "--on", "01/03/2023")


# -- codes with names beside them -------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("unit show T", THESE),
        ("unit show ", {**MEMBERS, "BTC": "Ban tổ chức"}),
        ("unit edit t", THESE),
        ("block show ", {"C6": "Cụm thi đua số 6"}),
        ("year show ", {YEAR: "Đoàn kết, sáng tạo"}),
        ("year show c6/20", {YEAR: "Đoàn kết, sáng tạo"}),
        ("year open ", {"C6/2024": "Cụm thi đua số 6"}),
        ("year open C6/2024 --like ", {YEAR: "Đoàn kết, sáng tạo"}),
        ("ballot show ", {"B1": "C6/2023 30/06/2023, draft"}),
        ("ballot drop B1 ", {"1": "VKSND tỉnh Nghệ An, GK"}),
        ("ballot second-round B1 B2 --nominee ", {"1": "VKSND tỉnh Nghệ An, GK"}),
        ("meeting show ", {"SK": "mid-year review 30/06/2023, Thanh Hóa"}),
        ("award show ", {"GK": "Giấy khen"}),
        ("movement show ", {"PT": "Thi đua yêu nước"}),
        ("person show ", {"N.1": "Nguyễn Văn A"}),
        ("council show ", {"HD": "Hội đồng thi đua"}),
        ("document show 14", {"14/KH-VKSTC": "Phát động thi đua"}),
        ("unit close TH --document ", {"14/KH-VKSTC": "Phát động thi đua"}),
        ("nomination show ", {"KN": "VKSND tỉnh Thanh Hóa, GK"}),
        ("question answer ", {"C6/2023-1": "Khi nào ký kết"}),
        ("pledge result C6/2023 ", {"T1": "Giải quyết đúng hạn"}),
        ("pledge results C6/2023 --period ", {"midyear": "mid-year", "year": "", "Q1": "Quý I"}),
        ("paper make ballot-minutes B", {"B1": "C6/2023 30/06/2023, draft"}),
        ("ballot nominate B1 N", {"NA": MEMBERS["NA"], "N.1": "Nguyễn Văn A"}),
        ("commendation add N", {"NA": MEMBERS["NA"], "N.1": "Nguyễn Văn A"}),
    ],
)
def test_a_code_completes_with_its_name_beside_it(full, offered, line, found):
    assert offered(line) == found


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("unit add X Y --parent T", THESE),
        ("person add X Y --unit T", THESE),
        ("exemplar add T", THESE),
        ("exemplar add TH X --movement ", {"PT": "Thi đua yêu nước"}),
        ("meeting add X ", {YEAR: "Đoàn kết, sáng tạo"}),
        ("rule add X --basis ", {"14/KH-VKSTC": "Phát động thi đua"}),
        ("activity add X C6/2023 Y --unit TH,T", {"TH,TTH": MEMBERS["TTH"]}),
        ("registration add C6/2023 TH ", {"GK": "Giấy khen"}),
    ],
)
def test_what_a_field_refers_to_completes(full, offered, line, found):
    assert offered(line) == found


@pytest.mark.parametrize(
    "line",
    ["unit add ", "document add 1", "ballot new ", "ballot supersede B1 ", "unit rename TH ", "unit add X Y --kind "],
)
def test_what_is_new_is_left_to_the_officer(full, offered, line):
    assert offered(line) == {}


# -- narrowed by what stands before -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("year lead C6/2023 --head ", set(MEMBERS)),
        ("year lead --head ", {*MEMBERS, "BTC"}),
        ("year lead C6/2023 --head B", {"BTC"}),
        ("year join C6/2023 ", {"BTC"}),
        ("meeting attend SK ", set(MEMBERS)),
        ("meeting attend SK TH NA ", set(MEMBERS) - {"TH", "NA"}),
        ("ballot vote B1 ", set(MEMBERS)),
        ("ballot roll B1 --written ", set(MEMBERS)),
        ("year lead C6/2023 --head TH --deputy NA --deputy ", set(MEMBERS) - {"NA"}),
        ("unit show --lang vi B", {"BTC"}),
    ],
)
@pytest.mark.parametrize("language", ["en", "vi"])
def test_a_line_that_names_a_year_is_offered_its_members(full, offered, monkeypatch, language, line, found):
    monkeypatch.setenv("EMULATION_LANG", language)
    assert set(offered(line)) == found


def test_the_last_of_several_with_commas_completes_and_none_comes_twice(full, offered):
    assert offered("ballot roll B1 --present TH,T") == {"TH,TTH": MEMBERS["TTH"]}
    assert offered("ballot roll B1 --present th,") == {f"th,{code}": MEMBERS[code] for code in MEMBERS if code != "TH"}
    assert offered("ballot roll B1 --present TH --present T") == {"TTH": MEMBERS["TTH"]}
    assert offered("ballot roll B1 --present TH,TTH,TT") == {}


# -- what is matched --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("typed", "found"),
    [
        ("hue", {"TTH"}),
        ("thanh", {"TH"}),
        ("Thừa", {"TTH"}),
        ("quang", {"QB", "QT"}),
        ("óa", set()),
        ("q", {"QB", "QT"}),
    ],
)
def test_where_no_code_begins_so_a_word_of_the_name_may(full, offered, typed, found):
    assert set(offered(f"unit show {typed}")) == found


def test_of_very_many_those_are_offered_that_have_the_same_beginning_as_all(register, offered):
    lines = ["code,name", *(f"TN{number:03},Đơn vị {number}" for number in range(250))]
    (register.folder / "u.csv").write_text("\n".join(lines), encoding="utf-8")
    register.ok("import", "units", "u.csv")
    found = offered("unit show t")
    assert len(found) == candidates.MOST
    assert {code[:3] for code in found} == {"TN0", "TN2"}
    assert set(offered("unit show TN249")) == {"TN249"}


def test_what_a_shell_would_take_apart_is_not_offered(register, offered):
    register.ok("document", "add", "Số 5", "--kind", "Kế hoạch", "--on", "01/02/2023")
    register.ok("document", "add", "5/QĐ-TTg", "--kind", "Kế hoạch", "--on", "01/02/2023")
    assert offered("document show ") == {"5/QĐ-TTg": ""}


def test_no_name_says_anything_to_a_shell(register, tab):
    register.ok("unit", "add", "X", r'Ban "9" \$(touch y) `touch z` [a] *? $HOME' + " và nhiều chữ nữa" * 9)
    for shell in ("zsh", "fish", "powershell"):
        (line,) = tab("unit show X", shell)
        beside = line.partition("Ban ")[2].removesuffix("\"))'")
        assert beside.startswith("”9” (touch y) touch z (a) HOME và nhiều")
        assert len(beside) < 70
        assert not set(beside) & set("\"'\\`$*?[]")


# -- words ------------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("line", "found"),
    [
        ("unit list --format ", {"table": "", "json": "", "csv": ""}),
        ("unit list --lang ", {"vi": "", "en": ""}),
        ("block add X Y --kind ", {"cluster": "", "block": ""}),
        ("block add X Y --kind C", {"cluster": ""}),
        ("ballot new B C6/2023 --of p", {"present": "members present"}),
        ("year lead C6/2023 --method el", {"elected": ""}),
        ("year lead C6/2023 --lang vi --method el", {"elected": "bầu"}),
        ("ballot new B C6/2023 --lang vi --mode kin", {"secret": "bỏ phiếu kín"}),
        (
            "score submit C6/2023 TH --lang vi --stage ",
            {"self": "tự chấm", "cross": "chấm chéo", "appraised": "thẩm định"},
        ),
        ("meeting add M C6/2023 --kind launch,m", {"launch,midyear": "mid-year review"}),
        ("nomination decide KN gr", {"granted": ""}),
        ("pledge results C6/2023 --period m", {"midyear": "mid-year"}),
        ("import un", {"units": ""}),
        ("import ret", {"returns": ""}),
        ("template uni", {"units": ""}),
        ("export un", {"units": ""}),
        ("export ret", {}),
        ("paper make ballot", {"ballot-minutes": "Biên bản kiểm phiếu"}),
    ],
)
def test_words_to_choose_from_complete_without_a_register(offered, line, found):
    assert offered(line) == found


def test_an_export_is_offered_its_verbs_and_every_kind(offered):
    assert set(offered("export ")) == {"run", "summary", *app.KINDS}


def test_a_kind_that_is_exported_is_offered_what_the_rows_take(full, offered):
    assert offered("export units ") == {YEAR: "Đoàn kết, sáng tạo"}
    assert "--output" in offered("export units --")


# -- four shells ------------------------------------------------------------------------------------------------------


def test_each_shell_is_answered_as_its_script_reads_it(cum6, tab):
    th, tth = MEMBERS["TH"], MEMBERS["TTH"]
    assert tab("unit show T", "bash") == [f"TH   {th}", f"TTH  {tth}"]
    assert tab("unit show TT", "bash") == ["TTH"]
    assert tab("unit show T", "zsh") == [f"""_arguments '*: :(("TH":"{th}\"""", f""""TTH":"{tth}"))'"""]
    assert tab("unit show T", "fish") == [f"TH\t{th}", f"TTH\t{tth}"]
    assert tab("unit show T", "powershell") == tab("unit show T", "pwsh") == [f"TH:::{th}", f"TTH:::{tth}"]


def test_bash_leaves_what_was_typed_where_it_is_of_names(cum6, tab):
    shown = tab("unit show quang", "bash")
    assert shown == [f"QB  {MEMBERS['QB']}", f"QT  {MEMBERS['QT']}", "…"]
    assert {line[0] for line in shown} == {"Q", "…"}
    assert tab("unit show hue", "bash") == ["TTH"]


def test_zsh_is_given_codes_in_the_case_that_was_typed(cum6, tab):
    assert tab("unit show tt", "zsh") == [f"""_arguments '*: :(("tth":"{MEMBERS["TTH"]}"))'"""]
    assert tab("unit show tT", "zsh") == [f"""_arguments '*: :(("tTH":"{MEMBERS["TTH"]}"))'"""]


def test_an_option_with_an_equals_sign_completes(full, tab):
    line = "ballot roll B1 --present=TH,TT"
    kept = ["emulation", "ballot", "roll", "B1", "--present", "=", "TH,TT"]
    assert tab(line, "bash", kept) == ["TH,TTH"]
    assert len(tab(line, "bash", [*kept[:-2], "="])) == len(MEMBERS)
    assert tab(line, "fish") == [f"--present=TH,TTH\t{MEMBERS['TTH']}"]
    assert tab(line, "powershell") == [f"--present=TH,TTH:::{MEMBERS['TTH']}"]


def run_in(shell, script, *words):
    done = subprocess.run([shell, *words, "-c", script], capture_output=True, text=True, timeout=60)
    assert (done.returncode, done.stderr) == (0, "")
    return done.stdout.splitlines()


@pytest.fixture
def program(cum6, monkeypatch):
    """`emulation` on the path, as it is when it is installed."""
    path = cum6.folder / "bin" / "emulation"
    path.parent.mkdir()
    path.write_text(f'#!/bin/sh\nexec {sys.executable} -m emulation_cli "$@"\n')
    path.chmod(0o700)
    monkeypatch.setenv("PATH", f"{path.parent}{os.pathsep}{os.environ['PATH']}")


@pytest.mark.skipif(not shutil.which("bash"), reason="there is no bash")
def test_bash_itself_takes_the_script_and_its_answer(program, cum6, monkeypatch):
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("bash", "/bin/bash"))
    script = cum6.ok("--show-completion")
    called = (
        'COMP_WORDS=(emulation year show c6/); COMP_CWORD=3; _emulation_completion emulation; echo "${COMPREPLY[0]}"'
    )
    assert run_in("bash", f"{script}\n{called}") == [YEAR]
    called = (
        'COMP_WORDS=(emulation unit show T); COMP_CWORD=3; _emulation_completion emulation; echo "${#COMPREPLY[@]}"'
    )
    assert run_in("bash", f"{script}\n{called}") == ["2"]


@pytest.mark.skipif(not shutil.which("fish"), reason="there is no fish")
def test_fish_itself_takes_the_script_and_its_answer(program, cum6, monkeypatch):
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("fish", "/usr/bin/fish"))
    monkeypatch.setenv("HOME", str(cum6.folder))
    script = cum6.ok("--show-completion")
    shown = [f"TH\t{MEMBERS['TH']}", f"TTH\t{MEMBERS['TTH']}"]
    assert run_in("fish", f"{script}\ncomplete --do-complete 'emulation unit show T'", "--no-config") == shown


@pytest.mark.skipif(not shutil.which("zsh"), reason="there is no zsh")
def test_zsh_itself_takes_the_script_and_its_answer(program, cum6, monkeypatch):
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("zsh", "/usr/bin/zsh"))
    script = cum6.ok("--show-completion")
    stand_in = "compdef() {}; _arguments() { eval ws=\\( ${1[7,-3]} \\); print -l $ws }"
    called = "words=(emulation unit show t); CURRENT=4; _emulation_completion"
    shown = [f"th:{MEMBERS['TH']}", f"tth:{MEMBERS['TTH']}"]
    assert run_in("zsh", f"{stand_in}\n{script}\n{called}", "-f") == shown


# -- setting it up ----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("shell", "file", "says"),
    [
        ("bash", ".bash_completions/emulation.sh", "complete -o default -F _emulation_completion emulation"),
        ("zsh", ".zfunc/_emulation", '\n_emulation_completion "$@"\n'),
        ("fish", ".config/fish/completions/emulation.fish", "complete --command emulation"),
    ],
)
def test_one_command_sets_it_up(cli, monkeypatch, shell, file, says):
    monkeypatch.setenv("HOME", str(cli.folder))
    monkeypatch.setattr(shellingham, "detect_shell", lambda: (shell, shell))
    done = cli("--install-completion")
    assert (done.code, done.out) == (0, "")
    assert done.err == f"Tab completes from the next start of {shell} on: {cli.folder / file}\n"
    assert says in (cli.folder / file).read_text()


def test_powershell_is_told_what_to_run(cli, monkeypatch):
    monkeypatch.setattr(shellingham, "detect_shell", lambda: ("pwsh", "pwsh"))
    script = cli.ok("--show-completion")
    assert '$Env:_EMULATION_COMPLETE = "complete_powershell"' in script
    assert "Register-ArgumentCompleter -Native -CommandName emulation" in script


@pytest.mark.parametrize("option", ["--install-completion", "--show-completion"])
@pytest.mark.parametrize("fails", [shellingham.ShellDetectionFailure, None])
def test_another_shell_is_told_which_there_are(cli, monkeypatch, option, fails):
    def detect():
        if fails:
            raise fails
        return "dash", "/bin/dash"

    monkeypatch.setattr(shellingham, "detect_shell", detect)
    done = cli(option)
    said = "Tab can be set up in bash, zsh, fish and PowerShell\nRun this again in one of these shells.\n"
    assert (done.code, done.out, done.err) == (2, "", said)


def test_help_says_in_our_words_what_it_is_for(cli):
    shown = " ".join(cli.ok("--help").split())
    assert "Let Tab complete commands, codes and words in this shell." in shown
    assert "Install completion" not in shown


def test_a_variable_that_powershell_leaves_empty_asks_for_nothing(cum6, monkeypatch):
    monkeypatch.setenv("_EMULATION_COMPLETE", "")
    assert "VKSND tỉnh Thanh Hóa" in cum6.ok("unit", "list")
    with shells.answering():
        assert importlib.import_module("rich")


# -- whatever is wrong ------------------------------------------------------------------------------------------------


def spoil(cli, how):
    """Make something of the register that no command could read."""
    if how == "none":
        cli.db.unlink()
    elif how == "foreign":
        with closing(sqlite3.connect(cli.folder / "other.db")) as other:
            other.execute("CREATE TABLE unit (code TEXT)")
            other.commit()
        shutil.move(cli.folder / "other.db", cli.db)
    elif how == "folder":
        cli.db.unlink()
        cli.db.mkdir()
    elif how == "older":
        cli.db.unlink()
        old_register(cli.db, "schema-10")
    else:
        whole = cli.db.read_bytes()
        cli.db.write_bytes({"empty": b"", "text": b"x" * 200, "cut": whole[:5000]}[how])


@pytest.mark.parametrize("how", ["none", "empty", "text", "foreign", "folder", "cut", "older"])
def test_no_register_offers_nothing_and_nothing_is_said_or_made(cum6, tab, how):
    spoil(cum6, how)
    before = {path: path.is_file() and path.read_bytes() for path in cum6.folder.rglob("*")}
    for shell, nothing in (("bash", [""]), ("zsh", ["_files"]), ("fish", [""]), ("powershell", [""])):
        assert tab("unit show T", shell) == nothing
        assert tab("ballot roll B1 --present TH,", shell) == nothing
    assert {path: path.is_file() and path.read_bytes() for path in cum6.folder.rglob("*")} == before


def test_a_locked_register_is_not_waited_for(cum6, tab):
    with closing(sqlite3.connect(cum6.db, isolation_level=None)) as other:
        other.execute("BEGIN EXCLUSIVE")
        began = time.monotonic()
        assert tab("unit show T") == [""]
        assert completion.WAIT <= 0.3
        assert time.monotonic() - began < 5
    assert len(tab("unit show T")) == 2


@pytest.mark.parametrize("setting", [{"EMULATION_LANG": "xx"}, {"COMP_CWORD": "x"}])
def test_a_setting_that_is_wrong_is_not_told_in_the_middle_of_a_line(cum6, monkeypatch, setting):
    for name, value in {**asked("emulation unit show T", "bash"), **setting}.items():
        monkeypatch.setenv(name, value)
    done = cum6()
    assert (done.code, done.out, done.err) == (1, "", "")


@pytest.mark.parametrize(
    "line", ["unit show TH ", "units ", "unit shw ", "unit show --nothing T", "ballot roll --present"]
)
def test_a_line_that_is_no_command_yet_offers_what_it_can(cum6, tab, line):
    assert "Traceback" not in "".join(tab(line))


def test_the_register_is_the_one_that_the_line_names(cum6, tab, offered):
    other = cum6.folder / "other.db"
    cum6.ok("init", "--db", other)
    cum6.ok("unit", "add", "TN", "Tỉnh Thái Nguyên", "--db", other)
    assert offered(f"unit show --db {other} ") == {"TN": "Tỉnh Thái Nguyên"}
    assert offered(f"unit show --db={other} ") == {"TN": "Tỉnh Thái Nguyên"}
    split = ["emulation", "unit", "show", "--db", "=", str(other), ""]
    assert tab(f"unit show --db={other} ", "bash", split) == ["TN"]
    assert offered(f"year lead C6/2023 --db {other} --head ") == {"TN": "Tỉnh Thái Nguyên"}
    assert offered("unit show --db none.db ") == {}
    assert not (cum6.folder / "none.db").exists()


# -- every place ------------------------------------------------------------------------------------------------------


def parameters():
    for word in app.COMMANDS:
        group = app.load(word)
        for name, command in getattr(group, "commands", {"": group}).items():
            yield from ((f"{word} {name}".strip(), one) for one in command.params)


def test_every_parameter_of_every_command_says_what_it_is():
    told = list(parameters())
    assert len(told) > 1000
    assert [(command, one.name) for command, one in told if not getattr(one, "help", "")] == []


def test_every_row_that_is_named_by_its_code_has_a_place():
    named = {one.metavar for _command, one in parameters() if one.name == "which" and one.metavar}
    assert len(named) > 15
    assert [metavar for metavar in named if not places.PLACES[metavar].help] == []


def test_every_noun_of_every_place_and_field_is_looked_up(full):
    kinds = [getattr(importlib.import_module(f"{module}.fields"), name) for module, name in KIND_LISTS]
    referred = {field.reference for kind in kinds for field in kind.fields if field.reference} - {"recipient"}
    nouns = referred | {noun for place in places.PLACES.values() for noun in place.nouns} - {places.KINDS}
    with files.reading(full.db, 0) as connection:
        candidates.teach(connection, vietnamese=True)
        inside = candidates.within(connection, YEAR, "", "B1")
        assert inside == candidates.within(connection, "", "SK", "B1") == candidates.within(connection, "", "", "B1")
        found = {noun for noun in nouns if candidates.begun(connection, noun, "", inside)}
        for noun in nouns:
            assert candidates.called(connection, noun, "zz", inside) == []
    assert {"unit", "person", "proposal", "nominee", "target", "period", "question", "document"} <= found
