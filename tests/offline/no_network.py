"""No network for this process: an internet socket, or asking for the address of a name, is an error.

An audit hook cannot be taken out again, and it loads no module that a command would not load by itself.
"""

import sys

AF_UNIX = 1
NAMES = {"socket.getaddrinfo", "socket.gethostbyname", "socket.gethostbyaddr", "socket.getnameinfo"}


class NetworkDenied(RuntimeError):
    """Something under test reached for the network. No OSError: a command would take that for a fault of its files."""


def deny(event, given):
    """Refuse what leaves the machine; sockets between processes of this one are left alone."""
    if event == "socket.__new__" and given[1] != AF_UNIX:
        raise NetworkDenied(f"a socket of family {given[1]}")
    if event in NAMES:
        raise NetworkDenied(f"{event} of {given[0]}")


sys.addaudithook(deny)
