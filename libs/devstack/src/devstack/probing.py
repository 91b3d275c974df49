"""Asks a process whether it answers: many times a second, so without the cost of an HTTP client."""

import http.client
import socket
from urllib.parse import urlsplit

SECONDS = 2.0
SUCCESS = range(200, 300)


def answer(url: str) -> tuple[int, bytes] | None:
    """Status and body of the answer to a GET; None when there is no answer."""
    address = urlsplit(url)
    connection = http.client.HTTPConnection(str(address.hostname), address.port, timeout=SECONDS)
    try:
        connection.request("GET", address._replace(scheme="", netloc="").geturl() or "/")
        response = connection.getresponse()
        return response.status, response.read()
    except (OSError, http.client.HTTPException):
        return None
    finally:
        connection.close()


def is_well(url: str) -> bool:
    """Whether the answer to a GET is a success."""
    found = answer(url)
    return found is not None and found[0] in SUCCESS


def accepts(port: int) -> bool:
    """Whether somebody listens on a port of the loopback address."""
    try:
        socket.create_connection(("127.0.0.1", port), SECONDS).close()
    except OSError:
        return False
    return True
