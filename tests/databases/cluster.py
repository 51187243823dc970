"""A PostgreSQL server of our own, in a folder that goes away with it."""

import os
import shutil
import subprocess
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from signal import SIGINT
from typing import Any

PORT = 5432  # a part of the name of its socket: it listens on no network
PATIENCE_SECONDS = 60
DEBIAN = Path("/usr/lib/postgresql")


@contextmanager
def postgresql() -> Iterator[str]:
    """The address of a server for SQLAlchemy, until the block ends."""
    programs = newest_programs()
    with tempfile.TemporaryDirectory(prefix="actionplan-") as name:
        folder = Path(name)
        owner = _owner_of(folder)
        _made(programs, folder, owner)
        server = _started(programs, folder, owner)
        try:
            _wait_for(programs, server, folder)
            yield f"postgresql+psycopg://postgres@/postgres?host={folder}&port={PORT}"
        finally:
            server.send_signal(SIGINT)  # this process, by its id: a fast shutdown
            server.wait(PATIENCE_SECONDS)


def newest_programs() -> Path:
    """The folder of the newest server that Debian installed, or of the one on the path.

    Raises:
        FileNotFoundError: There is none.
    """
    found = sorted(DEBIAN.glob("*/bin/initdb"), key=lambda path: int(path.parts[-3]))
    on_path = shutil.which("initdb")
    if not found and on_path is None:
        raise FileNotFoundError("no PostgreSQL server: apt-get install postgresql")
    return found[-1].parent if found else Path(on_path or "").parent


def _owner_of(folder: Path) -> dict[str, Any]:
    """Who runs the server: it refuses to be run by root, who owns nothing then."""
    if os.geteuid() != 0:
        return {}
    shutil.chown(folder, "postgres", "postgres")
    return {"user": "postgres", "group": "postgres", "extra_groups": [], "cwd": "/"}


def _made(programs: Path, folder: Path, owner: dict[str, Any]) -> None:
    options = ["--auth=trust", "--username=postgres", "--encoding=UTF8", "--no-sync"]
    subprocess.run(  # noqa: S603 - our own server
        [programs / "initdb", *options, "--locale=C", "-D", folder / "data"],
        check=True,
        stdout=subprocess.DEVNULL,
        **owner,
    )


def _started(
    programs: Path, folder: Path, owner: dict[str, Any]
) -> "subprocess.Popen[bytes]":
    settings = {
        "listen_addresses": "",
        "unix_socket_directories": folder,
        "fsync": "off",
    }
    options = [part for name in settings for part in ("-c", f"{name}={settings[name]}")]
    with (folder / "server.log").open("wb") as log:
        return subprocess.Popen(  # noqa: S603 - our own server
            [programs / "postgres", "-D", folder / "data", "-p", str(PORT), *options],
            stdout=log,
            stderr=log,
            **owner,
        )


def _wait_for(programs: Path, server: "subprocess.Popen[bytes]", folder: Path) -> None:
    asked = [str(programs / "pg_isready"), "-q", f"--host={folder}", f"--port={PORT}"]
    for _ in range(PATIENCE_SECONDS * 10):
        assert server.poll() is None, (folder / "server.log").read_text()
        if subprocess.run(asked, check=False).returncode == 0:  # noqa: S603
            return
        time.sleep(0.1)
    raise TimeoutError((folder / "server.log").read_text())
