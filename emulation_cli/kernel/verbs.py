"""The everyday verbs `add list show edit remove`, made from a noun's field list."""

from __future__ import annotations

import importlib
import inspect
import keyword
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Annotated, Any

import typer

from emulation_cli.kernel import listing, places, references, terms
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.dates import parse_date, today_iso
from emulation_cli.kernel.errors import Refused, UsageError
from emulation_cli.kernel.fields import Field, Kind, Values
from emulation_cli.kernel.language import _, vietnamese
from emulation_cli.kernel.names import NAME_LIMIT, nearest
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.numbers import parse_count
from emulation_cli.kernel.placeholders import spoken
from emulation_cli.kernel.values import Choice, Text

if TYPE_CHECKING:
    import sqlite3

    from emulation_cli.kernel.recorder import Recorder


def load(address: str) -> Any:
    """What `module:name` names, imported only now."""
    module, _colon, name = address.partition(":")
    return getattr(importlib.import_module(module), name)


def kind_address(call: Call, kind: str, room: str, others: Sequence[str] = ()) -> str:
    """Where a KIND's `fields` or `records` are; UsageError with the kinds there are (and `others`)."""
    wanted = kind.replace("_", "-").casefold()
    if wanted not in call.kinds:
        known = [*others, *call.kinds]
        near = ", ".join(nearest(wanted, known))
        message = _("there is no kind {kind}").format(kind=kind)
        raise UsageError(
            message + (_("; near it: {codes}").format(codes=near) if near else ""),
            _("Choose one of: {kinds}.").format(kinds=", ".join(known)),
        )
    package, _colon, name = call.kinds[wanted].partition(":")
    return f"{package}.{room}:{name}"


def parameter(field: Field, *, required: bool) -> inspect.Parameter:
    """The command line parameter of a field: texts as typed, read later by the field itself."""
    flag = f"--{field.option or field.key.replace('_', '-')}"
    metavar, completion = places.of_field(field)
    said = field.heading(vietnamese=vietnamese())
    if isinstance(field.type, Choice):
        said = places.explained(said, field.type.options, field.type.words)
    what: Any = list[str] | None if field.many else str | None
    if required and field.positional:
        argument = typer.Argument(metavar=metavar, help=said, autocompletion=completion)
        return _keyword_only(field.key, Annotated[str, argument])
    info = typer.Option(flag, metavar=metavar, help=said, autocompletion=completion)
    if required and field.required and field.default is None and not field.completed:
        return _keyword_only(field.key, Annotated[str, info])
    return _keyword_only(field.key, Annotated[what, info], default=None)


def add(app: Noun, kind: Kind, recorder: str, *, example: str, then: str) -> None:
    """Give a noun its `add`: positional fields as arguments, the others as options.

    Args:
        app: the noun's Typer app.
        kind: its field list.
        recorder: `module:name` of its Recorder.
        example: a command line that runs on the register of `emulation demo`.
        then: the command that usually comes next; `{key}` stands for a value of the new row.
    """

    def own() -> list[inspect.Parameter]:
        fields = sorted(kind.writable, key=lambda field: not field.positional)
        return [parameter(field, required=True) for field in fields]

    def run(call: Call, **given: Any) -> None:
        with call.writing() as writer:
            made: Recorder = load(recorder)
            row_id = made.insert(writer, given_only(given))
            values = listing.by_id(writer.connection, kind, row_id).values
            code = references.code_of(writer.connection, kind.noun, row_id)
            entity = f"{terms.spoken(kind.noun, 'noun')} {code}" if code else made.called(values)
            doubts = _doubts(writer.connection, kind, code, values)
        said = "\n".join([_("Added {entity}.").format(entity=entity), *doubts])
        call.out.done(said, listing.shown(kind, values), **{kind.noun: code})

    run.__doc__ = f"Add {_one(kind)}."
    command(app, "add", own, example=example, then=then)(run)


def _doubts(connection: sqlite3.Connection, kind: Kind, code: str, values: Values) -> list[str]:
    """What is said where a new name looks like one that is there."""
    if not references.has_names(kind.noun) or "name" not in values:
        return []
    name = str(values["name"])
    others = [one for one in references.alike(connection, kind.noun, name) if one[0] != code]
    doubts = [references.may_be_same(kind.noun, (code, name), other) for other in others[:1]]
    return [line for doubt in doubts for line in (f"{code}: {doubt.message}", doubt.hint) if line]


def edit(app: Noun, kind: Kind, recorder: str, *, example: str) -> None:
    """Give a noun its `edit`: every field as an option; an empty text takes a value away."""

    def own() -> list[inspect.Parameter]:
        return [_code_parameter(kind), *(parameter(field, required=False) for field in kind.writable)]

    def run(call: Call, which: str, **given: Any) -> None:
        with call.writing() as writer:
            made: Recorder = load(recorder)
            row_id, before = references.get(writer.connection, kind.noun, which)
            values = made.edit(writer, row_id, given_only(given))
            code = references.code_of(writer.connection, kind.noun, row_id) or before
            entity, changed = made.called(values), bool(writer.changes)
        message = _("Corrected {entity}.") if changed else _("{entity} holds this already; nothing changed.")
        call.out.done(message.format(entity=entity), listing.shown(kind, values), **{kind.noun: code})

    run.__doc__ = f'Correct {_one(kind)}; an empty value ("") takes it away.'
    command(app, "edit", own, example=example, then=f"emulation {kind.noun} show {{{kind.noun}}}")(run)


