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


@pytest.mark.parametrize("name", SCENARIOS)
def test_scenario(name, tmp_path):
    from harness import Register

    register = Register(f"{sys.executable} -m emulation_cli", tmp_path)
    register.env["PYTHONPATH"] = os.environ["PYTHONPATH"]  # which denies the network, see conftest.py
    SCENARIOS[name](register)
