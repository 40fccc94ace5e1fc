"""`emulation backup`, `emulation restore`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import moment_here, show_date
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import LARGEST
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.kernel.register import schema_version
from emulation_cli.upkeep import backups, restoring
from emulation_cli.upkeep.queries import Entry
from emulation_cli.upkeep.restoring import Plan

SHOWN = 20
"""Entries that would be lost, said in words; JSON has them all."""

app = Noun(_("Copies of the register, and the way back to one."))


@command(app, "backup", example="emulation backup sao-luu.db", then="emulation log verify --against {file}")
def backup(
    call: Call,
    target: Annotated[
        str | None, typer.Argument(metavar="[FILE]", help=_("A new file, or a folder (beside the register)."))
    ] = None,
    keep: Annotated[
        int | None,
        typer.Option(min=1, max=LARGEST, metavar="N", help=_("How many backups stay in the folder; the oldest go.")),
    ] = None,
    force: Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))] = False,
) -> None:
    """Copy the register: proved whole before it takes its name. Into a folder, nothing new makes no new copy.

    A copy in a folder is called REGISTER.backup-N.db after its last entry in the log.
    """
    done = backups.back_up(call.path, call.wait, target, keep=keep, force=force)
    words = _("Backed up the register: {file}") if done.made else _("The newest backup has everything already: {file}")
    record = {
        "file": str(done.copy.file),
        "entries": done.copy.entries,
        "made": done.made,
        "forgotten": [str(one) for one in done.forgotten],
    }
    call.out.done(words.format(file=done.copy.file), record)
    if done.forgotten and not call.out.quiet:
        names = ", ".join(one.name for one in done.forgotten)
        call.out.say(_("Taken away, as --keep says: {names}").format(names=names))


@command(app, "restore", example="emulation restore sao-luu.db", then="emulation check")
def restore(
    call: Call, file: Annotated[Path, typer.Argument(metavar="FILE", help=_("The copy to go back to."))]
) -> None:
    """Go back to a copy of the register: shows what would be lost, asks, and keeps the register as it was."""
    plan = restoring.look(call.path, file, call.wait)
    if plan.nothing_to_do:
        call.out.done(_("The register is just this copy; nothing to do."), _record(call, plan, None, done=False))
        return
    if not call.out.quiet:
        for line in _told(call, plan):
            call.out.say(line)
    call.confirm(_("Put {file} in the place of {path}?").format(file=file, path=call.path))
    kept = restoring.restore(call.path, plan, call.wait)
    old = plan.schema < schema_version()
    call.out.done(
        _("Restored {path} from {file}.").format(path=call.path, file=file),
        _record(call, plan, kept, done=True),
        command_line("emulation migrate") if old else None,
    )
    if kept is not None and not call.out.quiet:
        call.out.say(_("As it was before, the register lies beside it: {copy}").format(copy=kept.name))


def _told(call: Call, plan: Plan) -> list[str]:
    """What would change, in words."""
    copy = _("{file} goes to entry {entries} of the log, of {day}.")
    lines = [copy.format(file=plan.file, entries=plan.entries, day=show_date(plan.day))]
    if plan.register == restoring.MISSING:
        return [*lines, _("There is no register at {path}.").format(path=call.path)]
    if plan.register == restoring.DAMAGED:
        return [*lines, _("The register at {path} is damaged; it is set aside as it is.").format(path=call.path)]
    if plan.gained:
        lines.append(_("Entries that it has and the register does not: {count}.").format(count=plan.gained))
    if plan.lost:
        lines.append(
            _("Entries of the register that it does not have, newest first: {count}").format(count=len(plan.lost))
        )
    lines += [_line(one) for one in plan.lost[:SHOWN]]
    if len(plan.lost) > SHOWN:
        lines.append(_("… and {count} more").format(count=len(plan.lost) - SHOWN))
    return lines


def _line(entry: Entry) -> str:
    when = moment_here(str(entry["at"]))
    return "  " + "  ".join([str(entry["seq"]), when, *(str(entry[key]) for key in ("actor", "verb", "entity"))])


def _record(call: Call, plan: Plan, kept: Path | None, *, done: bool) -> dict[str, object]:
    return {
        "register": str(call.path),
        "file": str(plan.file),
        "schema": plan.schema,
        "entries": plan.entries,
        "was": plan.register,
        "gained": plan.gained,
        "lost": [{key: one[key] for key in ("seq", "at", "actor", "verb", "entity")} for one in plan.lost],
        "restored": done,
        "kept": kept and str(kept),
    }