def remove(app: Noun, kind: Kind, recorder: str, *, example: str, then: str = "") -> None:
    """Give a noun its `remove`: refused where something stands on the row, else asked before; `list` comes next."""

    def run(call: Call, which: str) -> None:
        with call.reading() as connection:
            made: Recorder = load(recorder)
            row_id, _code = references.get(connection, kind.noun, which)
            made.refuse_removal(connection, row_id)
            entity = made.called(listing.by_id(connection, kind, row_id).values)
        call.confirm(_("Remove {entity}?").format(entity=entity))
        with call.writing() as writer:
            row_id, _code = references.get(writer.connection, kind.noun, which)
            values = made.remove(writer, row_id)
        call.out.done(_("Removed {entity}.").format(entity=entity), listing.shown(kind, values))

    run.__doc__ = f"Remove {_one(kind)} that nothing stands on."
    own = [_code_parameter(kind)]
    command(app, "remove", lambda: own, example=example, then=then or f"emulation {kind.noun} list")(run)


def show_list(app: Noun, kind: Kind) -> None:
    """Give a noun its plain `list`."""

    def run(call: Call) -> None:
        with call.reading() as connection:
            rows = listing.listed(connection, kind)
        call.out.rows(kind, [row.values for row in rows])

    run.__doc__ = f"List every {kind.noun}."
    example, then = f"emulation {kind.noun} list", f"emulation {kind.noun} show {kind.noun.upper()}"
    command(app, "list", example=example, then=then)(run)


def show(app: Noun, kind: Kind, *, example: str, then: str) -> None:
    """Give a noun its plain `show`: a row's own fields."""

    def run(call: Call, which: str) -> None:
        with call.reading() as connection:
            row = named(connection, kind, which)
        call.out.record(listing.shown(kind, row.values))

    run.__doc__ = f"Show {_one(kind)}."
    own = [_code_parameter(kind)]
    command(app, "show", lambda: own, example=example, then=then)(run)


def named(connection: sqlite3.Connection, kind: Kind, text: str) -> listing.Listed:
    """The row of a kind that `text` names."""
    row_id, _code = references.get(connection, kind.noun, text)
    return listing.by_id(connection, kind, row_id)


def _one(kind: Kind) -> str:
    """One row of a kind with its article."""
    return f"{'an' if kind.noun[0] in 'aeio' else 'a'} {kind.noun}"


def given_only(given: Mapping[str, Any]) -> dict[str, Any]:
    """The options that were given."""
    return {key.removesuffix("_"): value for key, value in given.items() if value is not None}


def words(values: Sequence[str] | None) -> list[str]:
    """Codes given with commas or repeated, as one list without repeats."""
    return list(dict.fromkeys(code.strip() for value in values or () for code in value.split(",") if code.strip()))


def _code_parameter(kind: Kind) -> inspect.Parameter:
    return _keyword_only("which", Annotated[str, typer.Argument(metavar=places.metavar(kind.noun))])


def _keyword_only(
    key: str,
    annotation: Any,
    default: object = inspect.Parameter.empty,
) -> inspect.Parameter:
    """A parameter named after a field; `for` and `from` get the underscore that `given_only` takes off."""
    name = f"{key}_" if keyword.iskeyword(key) else key
    return inspect.Parameter(name, inspect.Parameter.KEYWORD_ONLY, annotation=annotation, default=default)


def day(text: str | None, *, field: str = "--on") -> str | None:
    """A typed day as ISO text; Refused where there is no such day."""
    if text is None:
        return None
    try:
        return parse_date(text).isoformat()
    except ValueError as error:
        raise Refused(f"{field}: {error}") from None


def day_or_today(text: str | None) -> str:
    """A typed day as ISO text, today without one."""
    return day(text) or today_iso()


def choice(given: str, options: Sequence[str], field: str, words: str = "") -> str:
    """One of the options or the field's own word for it (`kernel.terms`, the group `words`); UsageError for another."""
    try:
        return str(Choice(options=tuple(options), words=words).read(given))
    except ValueError as error:
        raise UsageError(f"{spoken(field)}: {error}") from None


def text(given: str | None, field: str, *, limit: int = NAME_LIMIT) -> str | None:
    """A typed text as it is stored; Refused where it holds a forbidden character or is too long."""
    try:
        read = Text(limit=limit, lines=limit > NAME_LIMIT).read(given)
    except ValueError as error:
        raise Refused(f"{field}: {error}") from None
    return None if read is None else str(read)


def reason(given: str, field: str = "--reason") -> str:
    """A typed reason; Refused where it says nothing."""
    said = text(given, field)
    if said is None:
        raise Refused(f"{field}: {_('a value is required')}")
    return said


def number(given: str, field: str) -> int:
    """A typed whole number; Refused for anything else."""
    try:
        return parse_count(given)
    except ValueError as error:
        raise Refused(f"{field}: {error}") from None
