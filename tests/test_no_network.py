"""Nothing here needs the network: the whole suite runs with it denied, and the denial bites."""

import os
import socket
import subprocess
import sys

import pytest
from conftest import OFFLINE
from no_network import NetworkDenied

REACHING = {
    "a socket": "socket.socket()",
    "a socket of version 6": "socket.socket(socket.AF_INET6, socket.SOCK_DGRAM)",
    "a connection": 'socket.create_connection(("127.0.0.1", 9))',
    "the address of a name": 'socket.getaddrinfo("localhost", 80)',
    "an old way to ask": 'socket.gethostbyname("localhost")',
    "the name of an address": 'socket.gethostbyaddr("127.0.0.1")',
    "a page": '__import__("urllib.request").request.urlopen("http://127.0.0.1/")',
}
each_reach = pytest.mark.parametrize("what", REACHING)

IN_A_COMMAND = """import socket, sys
from emulation_cli import app
from emulation_cli.units import queries
def reach(*given, **named):
    {reach}
queries.units = reach
sys.argv = ["emulation", "unit", "list", "--debug"]
sys.exit(app.main())"""


def python(script, **more):
    return subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=False, **more)


@each_reach
def test_the_tests_themselves_have_no_network(what):
    with pytest.raises(NetworkDenied):
        eval(REACHING[what], {"socket": socket})


@each_reach
def test_a_command_in_a_process_of_its_own_has_none(cum6, what):
    done = python(IN_A_COMMAND.format(reach=REACHING[what]))
    assert (done.returncode, done.stdout) == (1, "")
    assert "NetworkDenied" in done.stderr


def test_processes_of_this_machine_may_still_talk():
    one, other = socket.socketpair()
    with one, other:
        one.sendall(b"x")
        assert other.recv(1) == b"x"


def test_no_test_starts_a_process_without_the_denial(monkeypatch):
    with pytest.raises(NetworkDenied):
        python("pass", env={"PATH": os.environ["PATH"]})
    monkeypatch.delenv("PYTHONPATH")
    with pytest.raises(NetworkDenied):
        python("pass")


def test_what_the_environment_does_at_the_start_of_python_is_still_done(tmp_path):
    (tmp_path / "sitecustomize.py").write_text("import sys\nsys.at_the_start = __file__\n", encoding="utf-8")
    places = os.pathsep.join([str(OFFLINE), str(tmp_path)])
    done = python(
        "import sys; print(sys.at_the_start)\nimport socket; socket.socket()", env={**os.environ, "PYTHONPATH": places}
    )
    assert done.stdout.strip() == str(tmp_path / "sitecustomize.py")
    assert "NetworkDenied" in done.stderr
