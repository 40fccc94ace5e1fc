"""The command line: which module answers which word, and the one place where errors become exit codes.

Words are strings here and their modules are loaded only when called, so that `--help` stays light.
"""

from __future__ import annotations

import importlib
import signal
import sys
import traceback
from collections.abc import Mapping, Sequence
from pathlib import Path
from types import FrameType, MappingProxyType
from typing import Annotated, Any, NoReturn, cast

import typer
from typer.core import TyperGroup

from emulation_cli.kernel import settings, shells
from emulation_cli.kernel.errors import (
    INTERRUPTED,
    READER_GONE,
    TERMINATED,
    Damaged,
    EmulationError,
    StdoutLost,
    Unreachable,
    UsageError,
    of_system,
    quoted,
    unless_stopped,
)
from emulation_cli.kernel.language import LANGUAGES, N_, _, speak
from emulation_cli.kernel.nouns import Noun, Suggesting
from emulation_cli.kernel.output import prepare_streams, silence_stdout, talk
from emulation_cli.kernel.placeholders import name_register, placed, spoken
from emulation_cli.kernel.terminal import capable, help_width, width
from emulation_cli.kernel.usage import Spoken, said

COMMANDS = {
    "init": ("emulation_cli.upkeep.commands#init", N_("Make a new register.")),
    "block": ("emulation_cli.blocks.block_commands", N_("Emulation blocks (khối, cụm thi đua).")),
    "year": ("emulation_cli.blocks.commands", N_("A block's years: members, leadership, handover.")),
    "unit": ("emulation_cli.duties.reorganisation_commands", N_("Units of the state that compete.")),
    "person": ("emulation_cli.units.person_commands", N_("People who lead, sign, or are commended.")),
    "council": ("emulation_cli.units.council_commands", N_("Emulation and initiative councils: members, decisions.")),
    "document": ("emulation_cli.documents.commands", N_("Legal bases, plans and regulations.")),
    "movement": ("emulation_cli.nominations.movement_commands", N_("Movements and campaigns.")),
    "exemplar": (
        "emulation_cli.movements.exemplar_commands",
        N_("Exemplars and models (điển hình tiên tiến, mô hình)."),
    ),
    "meeting": ("emulation_cli.meetings.commands", N_("Meetings: attendance, speeches, resolutions, tasks.")),
    "activity": ("emulation_cli.meetings.activity_commands", N_("What units do together besides their meetings.")),
    "registration": (
        "emulation_cli.nominations.registration_commands",
        N_("Titles that units register for (đăng ký danh hiệu)."),
    ),
    "pledge": ("emulation_cli.pledges.commands", N_("The pledge: content, targets, signatures, results.")),
    "award": ("emulation_cli.awards.commands", N_("The catalogue of awards and their voting rules.")),
    "rule": ("emulation_cli.awards.rule_commands", N_("Voting rules: of the law, or of a block's regulation.")),
    "provision": (
        "emulation_cli.awards.norm_commands:provisions",
        N_("What the law says of an award: listed, authority, money."),
    ),
    "condition": (
        "emulation_cli.awards.norm_commands:conditions",
        N_("What must hold of who is proposed, with its clause."),
    ),
    "quota": (
        "emulation_cli.awards.norm_commands:quotas",
        N_("How many may be proposed: by law, or by the block's own document."),
    ),
    "dossier": ("emulation_cli.awards.norm_commands:dossier", N_("Which papers a dossier consists of.")),
    "salary": ("emulation_cli.awards.norm_commands:salaries", N_("The base salary (mức lương cơ sở) by date.")),
    "ballot": ("emulation_cli.ballots.commands", N_("Ballots: draft, freeze, open, close, count, seal.")),
    "nomination": ("emulation_cli.nominations.sheet_commands", N_("Proposals and what became of them.")),
    "commendation": ("emulation_cli.nominations.book_commands", N_("The commendation register.")),
    "discipline": (
        "emulation_cli.nominations.discipline_commands",
        N_("Discipline and inquiries against units and people."),
    ),
    "score": ("emulation_cli.scores.commands", N_("Score table, scores, ranking.")),
    "status": ("emulation_cli.duties.status_commands#status", N_("What is done, what is due, who is late.")),
    "duty": ("emulation_cli.duties.duty_commands", N_("What is due each year; reports owed, reminders.")),
    "question": ("emulation_cli.duties.question_commands", N_("Questions of units, and their answers.")),
    "import": ("emulation_cli.reports.import_commands#import", N_("Take in rows from Excel, CSV or JSON.")),
    "template": ("emulation_cli.reports.template_commands#template", N_("The workbook that units fill in.")),
    "export": (
        "emulation_cli.reports.run_commands",
        N_("Write rows, summaries, lists of both, to Excel, CSV or JSON."),
    ),
    "paper": ("emulation_cli.reports.paper_commands", N_("Papers in Word: pledge, minutes, submissions, reports.")),
    "statistics": (
        "emulation_cli.reports.statistics_commands#statistics",
        N_("The yearly statistical forms 0601 and 0603 (TT 02/2023/TT-BNV)."),
    ),
    "search": ("emulation_cli.upkeep.search_commands#search", N_("Find anything by its words.")),
    "check": ("emulation_cli.upkeep.commands#check", N_("Is the register whole?")),
    "backup": ("emulation_cli.upkeep.backup_commands#backup", N_("Copy the register; the oldest copies go.")),
    "restore": ("emulation_cli.upkeep.backup_commands#restore", N_("Go back to a copy of the register.")),
    "language": ("emulation_cli.upkeep.commands#language", N_("In which language a register is spoken of.")),
    "migrate": ("emulation_cli.upkeep.commands#migrate", N_("Bring an older register up to date.")),
    "demo": ("emulation_cli.upkeep.commands#demo", N_("See it at work on real conferences.")),
    "log": ("emulation_cli.upkeep.log_commands", N_("What was changed, when and by whom.")),
    "topic": (
        "emulation_cli.upkeep.topic_commands#topic",
        N_("Read about a subject: ballot, pledge, import, cron, law."),
    ),
}
"""Word → (module of its Typer app, `module:name` where it is not called app, `module#verb` for one of its commands; one
line of help), in the year's order."""

