"""Where settings and register lie when nobody says so: where platformdirs says, found without it on Linux."""

import os
import sys
from pathlib import Path
from unittest import mock

import platformdirs
import pytest
from inprocess import forget_configuration

from emulation_cli.kernel import settings

FOLDERS = [None, "", "/srv/of the officer", "/srv/x/", "relative", "~/x", " "]


@pytest.mark.parametrize("home", ["/home/ủy ban", "/home/x/", "/"])
@pytest.mark.parametrize("config", FOLDERS)
@pytest.mark.parametrize("data", FOLDERS)
def test_the_folders_are_those_that_platformdirs_names(home, config, data):
    chosen = {"HOME": home, "XDG_CONFIG_HOME": config, "XDG_DATA_HOME": data}
    with mock.patch.dict(os.environ, {key: value for key, value in chosen.items() if value is not None}):
        for key in [key for key in (*chosen, "EMULATION_DB") if chosen.get(key) is None]:
            os.environ.pop(key, None)
        forget_configuration()
        assert settings.config_file() == platformdirs.user_config_path("emulation", appauthor=False) / "config.toml"
        assert settings.register_path(None) == platformdirs.user_data_path("emulation", appauthor=False) / "register.db"
    forget_configuration()


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere platformdirs is asked")
def test_a_plain_case_is_settled_without_asking(monkeypatch):
    monkeypatch.setenv("HOME", "/home/x")
    monkeypatch.setenv("XDG_CONFIG_HOME", "/srv/x")
    monkeypatch.delenv("XDG_DATA_HOME", raising=False)
    assert settings._in_home("XDG_CONFIG_HOME", ".config") == Path("/srv/x/emulation")
    assert settings._in_home("XDG_DATA_HOME", ".local/share") == Path("/home/x/.local/share/emulation")
    monkeypatch.setenv("XDG_DATA_HOME", "relative")
    assert settings._in_home("XDG_DATA_HOME", ".local/share") is None
    monkeypatch.setenv("ANDROID_ROOT", "/system")
    assert settings._in_home("XDG_CONFIG_HOME", ".config") is None
