"""Files, read and written so that a crash leaves the old one or the new one."""

import contextlib
import errno
import os
from collections.abc import Iterator
from pathlib import Path

from actionplan.errors import Fault, FaultCode, FileProblem, MissingFile

_HINT = "check the path, its permissions, and the space on its disk"

AnyPath = str | os.PathLike[str]


def read_bytes(path: AnyPath) -> bytes:
    """All of a file.

    Raises:
        MissingFile: There is no such file.
        FileProblem: It cannot be read.
    """
    with _problems_of(path):
        given = Path(path)
        if given.is_block_device() or (
            given.is_char_device() and not given.samefile(os.devnull)
        ):
            raise OSError(errno.EINVAL, "It is a device, and may have no end")
        return given.read_bytes()


def write_bytes(path: AnyPath, data: bytes) -> None:
    """Put data in the place of a file, whole or not at all.

    The data goes to a new file beside the old one, reaches the disk, and then
    takes the old one's name, so that a reader never meets half of it. A link
    keeps pointing to the file that is replaced, and the file its permissions. A
    pipe or a device is written to as it is.

    Raises:
        MissingFile: There is no such folder.
        FileProblem: It cannot be written.
    """
    with _problems_of(path):
        given = Path(path)
        if given.exists() and not (given.is_file() or given.is_dir()):
            given.write_bytes(data)  # a pipe or device, which has no old content
        else:
            _replace(Path(os.path.realpath(path)), data)


def _replace(target: Path, data: bytes) -> None:
    beside = target.with_name(f".{target.name}.{os.urandom(8).hex()}.tmp")
    try:
        _write_through(beside, data)
        if target.exists():
            beside.chmod(target.stat().st_mode)
        beside.replace(target)
    finally:
        beside.unlink(missing_ok=True)
    _sync_folder(target.parent)


def _write_through(path: Path, data: bytes) -> None:
    with path.open("xb") as file:
        file.write(data)
        file.flush()
        os.fsync(file.fileno())


def _sync_folder(folder: Path) -> None:
    # Windows does not let a folder be opened; the file itself is safe there too.
    with contextlib.suppress(OSError):
        handle = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(handle)
        finally:
            os.close(handle)


@contextlib.contextmanager
def _problems_of(path: AnyPath) -> Iterator[None]:
    try:
        yield
    except (OSError, ValueError, TypeError) as error:
        kind = MissingFile if isinstance(error, FileNotFoundError) else FileProblem
        raise _named(kind, path, error) from error


def _named(kind: type[FileProblem], path: AnyPath, error: Exception) -> FileProblem:
    reason = getattr(error, "strerror", None) or str(error)
    message = f"{str(path)!r} cannot be used: {reason}"
    fault = Fault("", FaultCode.FILE, str(path), message, _HINT)
    return kind(fault, errno=getattr(error, "errno", None), filename=str(path))
