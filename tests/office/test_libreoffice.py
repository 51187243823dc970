"""The tracker in LibreOffice: opened, calculated again, and saved in its own ways.

These need `soffice` (Debian: libreoffice-calc) and are no part of the main tests:

    pytest interop
"""

import subprocess
from datetime import date
from pathlib import Path

import pytest

import actionplan as ap
from actionplan.formats import csv, excel, spreadsheet
from actionplan.formats.tracker import proposals_of
from registers import EXAMPLES

DAY = date(2023, 1, 10)
# Commas, quotation marks, UTF-8, cells as they are shown, every sheet in a file.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
AS_XLSX = "xlsx:Calc MS Excel 2007 XML"


def noted() -> ap.Register:
    """An example, with whatever a spreadsheet may take for something else."""
    register = ap.load(EXAMPLES / "suffolk_2022.json")
    first, second = register.at(DAY).states[1:3]
    return register.record(
        ap.ProgressUpdate(
            item=first.item.id,
            on=DAY,
            by="suffolk",
            status="in-progress",
            percent=40,
            rag="@amber",
            note="=1+1 'x'\nsecond line\ttab; \"quoted\" \u00e9 \u2013 \u20ac",
            evidence="+44 20 and \x1b",
        ),
        ap.Assignment(item=second.item.id, on=DAY, by="suffolk", lead="007"),
        ap.Target(item=second.item.id, on=DAY, by="suffolk", day=date(2023, 3, 4)),
    )


HELD = noted()


def converted(path: Path, to: str, *options: str) -> list[Path]:
    """The files that LibreOffice makes of one."""
    folder = path.parent / "made"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    where = ["--convert-to", to, "--outdir", str(folder), str(path)]
    command = ["soffice", profile, "--headless", *options, *where]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own
    return sorted(folder.iterdir())


@pytest.fixture
def workbook(tmp_path: Path) -> Path:
    """A workbook on disk."""
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(excel.dumps(HELD, DAY))
    return path


def test_calculated_again(workbook: Path) -> None:
    """Opened, calculated and saved, every cell of every sheet is as it was."""
    (again,) = converted(workbook, AS_XLSX)
    for name in ("Tracker", "Log", "Reading"):
        ours = excel.read(workbook.read_bytes(), name=name)
        theirs = excel.read(again.read_bytes(), name=name)
        assert theirs == ours
    found = spreadsheet.read_tracker(again, HELD, on=DAY, by="suffolk")
    assert len(found) == 0


def test_exported(workbook: Path) -> None:
    """What it exports as CSV comes back in, and proposes nothing."""
    files = converted(workbook, AS_CSV)
    assert [path.name for path in files] == [
        f"tracker-{name}.csv" for name in ("Log", "Reading", "Tracker")
    ]
    assert len(spreadsheet.read_tracker(files[2], HELD, on=DAY, by="suffolk")) == 0


def test_edited(workbook: Path) -> None:
    """A cell changed in what it exports proposes the entry that says so."""
    *_, tracker = converted(workbook, AS_CSV)
    data = tracker.read_bytes().replace(b",40,", b",60,")
    (found,) = proposals_of(csv.read(data), HELD, on=DAY, by="suffolk")
    assert found.value == ap.ProgressUpdate(
        item=found.item, on=DAY, by="suffolk", percent=60
    )


def test_csv_opens(tmp_path: Path) -> None:
    """Our CSV opens and runs nothing; it loses but the zeros before a number."""
    path = tmp_path / "tracker.csv"
    path.write_bytes(csv.dumps(HELD, DAY))
    (opened,) = converted(path, AS_XLSX, "--infilter=CSV:44,34,76,1")
    (found,) = spreadsheet.read_tracker(opened, HELD, on=DAY, by="suffolk")
    assert str(found.cells[0]).endswith("lead '007' -> '7'")
