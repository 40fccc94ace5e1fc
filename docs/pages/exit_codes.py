"""`docs/exit-codes.md`: how a command ends, what a script does about it, and one real message of each."""

from __future__ import annotations

import shlex
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from emulation_cli.kernel.errors import exit_codes

from . import markdown
from .markdown import cell, code

GALLERY = Path(__file__).resolve().parent.parent.parent / "tests" / "errors"

INTRODUCTION = """# Exit codes

How a command ended is its exit code; why is one message on stderr: what, where, and what to do next. stdout holds
data alone. A command that ended with another code than 0 has changed nothing, or its message says what. A code keeps
its meaning; a new meaning gets a new code."""

CRON = """## In a script

```sh
emulation export run /srv/thi-dua/exports.toml --db /srv/thi-dua/register.db --wait 60
code=$?
case $code in
  0) ;;               # written, or nothing to do
  5) ;;               # busy: the next run writes it
  *) exit $code ;;    # its message has gone to stderr: cron mails it
esac
```

`--wait SECONDS` waits for a busy register before 5 is given. `--yes` answers what would be asked. `--quiet` says
nothing on success. Exports by cron and systemd: [cron.md](cron.md)."""

ADVICE: Mapping[int, str] = {
    0: "Go on.",
    1: "Stop, and report it with the trace of `--debug`. The change was taken back.",
    2: "Mend the command line; the same words fail again. Off a terminal a question needs `--yes`.",
    3: "Mend the value or the file, or take the step first that the message names. Nothing was written.",
    4: "Check the spelling, the path, `--db` and `EMULATION_DB`.",
    5: "Try the same again later, or wait longer with `--wait SECONDS`. The only code worth a retry by itself.",
    6: "Name the right file; an older register wants `emulation migrate`, a newer one a newer `emulation`.",
    7: "Wake somebody. A damaged register: keep the file as it is, `emulation restore` goes back to the newest copy. "
    "Also where a fingerprint, a head of the log or `status --fail-on` did not come out as asked.",
    8: "Check space, permissions and the path. A seal that is whole but could not be rewritten: seal again.",
    9: "Choose another name, or say `--force` where the old file may go.",
    130: "Run it again if it was not meant.",
    141: "Nothing: whoever read the output had enough, as `head` does.",
    143: "Run it again; what was begun was taken back.",
}
"""What a script, or the line of a crontab, does about a code."""

CASES: Mapping[int, str] = {
    0: "kernel-name-like-one-that-is-there",
    2: "kernel-question-without-a-terminal",
    3: "49-changed",
    4: "kernel-reference-to-nothing",
    6: "kernel-register-of-another-program",
    7: "kernel-register-damaged-with-a-backup-beside-it",
    8: "exchange-target-is-a-folder",
    9: "exchange-target-there-already",
}
"""Code → the case of the gallery of errors that shows a message of it."""

TOLD: Mapping[int, tuple[str, str]] = {
    1: (
        "emulation unit list",
        "This is a bug in emulation: ZeroDivisionError. Run it again with --debug for the trace.",
    ),
    5: (
        "emulation unit add DN 'VKSND thành phố Đà Nẵng'",
        "register.db is busy: another program is writing to it\nTry again, or wait longer with --wait SECONDS.",
    ),
    130: ("emulation import units units.xlsx", "Stopped; what was not finished is not written."),
    141: ("emulation log | head -1", ""),
    143: ("emulation import units units.xlsx", "Stopped; what was not finished is not written."),
}
"""Code that no case can show, because it needs another program → a command line, and what it said."""


def table() -> str:
    """Every exit code with what it means, and the name that the code has for it."""
    rows = [[str(number), meaning, code(name)] for number, (name, meaning) in exit_codes().items()]
    return markdown.table(["code", "meaning", "in the code"], rows, numbers=1)


def page() -> str:
    """The whole page."""
    rows = [
        [f"[{number}](#{number})", cell(meaning), code(name), cell(ADVICE[number])]
        for number, (name, meaning) in exit_codes().items()
    ]
    headings = ["code", "meaning", "in the code", "what a script does about it"]
    examples = [_example(number) for number in exit_codes()]
    return markdown.page(INTRODUCTION, markdown.table(headings, rows, 1), CRON, "## A message of each", *examples)


def example(number: int) -> tuple[str, str]:
    """A command line that ended with a code, and what it said."""
    if number in TOLD:
        return TOLD[number]
    case = _cases()[CASES[number]]
    if case["exit"] != number:
        raise ValueError(f"{CASES[number]} ends with {case['exit']}, not {number}")
    return _here(shlex.join(["emulation", *case["run"]])), _here(case["says"].strip())


def _here(text: str) -> str:
    """A text of the gallery as it reads beside the register."""
    return text.replace("{folder}/", "").replace("'{folder}'", "{folder}").replace("{folder}", "exports")


def _example(number: int) -> str:
    typed, said = example(number)
    return f"### {number}\n\n```text\n$ {typed}\n{said or '(nothing is said)'}\n```"


@cache
def _cases() -> dict[str, dict[str, Any]]:
    """The cases of the gallery by their names, the spoiled files by those of their folders."""
    return dict(_read())


def _read() -> Iterator[tuple[str, dict[str, Any]]]:
    for path in sorted(GALLERY.rglob("*.toml")):
        read = tomllib.loads(path.read_text(encoding="utf-8"))
        if path.name == "case.toml":
            yield path.parent.name, read
        yield from ((case["name"], case) for case in read.get("case", ()))
