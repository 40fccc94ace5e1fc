"""A command line in a folder of its own, with the clock and the actor fixed."""

from __future__ import annotations

import copy
import inspect
import json
import os
import shutil
import sys
from pathlib import Path

import pytest
from hypothesis import HealthCheck, settings
from inprocess import FIXED, Done, environment, forget_configuration

from emulation_cli import app
from emulation_cli.kernel import language

# A machine that is busy is slow: no test is about that.
settings.register_profile("patient", deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("patient")

OFFLINE = Path(__file__).parent / "offline"
sys.path.append(str(OFFLINE))
from no_network import NetworkDenied  # noqa: E402 - which denies the network to this process

if str(OFFLINE) not in os.environ.get("PYTHONPATH", "").split(os.pathsep):  # and to whatever it starts
    os.environ["PYTHONPATH"] = os.pathsep.join(filter(None, [str(OFFLINE), os.environ.get("PYTHONPATH")]))


def _deny_escape(event, given):
    """Refuse to start a process whose surroundings would give it the network back."""
    if event == "subprocess.Popen":
        surroundings = os.environ if given[3] is None else {os.fsdecode(key): given[3][key] for key in given[3]}
        if str(OFFLINE) not in os.fsdecode(surroundings.get("PYTHONPATH", "")):
            raise NetworkDenied(f"{given[1]} would start without tests/offline on its PYTHONPATH")


sys.addaudithook(_deny_escape)


@pytest.fixture(autouse=True)
def spoken_before_each_test():
    """Whatever a test before this one spoke."""
    language.speak("en")


class Cli:
    """Runs commands in this process, as `emulation …` would."""

    def __init__(self, folder: Path, monkeypatch, capfd) -> None:
        self.folder = folder
        self.db = folder / "register.db"
        self._monkeypatch = monkeypatch
        self._capfd = capfd

    def __call__(self, *words: object) -> Done:
        self._capfd.readouterr()
        self._monkeypatch.setattr(sys, "argv", ["emulation", *(str(word) for word in words)])
        code = app.main()
        sys.stdout.flush()
        out, err = self._capfd.readouterr()
        return Done(code, out, err)

    def ok(self, *words: object) -> str:
        done = self(*words)
        assert done.code == 0, f"{words}: exit {done.code}\n{done.err}"
        return done.out

    def json(self, *words: object):
        return json.loads(self.ok(*words, "--format", "json"))

    def refused(self, code: int, *words: object) -> str:
        """The command ends with this code; its message."""
        done = self(*words)
        assert done.code == code, f"{words}: exit {done.code}, not {code}\n{done.out}\n{done.err}"
        assert done.err.strip()
        assert "Traceback" not in done.err
        return done.err


@pytest.fixture
def cli(tmp_path, monkeypatch, capfd):
    """No register yet."""
    for name, value in environment(tmp_path).items():
        monkeypatch.setenv(name, value)
    monkeypatch.chdir(tmp_path)
    forget_configuration()
    return Cli(tmp_path, monkeypatch, capfd)


_STARTS: dict[tuple[str | None, ...], tuple[Path, dict[str, object]]] = {}
"""What tests start from, by what makes it, language, clock and actor: a folder, and what is known of it."""


def start(make):
    """A fixture: the folder as `make` leaves it, going on from the fixture that it names. Made once, then copied."""
    (before,) = inspect.signature(make).parameters

    def copied(cli, request, tmp_path_factory):
        key = (make.__module__, make.__qualname__, *(os.environ.get(name) for name in (*FIXED, "TZ")))
        assert not cli.db.exists(), "a test starts from one register"
        if key not in _STARTS:
            known = {*vars(cli)}
            make(request.getfixturevalue(before))
            place = shutil.copytree(cli.folder, tmp_path_factory.mktemp("start") / "folder")
            _STARTS[key] = place, {name: value for name, value in vars(cli).items() if name not in known}
            return cli
        place, told = _STARTS[key]
        shutil.copytree(place, cli.folder, dirs_exist_ok=True)
        vars(cli).update(copy.deepcopy(told))
        return cli

    copied.__doc__ = make.__doc__
    return pytest.fixture(name=make.__name__)(copied)


@start
def register(cli):
    """A register without presets."""
    cli.ok("init")


@start
def cum6(register):
    """Cụm thi đua số 6 with its six units in 2023."""
    cli = register
    cli.ok("block", "add", "C6", "Cụm thi đua số 6", "--kind", "cluster", "--authority", "VKSND tối cao")
    for code, name in (
        ("TH", "VKSND tỉnh Thanh Hóa"),
        ("NA", "VKSND tỉnh Nghệ An"),
        ("HT", "VKSND tỉnh Hà Tĩnh"),
        ("QB", "VKSND tỉnh Quảng Bình"),
        ("QT", "VKSND tỉnh Quảng Trị"),
        ("TTH", "VKSND tỉnh Thừa Thiên Huế"),
    ):
        cli.ok("unit", "add", code, name)
    cli.ok("year", "open", "C6/2023")
    cli.ok("year", "join", "C6/2023", "TH", "NA", "HT", "QB", "QT", "TTH")
    cli.ok("year", "lead", "C6/2023", "--head", "TH", "--deputy", "NA")


SCORE_TABLE = """STT;Mã;Loại;Nội dung;Nhóm;Điểm tối đa;Từ điểm;Loại đơn vị
1;I.1;points;=1+1 Chỉ tiêu nghiệp vụ;I;60;;
2;I;group;Nghiệp vụ [x];;90;;
3;I.2;points;Chỉ tiêu xây dựng ngành;I;40;;
4;T;bonus;Cờ thi đua;;15;;
5;P;penalty;Nộp chậm;;5;;
6;XS;class;Hoàn thành xuất sắc;;;90;
7;TO;class;Hoàn thành tốt;;;70;
"""


@pytest.fixture
def score_table():
    """A score table as an officer's Excel writes it to CSV."""
    return SCORE_TABLE


@start
def criteria(cum6):
    """Cụm 6 with a score table of two lines in a group, a bonus, a penalty and two classes; as `c.csv`, too."""
    cum6.folder.joinpath("c.csv").write_text(SCORE_TABLE, encoding="utf-8")
    cum6.ok("score", "criteria", "C6/2023", "c.csv")


@start
def self_scored(criteria):
    """Every unit scored by itself: TH above 90 with its bonus, NA and HT equal, the others below."""
    for unit, *points in (
        ("TH", "I.1=58,5", "I.2=30", "T=10", "P=0,25"),
        ("NA", "I.1=50", "I.2=30"),
        ("HT", "I.1=45", "I.2=35"),
        ("QB", "I.1=40", "I.2=2"),
        ("QT", "I.1=40", "I.2=2"),
        ("TTH", "I.1=40", "I.2=3"),
    ):
        criteria.ok("score", "enter", "C6/2023", unit, *points)
