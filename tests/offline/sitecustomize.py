"""Denies the network to every Python process that has this folder on PYTHONPATH; Python loads the file by its name.

`tests/conftest.py` puts the folder there for whatever a test starts.
"""

import importlib.machinery
import importlib.util
import os
import sys

import no_network  # noqa: F401 - it denies when it is loaded

FOLDER = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib costs every process its loading


def load_the_other():
    """Load the `sitecustomize` of the environment, which this one stands before, where there is one."""
    elsewhere = [place for place in sys.path if os.path.abspath(place) != FOLDER]  # noqa: PTH100
    spec = importlib.machinery.PathFinder.find_spec("sitecustomize", elsewhere)
    if spec is not None and spec.loader is not None:
        module = importlib.util.module_from_spec(spec)
        sys.modules["sitecustomize"] = module
        spec.loader.exec_module(module)


load_the_other()
