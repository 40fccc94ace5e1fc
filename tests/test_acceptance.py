"""Every scenario of the contract, each in a folder of its own, against the real command."""

import importlib.util
import os
import sys
from pathlib import Path

import pytest

FOLDER = Path(__file__).parent / "acceptance"


def _module(name):
    spec = importlib.util.spec_from_file_location(name, FOLDER / f"{name}.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


sys.path.insert(0, str(FOLDER))
SCENARIOS = {
    f"{path.stem}:{name}": function
    for path in sorted(FOLDER.glob("scenario_*.py"))
    for name, function in vars(_module(path.stem)).items()
    if name.startswith("scenario_")
}


@pytest.fixture
def offline(monkeypatch):
    """Registers keep nothing of Python's own surroundings; here they are given back what denies the network."""
    from harness import Register

    begin = Register.__init__

    def begin_offline(self, *given, **named):
        begin(self, *given, **named)
        self.env["PYTHONPATH"] = os.environ["PYTHONPATH"]

    monkeypatch.setattr(Register, "__init__", begin_offline)
    return Register


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name, tmp_path, offline):
    SCENARIOS[name](offline(f"{sys.executable} -m emulation_cli", tmp_path))
