"""The command tree of one noun: its verbs are known by name and built, with all their options, when they are called."""

from __future__ import annotations

import inspect
from collections.abc import Callable, Iterator, Mapping
from copy import copy
from typing import Any, cast

import typer
from typer.core import TyperCommand, TyperGroup

from emulation_cli.kernel.frozen import frozen
from emulation_cli.kernel.language import _
from emulation_cli.kernel.names import nearest
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.usage import Spoken


class Taught(Spoken):
    """A command or group whose help ends with an example and the command that usually comes next.

    Both are written as they are, after the panels or the plain text: nothing wraps a line that is to be copied.

    Attributes:
        example: a whole command line that runs on the register of `emulation demo`.
        then: the next command; `{key}` stands for a value of what was done, and is shown in capitals.
    """

    example = ""
    then = ""

    @property
    def next_shown(self) -> str:
        """The command that comes next, with capitals where it takes a value of what was done."""
        return f"{command_line(self.then)}"

    def format_help(self, ctx: Any, formatter: Any) -> None:
        """The help of the parser, then the example and the next command."""
        super().format_help(ctx, formatter)
        if self.example:
            following = _("Next: {command}").format(command=self.next_shown)
            formatter.write(f"\n{_('Example:')}\n  {self.example}\n\n{following}\n")


class TaughtCommand(Taught, TyperCommand):
    """A verb."""


@frozen
class Verb:
    """One verb: its name, the function that says in its docstring what it does, and what makes Typer's form of it.

    With an example and the command that comes next, as `Taught` shows them.
    """

    name: str
    function: Callable[..., None]
    typed: Callable[[], Callable[..., None]]
    example: str
    then: str

    @property
    def help(self) -> str:
        """What it does."""
        return _(inspect.getdoc(self.function) or "")

    @property
    def short_help(self) -> str:
        """What it does, in one paragraph."""
        return self.help.partition("\n\n")[0]

    def named(self, markup_mode: Any) -> TaughtCommand:
        """As much of the command as the help of its noun and a completion tell."""
        return TaughtCommand(self.name, help=self.help, short_help=self.short_help, rich_markup_mode=markup_mode)

    def built(self, markup_mode: Any) -> Any:
        """The command itself."""
        app = typer.Typer(rich_markup_mode=markup_mode, add_completion=False, pretty_exceptions_enable=False)
        app.command(self.name, cls=TaughtCommand, help=self.help, short_help=self.short_help)(self.typed())
        return taught(typer.main.get_command(app), self.example, self.then)


def taught(command: Any, example: str, then: str) -> Any:
    """The command with what its help ends with; its arguments without the names that Python has for their types."""
    command.example, command.then = example, then
    for parameter in command.params:
        if parameter.param_type_name == "argument":
            parameter.type = copy(parameter.type)
            parameter.type.get_metavar = lambda **_context: ""
    return command


class Noun(typer.Typer):
    """The Typer app of a noun, with the verbs that `kernel.call.command` enters."""

    def __init__(self, help_text: str, example: str = "", then: str = "") -> None:
        super().__init__(
            cls=Verbs, help=help_text, no_args_is_help=True, add_completion=False, pretty_exceptions_enable=False
        )
        self.verbs: dict[str, Verb] = {}
        self.example, self.then = example, then

    def group(self, markup_mode: Any) -> Any:
        """What Typer runs."""
        self.rich_markup_mode = markup_mode
        group = typer.main.get_group(self)
        group.commands = cast(Any, Commands(self.verbs, markup_mode))
        return taught(group, self.example, self.then)


class Commands(Mapping[str, Any]):
    """Verb → its command, built when it is asked for."""

    def __init__(self, verbs: Mapping[str, Verb], markup_mode: Any) -> None:
        self.verbs, self.markup_mode = verbs, markup_mode
        self.built: dict[str, Any] = {}

    def __getitem__(self, name: str) -> Any:
        if name not in self.built:
            self.built[name] = self.verbs[name].built(self.markup_mode)
        return self.built[name]

    def __contains__(self, name: object) -> bool:
        return name in self.verbs

    def __iter__(self) -> Iterator[str]:
        return iter(self.verbs)

    def __len__(self) -> int:
        return len(self.verbs)


class Suggesting(TyperGroup):
    """A group that says which of its words a mistyped one is like, whether or not they are loaded."""

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """The command that a word names; the error of the parser for any other word, with the nearest ones."""
        try:
            return super().resolve_command(ctx, args)
        except typer.TyperException as error:
            unknown = cast(Any, error)
            if not hasattr(error, "possibilities"):  # an option has its own
                unknown.possibilities = nearest(args[0], self.list_commands(ctx))
            raise


class Verbs(Taught, Suggesting):
    """The group of a noun: builds the verb that is called; of the others it tells name and help."""

    def list_commands(self, ctx: Any) -> list[str]:  # noqa: ARG002
        """The verbs, in the order in which they were entered."""
        return list(self.commands)

    def get_command(self, ctx: Any, cmd_name: str) -> Any:  # noqa: ARG002
        """The command where it was called, else what is told of it."""
        known = cast(Commands, self.commands)
        if cmd_name in known and cmd_name not in known.built:
            return known.verbs[cmd_name].named(self.rich_markup_mode)
        return known.get(cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Build the verb that is called."""
        self.commands.get(args[0])
        return super().resolve_command(ctx, args)