KINDS = MappingProxyType(
    {
        "units": "emulation_cli.units:UNITS",
        "people": "emulation_cli.units:PEOPLE",
        "former-posts": "emulation_cli.units:FORMER_POSTS",
        "councils": "emulation_cli.units:COUNCILS",
        "council-members": "emulation_cli.units:COUNCIL_MEMBERS",
        "council-decisions": "emulation_cli.units:COUNCIL_DECISIONS",
        "blocks": "emulation_cli.blocks:BLOCKS",
        "years": "emulation_cli.blocks:YEARS",
        "members": "emulation_cli.blocks:MEMBERS",
        "exclusions": "emulation_cli.blocks:EXCLUSIONS",
        "documents": "emulation_cli.documents:DOCUMENTS",
        "movements": "emulation_cli.movements:MOVEMENTS",
        "movement-units": "emulation_cli.movements:PARTICIPATIONS",
        "exemplars": "emulation_cli.movements:EXEMPLARS",
        "meetings": "emulation_cli.meetings:MEETINGS",
        "attendance": "emulation_cli.meetings:ATTENDANCE",
        "guests": "emulation_cli.meetings:GUESTS",
        "speeches": "emulation_cli.meetings:SPEECHES",
        "opinions": "emulation_cli.meetings:OPINIONS",
        "resolutions": "emulation_cli.meetings:RESOLUTIONS",
        "tasks": "emulation_cli.meetings:TASKS",
        "activities": "emulation_cli.meetings:ACTIVITIES",
        "pledges": "emulation_cli.pledges:PLEDGES",
        "pledge-items": "emulation_cli.pledges:ITEMS",
        "targets": "emulation_cli.pledges:TARGETS",
        "target-goals": "emulation_cli.pledges:GOALS",
        "pledge-movements": "emulation_cli.pledges:MOVEMENTS",
        "periods": "emulation_cli.pledges:OWN_PERIODS",
        "signatures": "emulation_cli.pledges:SIGNATURES",
        "results": "emulation_cli.pledges:RESULTS",
        "awards": "emulation_cli.awards:AWARDS",
        "voting-rules": "emulation_cli.awards:VOTING_RULES",
        "provisions": "emulation_cli.awards:PROVISIONS",
        "conditions": "emulation_cli.awards:CONDITIONS",
        "quotas": "emulation_cli.awards:QUOTAS",
        "dossier-papers": "emulation_cli.awards:DOSSIER",
        "base-salaries": "emulation_cli.awards:SALARIES",
        "ballots": "emulation_cli.ballots:BALLOTS",
        "nominees": "emulation_cli.ballots:NOMINEES",
        "registrations": "emulation_cli.nominations:REGISTRATIONS",
        "nominations": "emulation_cli.nominations:NOMINATIONS",
        "commendations": "emulation_cli.nominations:COMMENDATIONS",
        "disciplines": "emulation_cli.nominations:DISCIPLINES",
        "criteria": "emulation_cli.scores:CRITERIA",
        "scores": "emulation_cli.scores:SCORES",
        "duties": "emulation_cli.duties:DUTIES",
        "receipts": "emulation_cli.duties:RECEIPTS",
        "questions": "emulation_cli.duties:QUESTIONS",
    }
)
"""KIND of import and export → where it lives: its field list in `fields.py`, its Recorder in `records.py`."""


