"""README.md and docs/huong-dan.md: what they show is what happens, in a fresh folder, from the first line to the last.

The rule of their fences: the commands of every ```sh block are run, in order, in one session for each document; a
```text block behind one is what its commands say, each line whole and in this order, `…` standing for anything; blocks
of any other language are only shown. A command that is meant to fail ends in a comment, `# exit 3`.

Bash reads a document with all but its ```sh blocks blanked out, so its lines are numbered as in the document; what it
makes of the `emulation` lines is run by one process for each document: a process for each line would take minutes.
"""

import json
import os
import re
import subprocess
import sys
from itertools import pairwise
from pathlib import Path

import pytest

ROOT = Path(__file__).parent.parent
DOCUMENTS = {"README.md": "C.UTF-8", "docs/huong-dan.md": "vi_VN.UTF-8"}
"""Document → the locale that its reader has."""
NOW = "2026-03-02T02:00:00Z"
BLOCK = re.compile(r"^```(\w*)\n(.*?)^```$", re.MULTILINE | re.DOTALL)
LINK = re.compile(r"\]\(([^)\s]+)")
READ_BY_BASH = r"""
emulation() {
    printf '%s\0' "${BASH_LINENO[0]}" "$PWD" >> "$READ"
    for name in "${!EMULATION_@}"; do printf '%s\0' "$name=${!name}" >> "$READ"; done
    printf '%s\0' -- "$@" $'\x1e' >> "$READ"
}
"""
PLAYER = """
import json, sys
from pathlib import Path
sys.path.insert(0, sys.argv[1])
import inprocess
told = []
for line, place, surroundings, words in json.load(sys.stdin):
    with inprocess.inside(Path(place), surroundings):
        done = inprocess.run(words)
    told.append((line, done.code, done.out + done.err))
print(json.dumps(told))
"""


def blocks(text):
    """The blocks of a document: (language, first line, lines)."""
    for found in BLOCK.finditer(text):
        yield found[1], text.count("\n", 0, found.start(2)) + 1, found[2].splitlines()


def script(text):
    """The document with everything blanked out that is not run."""
    lines = [""] * (text.count("\n") + 1)
    for language, first, body in blocks(text):
        if language == "sh":
            lines[first - 1 : first - 1 + len(body)] = body
    return "\n".join(lines) + "\n"


