"""`emulation init`, `emulation check`, `emulation migrate`, `emulation demo`"""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from emulation_cli.kernel import verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Damaged
from emulation_cli.kernel.language import LANGUAGES, _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.placeholders import typed
from emulation_cli.kernel.register import restore_hint, schema_version
from emulation_cli.upkeep import health, queries

LOCALE = "locale"
PRESETS = ("none", "procuracy", "province")

app = Noun(_("The register's own care."))


@command(
    app,
    "init",
    example="emulation init --preset procuracy --db so-moi.db",
    then='emulation block add CODE "NAME" --kind cluster',
)
def init(
    call: Call,
    preset: Annotated[
        str | None, typer.Option(metavar="|".join(PRESETS), help=_("The award catalogue (none)."))
    ] = None,
) -> None:
    """Make a new register, with the award catalogue of a preset.

    On a terminal it asks for block, year and units; Enter skips a question. Off one, or with --yes, it asks nothing.
    """
    from emulation_cli.upkeep import first_run, records

    chosen = preset and verbs.choice(preset, PRESETS, "--preset")
    records.refuse_taken(call.path)
    dialogue = first_run.Dialogue(call) if first_run.may_ask(call) else None
    if dialogue:
        dialogue.greet()
        chosen = chosen or dialogue.preset(PRESETS)
    chosen = chosen or PRESETS[0]
    records.make_register(call.path, chosen, call.verb, call.lang, dialogue.fill if dialogue else None)
    done = [_("Made a new register: {path}").format(path=call.path), *([dialogue.made()] if dialogue else [])]
    record = {"register": str(call.path), "preset": chosen, "language": call.lang}
    call.out.done("\n".join(filter(None, done)), record, (dialogue and dialogue.next_step()) or None)


@command(app, "language", example="emulation language vi", then="emulation status")
def language(
    call: Call,
    chosen: Annotated[str | None, typer.Argument(metavar="vi|en|locale", help=_("To be spoken from now on."))] = None,
) -> None:
    """Set the language in which this register is spoken of; bare, tell it.

    `locale` leaves it to the machine. What `--lang` or EMULATION_LANG say goes before it.
    """
    if chosen is None:
        with call.reading() as connection:
            call.out.record({"language": queries.language(connection)})
        return
    from emulation_cli.upkeep.records import keep_language

    wanted = verbs.choice(chosen, (*LANGUAGES, LOCALE), "LANGUAGE")
    kept = None if wanted == LOCALE else wanted
    with call.writing() as writer:
        keep_language(writer, kept)
    call.out.done(_("The language of the register: {language}").format(language=wanted), {"language": kept})


@command(app, "check", example="emulation check", then="emulation backup")
def check(
    call: Call,
    head: Annotated[
        str | None,
        typer.Option("--expect-head", metavar="HASH", help=_("An entry's hash, as printed on minutes.")),
    ] = None,
) -> None:
    """Check the register: pages, references, schema, log, every sealed count; exit 7 where something does not hold.

    Warns of what may come to harm it: who may read it, where it lies, the space beside it, the clock.
    """
    with call.reading() as connection:
        found = health.problems(connection)
        warned = health.warnings(connection, call.path)
        known = head is None or queries.has_entry(connection, head)
    if call.out.format == "json":
        call.out.json({"sound": not found, "problems": found, "warnings": warned})
    elif found or call.out.format == "csv":
        call.out.records(found, ("check", "problem"))
    for line in [] if call.out.quiet else warned:
        call.out.say(_("Warning: {problem}").format(problem=line["problem"]))
    if found:
        message = _("{path} does not hold; problems found: {count}").format(path=call.path, count=len(found))
        raise Damaged(message, restore_hint(call.path))
    if not known:
        raise queries.unknown_head(str(head))
    if call.out.format == "table" and not call.out.quiet:
        call.out.say(_("The register is sound."))


@command(app, "migrate", example="emulation migrate", then="emulation rule known")
def migrate(call: Call) -> None:
    """Bring a register of an older version up to this one, after a copy of it beside it."""
    from emulation_cli.upkeep.records import migrate_register

    old, copy = migrate_register(call.path, call.wait, call.verb)
    record = {"register": str(call.path), "from": old, "to": schema_version(), "copy": copy and str(copy)}
    if copy is None:
        call.out.done(_("The register has schema {to} already; nothing to do.").format(**record), record)
        return
    done = _("Brought the register from schema {from} to {to}; as it was, it lies in {copy}.")
    call.out.done(done.format(**record), record)


@command(
    app,
    "demo",
    example="emulation demo emulation-demo",
    then="emulation year show C6/2023 --db {register}",
)
def demo(
    call: Call,
    folder: Annotated[Path, typer.Argument(metavar="DIR", help=_("A new or empty folder."))] = Path("emulation-demo"),
) -> None:
    """Run the sample data of five real conferences through the real commands, into a folder of its own."""
    from emulation_cli.upkeep.demo import demonstrate

    register = demonstrate(folder.absolute(), call.run, quiet=call.out.quiet)
    files = sorted(path.name for path in folder.iterdir())
    call.out.done(
        _("The demonstration lies in {folder}: {files}").format(folder=folder, files=", ".join(files)),
        {"folder": str(folder), "register": str(register), "files": files},
    )
    if call.out.format == "table" and not call.out.quiet:
        call.out.say(_("What the articles do not say is labelled “số liệu minh họa”. Try next:"))
        for words in ("ballot show C6-BK23", "nomination list C6/2023", "pledge show K4/2023"):
            call.out.say(f"  emulation {words} --db {typed(str(folder / register.name))}")
