"""Change every operator and constant of the counting and rule code, one at a time; tell the changes no test notices.

`make mutation` runs it: about an hour, in a copy of the checkout, module by module on every processor. Not part of CI.
"""

from __future__ import annotations

import json
import os
import shutil
import subprocess
import sys
import tempfile
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

ROOT = Path(__file__).parent.parent
LINE = "tests/test_pass_line.py"
COUNT = ("tests/test_ballot_count.py", "tests/test_self_voting.py", "tests/test_ballot_faults.py")
END = "tests/test_ballot_end.py"
RULES = ("tests/test_block_rules.py", "tests/test_voting_rules.py")
MODULES = {
    "ballots/rules": (LINE,),
    "ballots/counting": (*COUNT, "tests/test_ballot_form.py"),
    "ballots/count_queries": (*COUNT, END, "tests/test_ballot_minutes.py", "tests/test_ballot_roll.py"),
    "ballots/rule_queries": (*RULES, *COUNT, END, "tests/test_ballot_states.py"),
    "ballots/sealing": (END, *COUNT),
    "awards/queries": RULES,
}
"""Module of emulation_cli → the tests that must notice, the quickest first."""
LEFT_OUT = (
    "core/ReplaceBinaryOperator_BitOr_.*",  # `str | None` in annotations, which nothing evaluates
    "core/ReplaceBinaryOperator_.*_(BitAnd|BitOr|BitXor|LShift|RShift|Pow)",  # what nobody mistypes
    "core/ReplaceComparisonOperator_(Is_Eq|IsNot_NotEq|Eq_Is|NotEq_IsNot)",  # the same for None and short texts
    "core/RemoveDecorator",
    "core/ExceptionReplacer",
)
SIGNATURES = ("-@dataclass", "-def ", "-    def ")
"""Beginnings of changed lines that hold no operator of ours: flags of a class, marks of a signature."""
NO_CHANGE = (
    '["mode"] <= "consensus"',  # the first of the modes in the alphabet
    '["mode"] > "consensus"',
    "count.entry >= 2",  # entries are 1 and 2
    "len(places) > sum",  # never more places than headings
    "len(places) < sum",
    '["mode"] < "secret"',  # the last of the modes in the alphabet
    "paper.returned != paper.issued",  # more than issued is refused before
    "paper.returned is not paper.issued",
    'rule.certainty >= "partial"',  # an unverified rule is never the one that holds
    ">= rules.TIED",  # the last of the outcomes in the alphabet
    "strict=False",  # both come from the same slip
    "missing >= 2",  # entries are 1 and 2
    'passed != ballot["seats"]',  # never more pass than there are seats
    'passed is not ballot["seats"]',
    "for rule in rules_found}) != 1",  # there is one at least
    '["certainty"] < "unverified"',
    '["certainty"] >= "unverified"',  # the last of the certainties in the alphabet
)
"""Parts of changed lines that mean the same as before."""


def settings(module: str, tests: tuple[str, ...]) -> str:
    """The settings of one module's run, as TOML."""
    command = f"{sys.executable} -m pytest -x -q -p no:cacheprovider {' '.join(tests)}"
    return "\n".join(
        (
            "[cosmic-ray]",
            f'module-path = ["emulation_cli/{module}.py"]',
            "timeout = 300.0",
            "excluded-modules = []",
            f"test-command = {json.dumps(command)}",
            '[cosmic-ray.distributor]\nname = "local"',
            "[cosmic-ray.filters.operators-filter]",
            f"exclude-operators = {json.dumps(LEFT_OUT)}",
        )
    )


def mutate(module: str) -> tuple[int, list[str]]:
    """How many changes of a module were tried, and those that no test noticed, as differences."""
    with tempfile.TemporaryDirectory() as folder:
        copy = Path(folder) / "checkout"
        shutil.copytree(ROOT, copy, ignore=shutil.ignore_patterns(".*", "emulation-demo", "__pycache__"))
        (copy / "mutation.toml").write_text(settings(module, MODULES[module]), encoding="utf-8")
        tools = Path(sys.executable).parent
        for words in (
            ("cosmic-ray", "init", "mutation.toml", "session.sqlite"),
            ("cr-filter-operators", "session.sqlite", "mutation.toml"),
            ("cosmic-ray", "baseline", "mutation.toml"),
            ("cosmic-ray", "exec", "mutation.toml", "session.sqlite"),
        ):
            subprocess.run([str(tools / words[0]), *words[1:]], cwd=copy, check=True)
        dump = [str(tools / "cosmic-ray"), "dump", "session.sqlite"]
        lines = subprocess.run(dump, cwd=copy, check=True, capture_output=True, text=True).stdout.splitlines()
    return told(json.loads(line)[1] for line in lines)


def told(results) -> tuple[int, list[str]]:
    """The number of results that count, and the differences among them that survived."""
    tried = [result for result in results if result["worker_outcome"] != "skipped"]
    if not tried:
        raise SystemExit("nothing was changed")
    lived = (changed(result["diff"]) for result in tried if result["test_outcome"] != "killed")
    return len(tried), ["\n".join(pair) for pair in lived if not harmless(pair)]


def changed(diff: str) -> list[str]:
    """The lines that a difference takes away and puts in."""
    return [line for line in diff.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]


def harmless(pair: list[str]) -> bool:
    """Whether a change changes nothing that counts."""
    return pair[0].startswith(SIGNATURES) or any(part in line for part in NO_CHANGE for line in pair)


def main() -> int:
    """Mutate the modules named, else all; 1 where a change survived."""
    chosen = sys.argv[1:] or list(MODULES)
    survivors = 0
    with ThreadPoolExecutor(os.cpu_count()) as pool:
        for module, (tried, lived) in zip(chosen, pool.map(mutate, chosen), strict=True):
            head = f"{module}: {tried} changes, {len(lived)} that no test notices"
            sys.stdout.write("\n".join((head, *lived, "")))
            sys.stdout.flush()
            survivors += len(lived)
    return 1 if survivors else 0


if __name__ == "__main__":
    sys.exit(main())
