"""Word papers: a template that an officer may edit in Word, its placeholders checked by name, filled in, published.

A template is a .docx in which `{{ name }}` stands for a value, `{%p for one in names %} … {%p endfor %}` repeats
paragraphs and `{%tr for one in names %} … {%tr endfor %}` rows of a table.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

from emulation_cli.exchange.archive import same_bytes
from emulation_cli.exchange.publish import publish
from emulation_cli.kernel import names
from emulation_cli.kernel.errors import Refused, Unreachable
from emulation_cli.kernel.language import _

if TYPE_CHECKING:
    from docxtpl import DocxTemplate
    from jinja2 import Environment, nodes

Vocabulary = Mapping[str, Any]
"""What a template may name: name → what it means, another vocabulary, or a list of the one vocabulary of its items."""
LARGEST, LARGEST_UNPACKED = 5_000_000, 50_000_000
"""Bytes of a template, and of all its parts unpacked."""
OF_LOOPS = "loop"
"""What Jinja itself tells inside a loop."""


def need_word() -> None:
    """Raise Unreachable naming the extra where what reads and writes Word is not installed."""
    try:
        import docxtpl  # noqa: F401
    except ImportError:
        raise Unreachable(
            _("papers in Word need the extra “word”, which is not installed"),
            "pipx inject emulation-cli docxtpl\npip install 'emulation-cli[word]'",
        ) from None


def check(name: str, data: bytes, vocabulary: Vocabulary) -> None:
    """Refuse what is no Word document, and a template with a placeholder that means nothing, naming it."""
    _refuse_no_document(name, data)
    template, environment = _opened(name, data), _environment()
    for source in _sources(template):
        tree = _parsed(name, environment, source)
        unknown = list(_unknown(tree, dict(vocabulary)))
        if unknown:
            raise Refused(
                _("{name}: these placeholders mean nothing: {unknown}").format(
                    name=name, unknown=", ".join(dict.fromkeys(said for said, _near in unknown))
                ),
                "\n".join(dict.fromkeys(near for _said, near in unknown if near)),
            )


def fill(name: str, data: bytes, values: Mapping[str, Any], *, day: str, title: str) -> bytes:
    """The template with its placeholders filled in; the same bytes for the same values.

    `day` (ISO) is the day the paper is as of. Raises Refused where the template does not work.
    """
    from jinja2 import TemplateError

    template = _opened(name, data)
    try:
        template.render(values, _environment(), autoescape=True)
    except (TemplateError, TypeError, ValueError) as error:
        raise Refused(_("{name} cannot be filled in: {error}").format(name=name, error=error)) from None
    properties = template.docx.core_properties
    properties.author, properties.last_modified_by, properties.title = "emulation", "emulation", title
    properties.revision = 1
    package = io.BytesIO()
    template.save(package)
    return same_bytes(package, day)


def publish_document(path: Path, data: bytes, *, force: bool) -> bool:
    """Write a document as `publish` does, read back before it takes its name."""
    return publish(path, data, force=force, check=_check_readable)


def _check_readable(path: Path) -> None:
    from docx import Document

    try:
        Document(str(path))
    except Exception as error:
        raise Unreachable(
            _("the document could not be read back: {error}").format(error=type(error).__name__)
        ) from error


def _refuse_no_document(name: str, data: bytes) -> None:
    message = _("{name} is no Word document (.docx)").format(name=name)
    hint = _("Open it in Word or LibreOffice and save it as .docx.")
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            size = sum(part.file_size for part in package.infolist())
            if "word/document.xml" not in package.namelist():
                raise Refused(message, hint)
    except zipfile.BadZipFile:
        raise Refused(message, hint) from None
    if len(data) > LARGEST or size > LARGEST_UNPACKED:
        raise Refused(_("{name} is too large for a template").format(name=name))


def _opened(name: str, data: bytes) -> DocxTemplate:
    from docxtpl import DocxTemplate

    template = DocxTemplate(io.BytesIO(data))
    try:
        template.init_docx()
    except Exception as error:  # noqa: BLE001 - python-docx says in many ways that a package is broken
        message = _("{name} cannot be opened: {error}")
        raise Refused(message.format(name=name, error=type(error).__name__)) from None
    return template


def _environment() -> Environment:
    """Templates come from anywhere: they see the values they are given and nothing else, and nothing unknown."""
    from jinja2 import StrictUndefined
    from jinja2.sandbox import ImmutableSandboxedEnvironment

    environment = ImmutableSandboxedEnvironment(
        undefined=StrictUndefined, autoescape=True, finalize=lambda value: "" if value is None else value
    )
    environment.globals.clear()
    return environment


# -- placeholders -----------------------------------------------------------------------------------------------------


def _sources(template: DocxTemplate) -> Iterator[str]:
    """What a template says to Jinja: its body, its heads and feet."""
    yield template.patch_xml(template.get_xml())
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))


def _parsed(name: str, environment: Environment, source: str) -> nodes.Template:
    from jinja2 import TemplateError

    try:
        environment.compile(source)  # knows the filters
        return environment.parse(source)
    except TemplateError as error:
        raise Refused(_("{name}: a placeholder is written wrongly: {error}").format(name=name, error=error)) from None


def _unknown(node: nodes.Node, scope: dict[str, Any]) -> Iterator[tuple[str, str]]:
    """The names below a node that mean nothing: (as written, what is near it)."""
    from jinja2 import nodes

    if isinstance(node, nodes.For):
        yield from _unknown(node.iter, scope)
        items = _meaning(node.iter, scope)
        inner = {**scope, OF_LOOPS: {}, **dict.fromkeys(_targets(node.target), items[0] if _is_list(items) else None)}
        for part in (*node.body, *node.else_, *([node.test] if node.test else [])):
            yield from _unknown(part, inner)
    elif isinstance(node, nodes.Assign):
        yield from _unknown(node.node, scope)
        scope.update(dict.fromkeys(_targets(node.target)))
    elif isinstance(node, nodes.Getattr):
        yield from _unknown(node.node, scope)
        known = _meaning(node.node, scope)
        if isinstance(known, Mapping) and known and node.attr not in known:
            yield _near(_written(node), node.attr, known)
        elif isinstance(known, str) or _is_list(known):
            yield _written(node), ""
    elif isinstance(node, nodes.Include | nodes.Import | nodes.FromImport | nodes.Extends):
        yield type(node).__name__.lower(), ""
    elif isinstance(node, nodes.Name) and node.ctx == "load" and node.name not in scope:
        yield _near(node.name, node.name, scope)
    else:
        for part in node.iter_child_nodes():
            yield from _unknown(part, scope)


def _meaning(node: nodes.Node, scope: Mapping[str, Any]) -> Any:
    """What an expression stands for in the vocabulary; None where that is not known."""
    from jinja2 import nodes

    if isinstance(node, nodes.Name):
        return scope.get(node.name)
    if isinstance(node, nodes.Getattr):
        known = _meaning(node.node, scope)
        return known.get(node.attr) if isinstance(known, Mapping) else None
    return None


def _is_list(meaning: object) -> bool:
    return isinstance(meaning, Sequence) and not isinstance(meaning, str)


def _targets(node: nodes.Node) -> list[str]:
    from jinja2 import nodes

    return [one.name for one in (node, *node.find_all(nodes.Name)) if isinstance(one, nodes.Name)]


def _written(node: nodes.Node) -> str:
    from jinja2 import nodes

    return f"{_written(node.node)}.{node.attr}" if isinstance(node, nodes.Getattr) else getattr(node, "name", "…")


def _near(written: str, name: str, known: Mapping[str, Any]) -> tuple[str, str]:
    near = ", ".join(names.nearest(name, list(known)))
    return written, _("{name}: near it: {known}").format(name=written, known=near) if near else ""
