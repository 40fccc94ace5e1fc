"""What Typer says by itself of commands and mistyped words, in the language of the user.

Its panels and headings go through gettext already (`language.speak`); its usage line and its errors do not.
"""

from __future__ import annotations

from functools import cache
from typing import Any

from emulation_cli.kernel.language import N_, _
from emulation_cli.kernel.patterns import compiled
from emulation_cli.kernel.placeholders import spoken

OF_TYPER = (
    N_("Arguments"),
    N_("Options"),
    N_("Commands"),
    N_("(dynamic)"),
    N_("required"),
    N_("[required]"),
    N_("default: {default}"),
    N_("[default: {}]"),
)
"""What Typer itself looks up in the catalogue when it writes a help."""
USAGE = (N_("[OPTIONS]"), N_("COMMAND [ARGS]..."))
"""Words of a usage line that are no parameters of ours."""
ERRORS = (
    (r"No such command (?P<name>'.*?')\..*", N_("No such command {name}")),
    (r"No such option: (?P<name>\S+)", N_("No such option: {name}")),
    (r"Missing command\.", N_("Missing command.")),
    (r"Option (?P<name>.*) requires an argument\.", N_("Option {name} requires an argument.")),
    (r"Option (?P<name>.*) does not take a value\.", N_("Option {name} does not take a value.")),
    (r"Missing argument (?P<name>.*?)\.", N_("Missing argument {name}.")),
    (r"Missing option (?P<name>.*?)\.", N_("Missing option {name}.")),
    (r"Got unexpected extra argument\(s\) \((?P<words>.*)\)", N_("Got unexpected extra argument(s) ({words})")),
    (
        r"Invalid value for (?P<name>.*): (?P<value>.*) is not a valid int(eger)?\.",
        N_("Invalid value for {name}: {value} is no whole number."),
    ),
    (
        r"Invalid value for (?P<name>.*): (?P<value>.*) is not in the range (?P<range>.*)\.",
        N_("Invalid value for {name}: {value} is not in the range {range}."),
    ),
)
"""The parser's English messages, and as what they are said."""


def said(error: Any) -> str:
    """An error of the parser as it is said, a mistyped word with those it is like; one that is not known as it is."""
    near = getattr(error, "possibilities", None)
    message: str = error.format_message() if near is None else error.message
    for pattern, words in ERRORS:
        if found := compiled(f"(?s){pattern}").fullmatch(message):
            message = _(words).format(**found.groupdict())
            break
    return message + (_("; near it: {codes}").format(codes=", ".join(near)) if near else "")


class Spoken:
    """A Typer command or group whose usage line and help option speak the language of the user."""

    def format_help(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the help; in panels long words fold."""
        if self.rich_markup_mode:
            _fold_in_panels()
        super().format_help(ctx, formatter)  # type: ignore[misc]

    def format_usage(self: Any, ctx: Any, formatter: Any) -> None:
        """Write the usage line."""
        pieces = " ".join(_(piece) if piece in USAGE else piece for piece in self.collect_usage_pieces(ctx))
        formatter.write_usage(spoken(ctx.command_path), pieces, prefix=_("Usage: "))

    def get_help_option(self, ctx: Any) -> Any:
        """The option that shows the help."""
        option = super().get_help_option(ctx)  # type: ignore[misc]
        if option is not None:
            option.help = _("Show this message and exit.")
        return option


@cache
def _fold_in_panels() -> None:
    """Have the panels of Typer fold what is too long for its column: by itself Rich cuts it, with a … at the end."""
    from rich.table import Table
    from typer import rich_utils

    class Folding(Table):
        def add_row(self, *cells: Any, **how: Any) -> None:
            super().add_row(*cells, **how)
            for column in self.columns:
                column.overflow = "fold"

    vars(rich_utils)["Table"] = Folding
