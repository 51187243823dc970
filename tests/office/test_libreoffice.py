"""The tracker in LibreOffice: opened, calculated again, and saved in its own ways.

These need `soffice` and are no part of the main tests: see CONTRIBUTING.md.
"""

import io
import subprocess
from datetime import date
from pathlib import Path

import pytest
from openpyxl import Workbook

import actionplan as ap
from actionplan.errors import InvalidDocument
from actionplan.formats import csv, excel, spreadsheet
from actionplan.formats.tracker import Proposals, proposals_of
from actionplan.strategies import NASTY_DAYS, NASTY_TEXTS
from registers import EXAMPLES, register, report, update
from sheets import says

DAY = date(2023, 1, 10)
SHEETS = ("Log", "Reading", "Report", "Tracker")
# Commas, quotation marks, UTF-8, cells as they are shown, every sheet in a file.
AS_CSV = "csv:Text - txt - csv (StarCalc):44,34,76,1,,0,false,true,false,false,false,-1"
AS_XLSX = "xlsx:Calc MS Excel 2007 XML"


def noted() -> ap.Register:
    """An example, with whatever a spreadsheet may take for something else."""
    held = ap.load(EXAMPLES / "suffolk_2022.json")
    first, second = held.at(DAY).states[1:3]
    return held.record(
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


def nasty() -> ap.Register:
    """A register that says everything that is known to break programs."""
    texts = (*NASTY_TEXTS, "3/4", "1e3", "TRUE", "0042", "12:30", "#N/A", "'a", "10%")
    findings = [ap.Recommendation(id=f"r/{n}", text=t) for n, t in enumerate(texts)]
    held = register(reports=[report(findings=findings)], plans=[])
    for finding, text in zip(findings, texts, strict=True):
        said = update(finding.id, DAY, note=text, rag=text, evidence=text)
        lead = ap.Assignment(item=finding.id, on=DAY, by="norfolk", lead=text)
        held = held.record(said, lead)
    days = zip(findings, NASTY_DAYS, strict=False)
    targets = [ap.Target(item=f.id, on=DAY, by="norfolk", day=day) for f, day in days]
    return held.record(*targets)


REGISTERS = {"suffolk": noted(), "norfolk": nasty()}  # by who says so


def converted(path: Path, to: str, *options: str) -> list[Path]:
    """The files that LibreOffice makes of one."""
    folder = path.parent / "made"
    profile = f"-env:UserInstallation={(path.parent / 'profile').as_uri()}"
    where = ["--convert-to", to, "--outdir", str(folder), str(path)]
    command = ["soffice", profile, "--headless", *options, *where]
    subprocess.run(command, check=True, capture_output=True, timeout=120)  # noqa: S603 - our own
    return sorted(folder.iterdir())


def told(path: Path, name: str) -> list[list[str]]:
    """What the cells of a sheet say, however the ends of their lines are written."""
    sheet = excel.read(path.read_bytes(), name=name)
    return [[says(value) for value in row.values] for row in sheet.rows]


def proposed(path: Path, by: str) -> Proposals:
    """What a file proposes to record."""
    return spreadsheet.read_tracker(path, REGISTERS[by], on=DAY, by=by)


@pytest.fixture(params=REGISTERS)
def by(request: pytest.FixtureRequest) -> str:
    """Whose register it is."""
    return str(request.param)


@pytest.fixture
def workbook(tmp_path: Path, by: str) -> Path:
    """A workbook on disk."""
    path = tmp_path / "tracker.xlsx"
    path.write_bytes(excel.dumps(REGISTERS[by], DAY))
    return path


def test_calculated_again(workbook: Path, by: str) -> None:
    """Opened, calculated and saved, every cell is as it was but for ends of lines."""
    (again,) = converted(workbook, AS_XLSX)
    for name in SHEETS:
        ours, theirs = (told(path, name) for path in (workbook, again))
        assert theirs == ours
    assert len(proposed(again, by)) == 0


def test_exported(workbook: Path, by: str) -> None:
    """What it exports as CSV comes back in, and proposes nothing."""
    files = converted(workbook, AS_CSV)
    assert [path.name for path in files] == [f"tracker-{name}.csv" for name in SHEETS]
    assert len(proposed(files[-1], by)) == 0


@pytest.mark.parametrize("by", ["suffolk"])
def test_edited(workbook: Path, by: str) -> None:
    """A cell changed in what it exports proposes the entry that says so."""
    *_, tracker = converted(workbook, AS_CSV)
    data = tracker.read_bytes().replace(b",40,", b",60,")
    (found,) = proposals_of(csv.read(data), REGISTERS[by], on=DAY, by=by)
    assert found.value == ap.ProgressUpdate(item=found.item, on=DAY, by=by, percent=60)


def test_csv_opens(tmp_path: Path) -> None:
    """Our CSV opens and runs nothing; it loses but the zeros before a number."""
    path = tmp_path / "tracker.csv"
    path.write_bytes(csv.dumps(REGISTERS["suffolk"], DAY))
    (opened,) = converted(path, AS_XLSX, "--infilter=CSV:44,34,76,1")
    (found,) = proposed(opened, "suffolk")
    assert str(found.cells[0]).endswith("lead '007' -> '7'")


@pytest.mark.parametrize(
    ("to", "message"),
    [
        ("xls:MS Excel 97", r"an older workbook \(.xls\) cannot be read as a sheet"),
        ("ods", r"an OpenDocument file \(.ods\) cannot be read as a sheet"),
        ("html", "a page of HTML or XML cannot be read as a sheet; save it as .xlsx"),
    ],
)
@pytest.mark.parametrize("by", ["suffolk"])
def test_other_kinds(workbook: Path, by: str, to: str, message: str) -> None:
    """What it saves in another kind of file is refused by what it is."""
    *_, other = converted(workbook, to)
    with pytest.raises(InvalidDocument, match=message):
        proposed(other, by)


def test_formulas(tmp_path: Path) -> None:
    """What it calculates counts, and what it could not is refused."""
    path, file, book = tmp_path / "formulas.xlsx", io.BytesIO(), Workbook()
    sheet = book.worksheets[0]
    sheet.append(["reference", "percent", "lead", "evidence"])
    sheet.append(["r/0", "=20+20", '="Head of "&"Crime"', "=1/0"])
    book.save(file)
    path.write_bytes(file.getvalue())
    (again,) = converted(path, AS_XLSX)
    with pytest.raises(InvalidDocument) as caught:
        proposed(again, "norfolk")
    (fault,) = caught.value.faults
    assert str(fault).startswith("Sheet!D2: '#DIV/0!' is an error of the spreadsheet")
    assert excel.read(again.read_bytes()).rows[1].values[1:3] == (40, "Head of Crime")