PANELS = 60
"""Cells of the narrowest terminal on which the panels of help can be read."""


class Words(Spoken, Suggesting):
    """The top of the tree: knows each word and its line of help; loads a word's module when it is called."""

    def __init__(self, **attributes: Any) -> None:
        super().__init__(**attributes)
        self.commands = cast(Any, dict.fromkeys(COMMANDS))  # by name, to tell a mistyped word what it is like

    def get_command(self, ctx: Any, cmd_name: str) -> Any:
        """What is known of a word without loading it, or the loaded command."""
        if cmd_name in COMMANDS and self.commands[cmd_name] is None:
            line = _(COMMANDS[cmd_name][1])
            return TyperGroup(name=cmd_name, help=line, short_help=line, rich_markup_mode=self.rich_markup_mode)
        return super().get_command(ctx, cmd_name)

    def resolve_command(self, ctx: Any, args: list[str]) -> Any:
        """Load the word that is called."""
        if args and args[0] in COMMANDS:
            self.commands[args[0]] = load(args[0])
        return super().resolve_command(ctx, args)


def load(word: str) -> Any:
    """The command behind a word."""
    address, _sharp, verb = COMMANDS[word][0].partition("#")
    module, _colon, name = address.partition(":")
    app: Noun = getattr(importlib.import_module(module), name or "app")
    app.info.context_settings = {"help_option_names": ["-h", "--help"]}
    group = app.group(markup_mode())
    return group.commands[verb] if verb else group


def markup_mode() -> Any:
    """Panels on a terminal that is wide enough for them; plain help, four times as fast, off it."""
    return "rich" if capable(sys.stdout) and width() >= PANELS else None


def _version(wanted: bool) -> None:
    if wanted:
        from importlib.metadata import version

        sys.stdout.write(f"emulation {version('emulation-cli')}\n")
        raise typer.Exit


def tree() -> typer.Typer:
    """The whole command line."""
    app = typer.Typer(
        cls=Words,
        invoke_without_command=True,
        pretty_exceptions_enable=False,
        rich_markup_mode=markup_mode(),
        context_settings={"help_option_names": ["-h", "--help"], "obj": KINDS, "terminal_width": help_width()},
        help=_("The register of an emulation block: units, pledges, meetings, ballots, Excel summaries."),
    )

    @app.callback()
    def root(
        context: typer.Context,
        version: Annotated[  # noqa: ARG001 - its callback answers
            bool, typer.Option("--version", callback=_version, is_eager=True, help=_("Print the version."))
        ] = False,
    ) -> None:
        if context.invoked_subcommand is None:
            from emulation_cli.upkeep.year_path import page

            sys.stdout.write(page())

    return app


class Terminated(SystemExit):
    """SIGTERM came."""


def main() -> int:
    """Run the command line; the exit code."""
    words = sys.argv[1:]
    before = sys.stdout
    try:
        prepare_streams()
        signal.signal(signal.SIGTERM, _terminated)
        register = _given(words, "--db")
        name_register(settings.naming(settings.register_path(register)) if register else "")
        speak(settings.language(_asked_language(words), register))
        command = shells.explained(typer.main.get_command(tree()))
        with shells.answering():
            code = unless_stopped(command(args=words, prog_name="emulation", standalone_mode=False))
        sys.stdout.flush()
    except BaseException as error:  # noqa: BLE001 - the only exit point
        return _ended(error, words) if not shells.shell() else _answered(error)
    finally:
        sys.stdout = before
    return code if isinstance(code, int) else 0


def _answered(error: BaseException) -> int:
    """The exit code of a completion, which says nothing of what went wrong: the line is still being typed."""
    return error.code if isinstance(error, SystemExit) and isinstance(error.code, int) else 1


def _terminated(_signal: int, _frame: FrameType | None) -> NoReturn:
    """End like an error, so that what is open is rolled back and what is half written is taken away."""
    raise Terminated


