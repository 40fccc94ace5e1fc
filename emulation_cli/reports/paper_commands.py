"""`emulation paper`: papers in Word, from templates that the officer may edit."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Any

import typer

from emulation_cli.kernel import places, verbs
from emulation_cli.kernel.call import Call, command
from emulation_cli.kernel.errors import Unreachable, UsageError
from emulation_cli.kernel.language import _
from emulation_cli.kernel.nouns import Noun
from emulation_cli.kernel.placeholders import command_line
from emulation_cli.reports import paper_queries as queries
from emulation_cli.reports.paper_fields import FORMS

app = Noun(_("Papers in Word: pledge, minutes, submissions, reports."))

Name = Annotated[
    str,
    typer.Argument(
        metavar="NAME",
        help=_("pledge, meeting-minutes, … (emulation paper list)"),
        autocompletion=places.completion(
            "name", places.Place("", words={form.name: form.title for form in FORMS.values()})
        ),
    ),
]
Output = Annotated[Path, typer.Option("-o", "--output", metavar="FILE.docx", help=_("The document to write."))]
Force = Annotated[bool, typer.Option("--force", help=_("Replace an existing file."))]


@command(app, "list", example="emulation paper list", then="emulation paper show NAME")
def papers(call: Call) -> None:
    """List the papers: what each is made of, and whose template it uses."""
    with call.reading() as connection:
        kept = queries.kept(connection)
    call.out.records(
        [
            {"name": form.name, "title": form.title, "of": command_line(form.ref), "template": kept.get(form.name)}
            for form in FORMS.values()
        ]
    )


@command(app, "show", example="emulation paper show pledge", then="emulation paper template NAME -o FILE.docx")
def show(call: Call, name: Name) -> None:
    """List the placeholders that a paper's template may hold, with their meaning."""
    form = queries.form(name)
    call.out.records([{"placeholder": key, "meaning": meaning} for key, meaning in _placeholders(form.vocabulary)])


def _placeholders(vocabulary: dict[str, Any], before: str = "") -> Iterator[tuple[str, str]]:
    """Every placeholder as it is written; of a list first the line that repeats."""
    for key, meaning in vocabulary.items():
        if not isinstance(meaning, list):
            yield f"{{{{ {before}{key} }}}}", meaning
        elif isinstance(meaning[0], str):
            yield f"{{%p for one in {before}{key} %}} {{{{ one }}}} {{%p endfor %}}", meaning[0]
        else:
            one = "line" if before else "one"
            yield f"{{%tr for {one} in {before}{key} %}} … {{%tr endfor %}}", ""
            yield from _placeholders(meaning[0], f"{one}.")


@command(
    app,
    "template",
    example="emulation paper template meeting-minutes -o mau-bien-ban.docx",
    then="emulation paper use {name} {file}",
)
def template(call: Call, name: Name, output: Output, force: Force = False) -> None:
    """Take out a paper's template, to be edited in Word and put back with `paper use`."""
    from emulation_cli.exchange import word

    form = queries.form(name)
    word.need_word()
    _refuse_target(output, force=force)
    with call.reading() as connection:
        _file, data = queries.template(connection, form.name)
    written = word.publish_document(output, data, force=force)
    message = _("Wrote the template of {name} to {path}.") if written else _("{path} is this template already.")
    record = {"file": str(output), "name": form.name, "written": written}
    call.out.done(message.format(name=form.name, path=output), record)


@command(
    app,
    "use",
    example="emulation paper use meeting-minutes mau-bien-ban.docx",
    then="emulation paper make {name} REF -o FILE.docx",
)
def use(
    call: Call,
    name: Name,
    file: Annotated[Path, typer.Argument(metavar="FILE.docx", help=_("The edited template."))],
) -> None:
    """Put a template into the register, in the place of the one before; unknown placeholders are refused by name."""
    from emulation_cli.exchange import word
    from emulation_cli.reports import paper_records

    form = queries.form(name)
    word.need_word()
    if file.is_dir():
        raise Unreachable(_("{path} is a folder").format(path=file))
    word.refuse_large(file)
    data = file.read_bytes()
    word.check(file.name, data, form.vocabulary)
    with call.writing() as writer:
        changed = paper_records.use(writer, form.name, file.name, data)
    message = _("{name} is made from {file} from now on.") if changed else _("{name} is made from {file} already.")
    record = {"name": form.name, "file": file.name, "changed": changed}
    then = command_line(f"emulation paper make {{name}} {form.ref} -o FILE.docx", record)
    call.out.done(message.format(name=form.name, file=file.name), record, then)


@command(app, "remove", example="emulation paper remove meeting-minutes", then="emulation paper list")
def remove(call: Call, name: Name) -> None:
    """Take the officer's template away; the paper is made from the product's own again."""
    from emulation_cli.reports import paper_records

    form = queries.form(name)
    with call.reading() as connection:
        kept = queries.own(connection, form.name)
    if kept is not None:
        call.confirm(_("Take away the template {file} of {name}?").format(file=kept.file, name=form.name))
        with call.writing() as writer:
            paper_records.remove(writer, form.name)
    message = _("{name} is made from the product's own template.").format(name=form.name)
    call.out.done(message, {"name": form.name, "removed": kept.file if kept else None})


@command(
    app,
    "make",
    example="emulation paper make meeting-minutes C6-SK23 -o bien-ban-hoi-nghi.docx",
    then="emulation status",
)
def make(
    call: Call,
    name: Name,
    ref: Annotated[str, typer.Argument(metavar="BLOCK/YEAR|MEETING|BALLOT", help=_("What it is made of."))],
    output: Output,
    force: Force = False,
    on: Annotated[
        str | None, typer.Option("--on", metavar="DATE", help=_("As it was on a day (the register's last change)."))
    ] = None,
    place: Annotated[str | None, typer.Option(metavar="TEXT", help=_("The place before the date: Hà Nội."))] = None,
    submitted: Annotated[str | None, typer.Option(metavar="NUMBER", help=_("Proposals of one submission."))] = None,
) -> None:
    """Write a paper, in Vietnamese, with the register's figures, tables and open points.

    What is left to write stands in [brackets].
    """
    from emulation_cli.exchange import word

    form = queries.form(name)
    if submitted is not None and "submission" not in form.vocabulary:
        raise UsageError(_("{name} is not of a submission").format(name=form.name), _("Leave --submitted out."))
    word.need_word()
    _refuse_target(output, force=force)
    with call.reading() as connection:
        from emulation_cli.reports.paper_values import values
        from emulation_cli.reports.paper_words import Wanted

        wanted = Wanted(form.name, ref, verbs.day(on), verbs.text(place, "--place") or "", submitted)
        told, day = values(connection, wanted)
        file, data = queries.template(connection, form.name)
    made = word.fill(file, data, told, day=day, title=f"{form.title} {ref}")
    written = word.publish_document(output, made, force=force)
    message = _("Wrote {path}.") if written else _("{path} holds this already.")
    record = {"file": str(output), "name": form.name, "of": ref, "written": written}
    call.out.done(message.format(path=output), record)


def _refuse_target(output: Path, *, force: bool) -> None:
    """Refuse a target that is no document, or cannot be written, before any work is done."""
    from emulation_cli.exchange.publish import refuse_target

    if output.suffix.casefold() != ".docx":
        raise UsageError(_("{name} does not end in .docx").format(name=output))
    refuse_target(output, force=force)
