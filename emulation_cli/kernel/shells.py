"""Completion as the shells ask for it: Typer's scripts, and what it takes to answer them.

A script sets variables of the environment and calls the program, which then prints words instead of running.
"""

from __future__ import annotations

import io
import os
import re
import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager, redirect_stderr, redirect_stdout
from pathlib import Path
from typing import Any, TypeVar, cast

import typer
from typer import completion as scripts

from emulation_cli.kernel.errors import UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.output import talk

T = TypeVar("T")


def shell() -> str:
    """The shell that asks for a completion, "" where none does. PowerShell leaves the variable empty behind."""
    return os.environ.get("_EMULATION_COMPLETE", "").removeprefix("complete_")


@contextmanager
def answering() -> Iterator[None]:
    """Answer a shell, if one asks: without Rich, which Typer would load to take the markup out of texts without any."""
    if not shell():
        yield
        return
    _join_options()
    before = sys.modules.pop("rich", None)
    sys.modules["rich"] = cast(Any, None)
    try:
        yield
    finally:
        del sys.modules["rich"]
        sys.modules.update({"rich": before} if before else {})


def _join_options() -> None:
    """Take out what bash makes of `--option=value`, three words: Typer knows an option and its value."""
    words = os.environ.get("COMP_WORDS", "").split("\n")
    place = int(os.environ.get("COMP_CWORD") or 0)
    signs = [at for at, word in enumerate(words) if word == "=" and at < place and words[at - 1].startswith("--")]
    if shell() == "bash" and signs:
        os.environ["COMP_WORDS"] = "\n".join(word for at, word in enumerate(words) if at not in signs)
        os.environ["COMP_CWORD"] = str(place - len(signs))


def option_before() -> str:
    """The `--option=` that a word begins with, which every shell but bash wants back with its value."""
    found = re.search(r"(?:^|\s)(--[\w-]+=)\S*$", os.environ.get("_TYPER_COMPLETE_ARGS", ""))
    return found[1] if found and shell() != "bash" else ""


def explained(command: Any) -> Any:
    """The command line with Typer's two options of completion in our words."""
    ours = {
        "install_completion": (_install, _("Let Tab complete commands, codes and words in this shell.")),
        "show_completion": (_show, _("Print what this shell needs for it, to set it up by hand.")),
    }
    for option in command.params:
        if option.name in ours:
            option.callback, option.help = ours[option.name]
    return command


def _install(context: typer.Context, _option: object, wanted: object) -> None:
    if wanted and not context.resilient_parsing:
        named, path = _of_a_known_shell(_set_up)
        talk(_("Tab completes from the next start of {name} on: {path}").format(name=named, path=path))
        raise typer.Exit


def _set_up() -> tuple[str, Path]:
    """The shell in which the program was started, and the file that sets up completion there from now on."""
    with redirect_stdout(io.StringIO()):
        named, path = scripts.install(prog_name="emulation")  # type: ignore[attr-defined]
    if named == "zsh":  # which runs the file at the first Tab: it is to complete by then, too
        path.write_text(f'{path.read_text()}\n\n_emulation_completion "$@"\n')
    return named, path


def _show(context: typer.Context, option: Any, wanted: object) -> None:
    if wanted and not context.resilient_parsing:
        _of_a_known_shell(lambda: scripts.show_callback(context, option, wanted))


def _of_a_known_shell(answer: Callable[[], T]) -> T:
    """What Typer answers for the shell that the program was started in; UsageError where it knows no such shell."""
    try:
        with redirect_stderr(io.StringIO()):
            return answer()
    except (typer.Exit, RuntimeError):
        raise UsageError(
            _("Tab can be set up in bash, zsh, fish and PowerShell"), _("Run this again in one of these shells.")
        ) from None