def read(text, folder):
    """What bash makes of a document: (line, folder, variables, words) of every command of ours."""
    (folder / "prelude").write_text(READ_BY_BASH, encoding="utf-8")
    work = folder / "work"
    work.mkdir()
    told = {"PATH": os.environ["PATH"], "PYTHONPATH": os.environ["PYTHONPATH"], "HOME": str(folder)}
    told |= {"BASH_ENV": str(folder / "prelude"), "READ": str(folder / "read"), "LC_ALL": "C.UTF-8"}
    done = subprocess.run(
        ["bash", "-eu"], input=script(text), cwd=work, env=told, capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    for record in (folder / "read").read_text(encoding="utf-8").split("\x1e\0")[:-1]:
        line, place, *rest = record.removesuffix("\0").split("\0")
        end = rest.index("--")
        yield int(line), Path(place), dict(one.split("=", 1) for one in rest[:end]), rest[end + 1 :]


def played(text, folder, locale):
    """Run a document; line → what its command said. Every command must end as the document says."""
    said = {}
    for line, code, words in run(list(read(text, folder)), folder, locale):
        meant = re.search(r"# exit (\d+)$", text.splitlines()[line - 1])
        assert code == (int(meant[1]) if meant else 0), f"line {line}: exit {code}\n{words}"
        said[line] = words
    return said


def run(commands, folder, locale):
    """(line, exit code, what was said) of each command, run by a process of their own: it may speak Vietnamese."""
    told = {"EMULATION_NOW": NOW, "LC_ALL": locale, "EMULATION_LANG": "", "EMULATION_DB": ""}
    told |= {"XDG_DATA_HOME": str(folder / "data"), "XDG_CONFIG_HOME": str(folder / "config")}
    script = [sys.executable, "-c", PLAYER, str(Path(__file__).parent)]
    asked = json.dumps([[line, str(place), told | variables, words] for line, place, variables, words in commands])
    done = subprocess.run(script, input=asked, capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


def answers(text):
    """The answers that a document shows: (first line of the commands, first line of the answer, its lines)."""
    for (language, first, _body), (then, place, answer) in pairwise(blocks(text)):
        if (language, then) == ("sh", "text"):
            yield first, place, answer


def missing(answer, said):
    """The first line of an answer that was not said where it should have been, or None."""
    waiting = iter(line.rstrip() for line in said.splitlines())
    return next((line for line in answer if line.strip() != "…" and not _comes(line, waiting)), None)


def _comes(line, waiting):
    pattern = ".*".join(re.escape(part) for part in line.rstrip().split("…"))
    return any(re.fullmatch(pattern, one) for one in waiting)


@pytest.fixture(scope="module", params=DOCUMENTS)
def document(request, tmp_path_factory):
    """A document and what its commands said."""
    text = (ROOT / request.param).read_text(encoding="utf-8")
    return text, played(text, tmp_path_factory.mktemp("guide"), DOCUMENTS[request.param])


def test_every_command_of_a_document_runs_as_shown(document):
    text, said = document
    assert len(said) > 20
    assert len(said) == len(re.findall("^emulation ", script(text), re.MULTILINE))


def test_what_a_document_shows_as_an_answer_is_what_is_said(document):
    text, said = document
    for first, place, answer in answers(text):
        heard = "".join(words for line, words in said.items() if first <= line < place)
        assert missing(answer, heard) is None, f"line {place}:\n{heard}"


@pytest.mark.parametrize("name", DOCUMENTS)
def test_links_and_pictures_of_a_document_lead_somewhere(name):
    page = ROOT / name
    for file, _sharp, place in (link.partition("#") for link in LINK.findall(page.read_text(encoding="utf-8"))):
        target = page.parent / file if file else page
        assert "://" in file or target.exists(), file
        assert not place or place in anchors(target.read_text(encoding="utf-8")), place


def anchors(text):
    """What the headings of a page are called in links."""
    headings = re.findall(r"^#+ (.+)$", text, re.MULTILINE)
    return {re.sub(r"[^\w -]", "", heading.lower()).replace(" ", "-") for heading in headings}


# -- the rule itself --------------------------------------------------------------------------------------------------

SHORT = """# A document
```sh
export EMULATION_DB="sổ của tôi.db"
emulation init                   # a comment
mkdir new && cd new
emulation unit show TH           # exit 4
```
```text
there is no unit TH
See …: emulation unit list
```
```console
emulation no such thing
```
"""


def test_a_document_that_holds_is_run_as_it_is_shown(tmp_path):
    commands = list(read(SHORT, tmp_path))
    variables = {"EMULATION_DB": "sổ của tôi.db"}
    assert commands == [
        (4, tmp_path / "work", variables, ["init"]),
        (6, tmp_path / "work" / "new", variables, ["unit", "show", "TH"]),
    ]
    assert list(answers(SHORT)) == [(3, 9, ["there is no unit TH", "See …: emulation unit list"])]


@pytest.mark.parametrize("wrong", ["emulation unit list", "emulation unit show TH"])
def test_a_command_that_ends_otherwise_would_be_seen(tmp_path, wrong):
    text = f"```sh\nemulation init\n{wrong}{'  # exit 3' if 'list' in wrong else ''}\n```\n"
    with pytest.raises(AssertionError, match="line 3"):
        played(text, tmp_path, "C.UTF-8")


@pytest.mark.parametrize(
    ("said", "first_missing"),
    [("a\nb 12 c\n", None), ("x\na\ny\nb  c\n", None), ("b c\na\n", "b … c"), ("a more\nb 1 c\n", "a"), ("", "a")],
)
def test_an_answer_is_compared_line_by_line_in_its_order(said, first_missing):
    assert missing(["a", "…", "b … c"], said) == first_missing
