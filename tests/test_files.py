"""Files: replaced whole or not at all, and refused by name."""

import os
import stat
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

import actionplan as ap
from actionplan.errors import FileProblem, InvalidDocument, MissingFile
from registers import register

OLD = ap.Register()


def test_saved_is_loaded(tmp_path: Path) -> None:
    """What was saved is loaded again, by a path of either type."""
    path = tmp_path / "register.json"
    ap.save(register(), path)
    assert ap.load(str(path)) == register()
    assert [file.name for file in tmp_path.iterdir()] == ["register.json"]


@pytest.mark.parametrize(
    "step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"]
)
def test_a_crash_leaves_the_old_file(tmp_path: Path, step: str) -> None:
    """A process that dies while it saves leaves the old file as it was."""
    path = tmp_path / "register.json"
    ap.save(OLD, path)
    script = f"""
        import os, pathlib, sys
        import actionplan as ap
        {step} = lambda *_: os._exit(1)
        ap.save(ap.Register(x={{"new": 1}}), sys.argv[1])
    """
    run = subprocess.run(  # noqa: S603 - our own script
        [sys.executable, "-c", textwrap.dedent(script), str(path)], check=False
    )
    assert run.returncode == 1
    assert ap.load(path) == OLD


@pytest.mark.parametrize(
    "step", ["os.fsync", "pathlib.Path.replace", "pathlib.Path.chmod"]
)
def test_a_failure_leaves_nothing_behind(
    tmp_path: Path, step: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A disk that fails leaves the old file, no other, and an OSError."""
    path = tmp_path / "register.json"
    ap.save(OLD, path)

    def fail(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(step, fail)
    with pytest.raises(OSError, match="No space left on device") as caught:
        ap.save(register(), path)
    assert caught.value.errno == 28
    assert isinstance(caught.value, ap.ActionPlanError)
    assert list(tmp_path.iterdir()) == [path]
    assert ap.load(path) == OLD


def test_permissions_stay(tmp_path: Path) -> None:
    """A file that others may read stays so when it is replaced."""
    path = tmp_path / "register.json"
    ap.save(OLD, path)
    path.chmod(0o640)
    ap.save(register(), path)
    assert stat.S_IMODE(path.stat().st_mode) == 0o640


def test_links_stay(tmp_path: Path) -> None:
    """A link still points to the file, which is the one that is replaced."""
    path, link = tmp_path / "register.json", tmp_path / "link.json"
    ap.save(OLD, path)
    link.symlink_to(path)
    ap.save(register(), link)
    assert link.is_symlink()
    assert ap.load(path) == register()


def test_pipes_are_written_to(tmp_path: Path) -> None:
    """A pipe is not replaced by a file: whoever reads from it gets the document."""
    pipe = tmp_path / "pipe"
    os.mkfifo(pipe)
    reader = os.open(pipe, os.O_RDONLY | os.O_NONBLOCK)
    ap.save(OLD, pipe)
    assert os.read(reader, 1000) == ap.dumps(OLD)
    os.close(reader)
    assert pipe.is_fifo()


def test_folders_that_cannot_be_opened(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """Where a folder cannot be flushed to the disk, the file is saved all the same."""
    path = tmp_path / "register.json"

    def refuse(*_: object) -> int:
        raise PermissionError

    monkeypatch.setattr(os, "open", refuse)
    ap.save(register(), path)
    monkeypatch.undo()
    assert ap.load(path) == register()


@pytest.mark.parametrize(
    ("name", "kind"),
    [("missing.json", MissingFile), ("", FileProblem), ("a\0b", FileProblem)],
    ids=["missing", "folder", "nul"],
)
def test_what_cannot_be_read(tmp_path: Path, name: str, kind: type[OSError]) -> None:
    """A missing file, a folder and an impossible name are OSErrors of ours."""
    with pytest.raises(kind) as caught:
        ap.load(os.path.join(tmp_path, name))  # noqa: PTH118 - a name Path refuses
    assert isinstance(caught.value, ap.ActionPlanError)
    assert repr(name.rpartition("/")[2])[1:-1] in str(caught.value)


def test_what_is_no_path() -> None:
    """A number is no path, and refused as one."""
    with pytest.raises(FileProblem):
        ap.load(5.5)  # type: ignore[arg-type]


def test_a_folder_that_is_not_there(tmp_path: Path) -> None:
    """A file in a missing folder cannot be saved, and says so."""
    with pytest.raises(MissingFile):
        ap.save(OLD, tmp_path / "no" / "register.json")


def test_a_faulty_file_is_named(tmp_path: Path) -> None:
    """The error about a document names the file that it came from."""
    path = tmp_path / "register.json"
    path.write_text("{", encoding="utf-8")
    with pytest.raises(InvalidDocument) as caught:
        ap.load(path)
    assert caught.value.__notes__ == [f"in the file {path}"]
