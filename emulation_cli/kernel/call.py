"""One call of a command: the shared options, the register it speaks to, how it answers.

`command` puts the shared options behind every verb, so that no function has to repeat them.
"""

from __future__ import annotations

import inspect
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulation_cli.kernel import places, settings
from emulation_cli.kernel.errors import UsageError, unless_stopped
from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _, vietnamese
from emulation_cli.kernel.names import fold
from emulation_cli.kernel.nouns import Noun, Verb
from emulation_cli.kernel.output import FORMATS, Output
from emulation_cli.kernel.settings import BY_NAME

if TYPE_CHECKING:
    import sqlite3

    from emulation_cli.kernel.writing import Writer


YES = ("y", "yes", "c", "co")
"""Answers that confirm, in either language, as `names.fold` leaves them."""


@frozen
class Call:
    """What a command knows about how it was called.

    Attributes:
        path: the register.
        wait: seconds to wait for another program.
        out: where and how it speaks.
        yes: confirmations are given.
        lang: the language asked for with `--lang`, or None.
        verb: the words of the command, as the audit names it ("unit add").
        kinds: KIND of import and export → `package:NAME`.
        run: runs another command line of this program, given its words.
    """

    path: Path
    wait: float
    out: Output
    yes: bool
    lang: str | None
    verb: str
    kinds: Mapping[str, str]
    run: Callable[[list[str]], object]

    @contextmanager
    def reading(self) -> Iterator[sqlite3.Connection]:
        """A read transaction on the register."""
        from emulation_cli.kernel import register

        with register.reading(self.path, self.wait) as connection:
            yield connection

    @contextmanager
    def writing(self, *, reason: str = "") -> Iterator[Writer]:
        """A write transaction on the register, entered into the audit under this command's words."""
        from emulation_cli.kernel.writing import writing

        with writing(self.path, self.wait, self.verb) as writer:
            writer.reason = reason
            yield writer
        if writer.behind and writer.changes and not self.out.quiet:
            self.out.say(writer.behind)

    @property
    def official_vietnamese(self) -> bool:
        """Whether official outputs are Vietnamese: always, unless `--lang en` was typed."""
        return self.lang != "en"

    def confirm(self, question: str) -> None:
        """Ask before what cannot be taken back; off a terminal `--yes` must have been given."""
        if self.yes:
            return
        if not (sys.stdin.isatty() and sys.stderr.isatty()):
            raise UsageError(
                _("{question} This cannot be asked here.").format(question=question),
                _("Add --yes to say yes beforehand."),
            )
        sys.stderr.write(f"{question} {_('[y/N]')} ")
        sys.stderr.flush()
        if fold(sys.stdin.readline()) not in YES:
            raise UsageError(_("Not confirmed; nothing was changed."))


_SHARED: dict[str, tuple[Any, object]] = {
    "db": (Annotated[str | None, typer.Option("--db", metavar="PATH", help=_(BY_NAME["db"].meaning))], None),
    "format_": (
        Annotated[str, typer.Option("--format", metavar="|".join(FORMATS), help=_("How data is printed."))],
        "table",
    ),
    "quiet": (Annotated[bool, typer.Option("--quiet", "-q", help=_("Say nothing on success."))], False),
    "yes": (Annotated[bool, typer.Option("--yes", "-y", help=_("Confirm beforehand."))], False),
    "wait": (
        Annotated[str | None, typer.Option("--wait", metavar="SECONDS", help=_(BY_NAME["wait"].meaning))],
        None,
    ),
    "lang": (Annotated[str | None, typer.Option("--lang", metavar="vi|en", help=_(BY_NAME["lang"].meaning))], None),
    "debug": (Annotated[bool, typer.Option("--debug", help=_("Show the trace of an error."), hidden=True)], False),
}


Parameters = Callable[[], Sequence[inspect.Parameter]]


def command(
    app: Noun, name: str, own: Parameters | None = None, *, example: str, then: str
) -> Callable[[Callable[..., None]], Callable[..., None]]:
    """Register `function(call, …)` as the verb `name` of `app`, with the shared options behind its own.

    `own` gives its own parameters where its signature does not state them; `example` and `then` end its help: a command
    line that runs on the register of `emulation demo`, and the command that usually comes next.
    """

    def enter(function: Callable[..., None]) -> Callable[..., None]:
        app.verbs[name] = Verb(name, function, lambda: shared(function, own), example, then)
        return function

    return enter


def _stated(function: Callable[..., None]) -> list[inspect.Parameter]:
    """What a function takes besides the call."""
    return list(inspect.signature(function, eval_str=True).parameters.values())[1:]


def shared(function: Callable[..., None], own: Parameters | None = None) -> Callable[..., None]:
    """`function(call, …)` as Typer calls it: with the shared options, without the call."""

    def run(context: typer.Context, **given: Any) -> None:
        options = {name: given.pop(name) for name in _SHARED}
        if context.invoked_subcommand is not None:  # a group that also answers by itself: its verb speaks
            return
        function(_call(context, options), **given)

    extra = [
        inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)
        for name, (annotation, default) in _SHARED.items()
    ]
    first = inspect.Parameter("context", inspect.Parameter.POSITIONAL_OR_KEYWORD, annotation=typer.Context)
    keywords = [
        parameter.replace(kind=inspect.Parameter.KEYWORD_ONLY) for parameter in (own() if own else _stated(function))
    ]
    run.__signature__ = inspect.Signature([first, *places.equipped([*keywords, *extra])])  # type: ignore[attr-defined]
    run.__annotations__ = {}
    run.__doc__ = function.__doc__
    return run


def _call(context: typer.Context, options: Mapping[str, Any]) -> Call:
    if options["format_"] not in FORMATS:
        raise UsageError(
            _("{text} is no format").format(text=options["format_"]),
            _("Choose one of: {options}.").format(options=", ".join(FORMATS)),
        )
    if options["lang"] is not None:
        settings.language(options["lang"])
    words = context.command_path.split(" ")[1:]
    root = context.find_root()
    return Call(
        path=settings.register_path(options["db"]),
        wait=settings.wait_seconds(options["wait"]),
        out=Output(options["format_"], options["quiet"], vietnamese(), getattr(context.command, "then", "")),
        yes=options["yes"],
        lang=options["lang"],
        verb=" ".join(words),
        kinds=root.obj or {},
        run=lambda words: unless_stopped(
            root.command.main(args=words, prog_name="emulation", standalone_mode=False, obj=root.obj)
        ),
    )
