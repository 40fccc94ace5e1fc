"""Word papers: a template that an officer may edit in Word, its placeholders checked by name, filled in, published.

A template is a .docx in which `{{ name }}` stands for a value, `{%p for one in names %} … {%p endfor %}` repeats
paragraphs and `{%tr for one in names %} … {%tr endfor %}` rows of a table.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Iterator, Mapping, Sequence
from html import unescape
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


class Number(str):
    """The meaning of a name that stands for a whole number, with which a template may reckon and format."""

    __slots__ = ()


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


def refuse_large(path: Path) -> None:
    """Refuse what is too large for a template before it is read."""
    if path.stat().st_size > LARGEST:
        raise Refused(_("{name} is too large for a template").format(name=path.name))


def check(name: str, data: bytes, vocabulary: Vocabulary) -> None:
    """Refuse what is no Word document, and a template with a placeholder that means nothing, naming it.

    What only shows when it is filled in is found by filling it in with one of everything.
    """
    _refuse_no_document(name, data)
    template, environment = _opened(name, data), _environment()
    _refuse_inside_out(name, template)
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
    fill(name, data, _one_of_everything(vocabulary), day="2000-01-01", title="")


def fill(name: str, data: bytes, values: Mapping[str, Any], *, day: str, title: str) -> bytes:
    """The template with its placeholders filled in; the same bytes for the same values.

    `day` (ISO) is the day the paper is as of. Raises Refused where the template does not work.
    """
    template = _opened(name, data)
    try:
        template.render(values, _environment(), autoescape=True)
    except Exception as error:  # noqa: BLE001 - a template is a program, and may fail as programs do
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


def _one_of_everything(vocabulary: Any) -> Any:
    """Values for a vocabulary: one item in each list, a number for each number."""
    if isinstance(vocabulary, Mapping):
        return {name: _one_of_everything(meaning) for name, meaning in vocabulary.items()}
    if _is_list(vocabulary):
        return [_one_of_everything(vocabulary[0])]
    return 1 if isinstance(vocabulary, Number) else "x"


INSIDE_OUT = re.compile(r"\{\{-?\s*(?:p|r|tr|tc)\s+[\w.]+|\|\s*safe\b")
"""What would put a value where Word expects a paragraph, or letters that Word would take for its own."""


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

    class Template(DocxTemplate):  # type: ignore[misc]
        """A template whose placeholders hold letters as they were typed."""

        def patch_xml(self, src_xml: str) -> str:
            patched: str = super().patch_xml(src_xml)
            return re.sub(r"\{\{.*?\}\}|\{%.*?%\}", lambda found: unescape(found.group()), patched, flags=re.DOTALL)

    template = Template(io.BytesIO(data))
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

    environment = ImmutableSandboxedEnvironment(undefined=StrictUndefined, autoescape=True, finalize=_plain)
    environment.globals.clear()
    return environment


def _plain(value: object) -> object:
    """What is printed: a text or a number; nothing for None."""
    if isinstance(value, list | dict):
        raise TypeError(_("a list cannot be written as it is; repeat it with {%p for one in … %}"))
    return "" if value is None else value


# -- placeholders -----------------------------------------------------------------------------------------------------


def _sources(template: DocxTemplate) -> Iterator[str]:
    """What a template says to Jinja: its body, its heads and feet."""
    yield template.patch_xml(template.get_xml())
    properties = template.docx.core_properties
    yield "\n".join(str(getattr(properties, key) or "") for key in PROPERTIES)
    for uri in (template.HEADER_URI, template.FOOTER_URI):
        for _key, part in template.get_headers_footers(uri):
            yield template.patch_xml(template.get_part_xml(part))


PROPERTIES = ("author", "comments", "category", "content_status", "keywords", "language", "subject", "title", "version")
"""What of a document's properties is filled in, too."""


def _refuse_inside_out(name: str, template: DocxTemplate) -> None:
    text = "\n".join("".join(part.itertext()) for part in template.docx.element.body.iter("{*}p"))
    found = INSIDE_OUT.search(text)
    if found:
        raise Refused(_("{name}: {text} is not for templates").format(name=name, text=found.group()))


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
