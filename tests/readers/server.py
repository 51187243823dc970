"""A Radicale server of our own, and what is published to it one UID a resource."""

import re
import socket
import subprocess
import sys
import time
from base64 import b64encode
from collections import defaultdict
from collections.abc import Iterator
from contextlib import closing, contextmanager
from http import HTTPStatus
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import urlsplit

import caldav
from caldav.collection import Calendar

HOST = "127.0.0.1"
USER, PASSWORD = "pcc", "any"  # the server asks nobody who they are
PATIENCE_SECONDS = 30

_PART = re.compile(
    rb"^BEGIN:(VEVENT|VTODO)\r\n.*?^END:\1\r\n", re.DOTALL | re.MULTILINE
)
_ZONE = re.compile(
    rb"^BEGIN:VTIMEZONE\r\n.*?^END:VTIMEZONE\r\n", re.DOTALL | re.MULTILINE
)
_UID = re.compile(rb"^UID:(.*)\r\n", re.MULTILINE)
_OBJECTS = {b"VEVENT": caldav.Event, b"VTODO": caldav.Todo}


@contextmanager
def radicale(folder: Path) -> Iterator[caldav.DAVClient]:
    """A client of a server that keeps its files in a folder, until the block ends."""
    port = _free_port()
    options = {
        "server-hosts": f"{HOST}:{port}",
        "auth-type": "none",
        "rights-type": "owner_write",
        "storage-filesystem-folder": str(folder),
        "logging-level": "warning",
    }
    process = subprocess.Popen(  # noqa: S603 - our own server
        [sys.executable, "-m", "radicale", *(f"--{k}={v}" for k, v in options.items())]
    )
    try:
        _wait_for(process, port)
        address = f"http://{HOST}:{port}/"
        with caldav.DAVClient(address, username=USER, password=PASSWORD) as client:
            yield client
    finally:
        process.terminate()  # this process, by its id
        process.wait(PATIENCE_SECONDS)


def _free_port() -> int:
    with socket.socket() as found:
        found.bind((HOST, 0))
        return int(found.getsockname()[1])


def _wait_for(process: "subprocess.Popen[bytes]", port: int) -> None:
    for _ in range(PATIENCE_SECONDS * 10):
        assert process.poll() is None, "the server did not start"
        with socket.socket() as tried:
            if tried.connect_ex((HOST, port)) == 0:
                return
        time.sleep(0.1)
    raise TimeoutError(f"no server on port {port}")


def resources(ics: bytes) -> dict[bytes, tuple[bytes, bytes]]:
    """The kind and the bytes of the resource of each UID (RFC 4791, 4.1).

    The text is taken as it is, so that nothing that reads and writes it mends it.
    """
    head = ics[: ics.index(b"BEGIN:V", 1)]
    zones = b"".join(_ZONE.findall(ics))
    parts: dict[bytes, list[bytes]] = defaultdict(list)
    kinds: dict[bytes, bytes] = {}
    for found in _PART.finditer(ics):
        unfolded = found[0].replace(b"\r\n ", b"")
        uid = _UID.findall(unfolded)[0]
        parts[uid].append(found[0])
        kinds[uid] = found[1]
    return {
        uid: (kinds[uid], head + zones + b"".join(held) + b"END:VCALENDAR\r\n")
        for uid, held in parts.items()
    }


def publish(calendar: Calendar, ics: bytes) -> None:
    """Give each resource to the server, under a name made from its UID."""
    for uid, (kind, data) in resources(ics).items():
        url = calendar.url.join(f"{uid.decode()}.ics")
        made = _OBJECTS[kind](calendar.client, url=url, parent=calendar)
        made.save(raw_data=data)


def subscribed(calendar: Calendar) -> bytes:
    """The whole calendar in one file, as a program that subscribes to it gets it."""
    address = urlsplit(str(calendar.url))
    connection = HTTPConnection(address.netloc)
    secret = b64encode(f"{USER}:{PASSWORD}".encode()).decode()
    connection.request(
        "GET", address.path, headers={"Authorization": f"Basic {secret}"}
    )
    with closing(connection), connection.getresponse() as answer:
        assert answer.status == HTTPStatus.OK
        return answer.read()