def _asked_language(words: Sequence[str]) -> str | None:
    """The value of `--lang`, needed before the help texts are made."""
    given = _given(words, "--lang")
    return given if given in LANGUAGES else None


def _given(words: Sequence[str], option: str) -> str | None:
    """The value that a shared option was given, where the words cannot be parsed yet or any more."""
    found = None
    for word, following in zip(words, [*words[1:], None], strict=False):
        if word == "--":
            break
        if word.startswith(f"{option}="):
            found = word.partition("=")[2]
        elif word == option:
            found = following
    return found


def _trace(error: BaseException) -> str:
    """Where an error came from; from inside a ballot without what it says, which may quote a count or a slip."""
    frames = traceback.extract_tb(error.__traceback__)
    if any(Path(frame.filename).parent.name == "ballots" for frame in frames):
        head = "Traceback (most recent call last):\n"
        return "".join([head, *traceback.format_list(frames), f"{type(error).__name__}\n"])
    return "".join(traceback.format_exception(error))


def _ended(error: BaseException, words: Sequence[str]) -> int:
    """Say what went wrong in one message; the exit code."""
    if isinstance(error, KeyboardInterrupt | Terminated):
        talk(_("Stopped; what was not finished is not written."))
        return INTERRUPTED if isinstance(error, KeyboardInterrupt) else TERMINATED
    if isinstance(error, SystemExit):
        return error.code if isinstance(error.code, int) else 1
    if isinstance(error, StdoutLost):
        silence_stdout()
        if isinstance(error.error, BrokenPipeError):
            return READER_GONE
        error = Unreachable(_("standard output could not be written: {error}").format(error=quoted(error.error)))
    if type(error).__name__ == "NoArgsIsHelpError":  # a bare word: its help is the answer
        sys.stdout.write(f"{getattr(error, 'message', '')}\n")
        return 0
    known = _known(error, words) or _damage(words)
    if "--debug" in words:
        sys.stderr.write(_trace(error))
    if known is None:
        talk(
            _("This is a bug in emulation: {kind}. Run it again with --debug for the trace.").format(
                kind=type(error).__name__
            )
        )
        return 1
    talk(known.message)
    if known.hint:
        talk(placed(f"{known.hint}"))
    return known.exit_code


def _known(error: BaseException, words: Sequence[str]) -> EmulationError | None:
    """The error of ours that this one amounts to, or None for a bug."""
    if isinstance(error, EmulationError):
        return error
    if isinstance(error, typer.Abort):
        return UsageError(_("Not confirmed; nothing was changed."))
    if isinstance(error, typer.TyperException):
        return _usage(error, words)
    return of_system(error) if isinstance(error, OSError) else None


def _damage(words: Sequence[str]) -> EmulationError | None:
    """What no command can know what to do with: the fault of a register that does not hold, if it does not."""
    import sqlite3

    from emulation_cli.kernel import register
    from emulation_cli.upkeep import health

    try:
        path = settings.register_path(_given(words, "--db"))
        with register.reading(path, 0) as connection:
            holds = not health.problems(connection)
    except (Damaged, sqlite3.Error, ValueError, LookupError, TypeError, AttributeError):
        holds = False
    except EmulationError:  # no register, or one that cannot be looked at
        return None
    return None if holds else register.does_not_hold(path)


def _usage(error: typer.TyperException, words: Sequence[str]) -> UsageError:
    """A usage error of the parser; says what to do about a value that begins with a dash or holds blanks."""
    context = getattr(error, "ctx", None)  # there is none where an option lacks its value
    where = context.command_path if context is not None else _called(words)
    hint = _("See: {command} --help").format(command=spoken(where))
    name = getattr(error, "option_name", "")
    takes_values = context is not None and not hasattr(context.command, "commands")
    if takes_values and name and not name.startswith("--") and any(word.startswith(name) for word in words):
        hint += "\n" + _("A value that begins with - wants -- before it: {command} -- …").format(command=where)
    if "extra argument" in error.message:
        hint += "\n" + _('A value with blanks in it stands in quotes: "…"')
    return UsageError(said(error), hint)


def _called(words: Sequence[str]) -> str:
    """The command that words call, as far as they are known."""
    path: list[str] = []
    known: Mapping[str, Any] = COMMANDS
    for word in words:
        if word not in known:
            break
        command = known[word] if path else load(word)
        path.append(word)
        known = getattr(command, "commands", {})
    return " ".join(["emulation", *path])
