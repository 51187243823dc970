"""The commands that read and write other files."""

import json
import subprocess
import sys
from datetime import date
from pathlib import Path

import pytest
from click.shell_completion import ShellComplete

import actionplan as ap
from actionplan.briefing import PaperHeader, briefing
from actionplan.cli import main
from actionplan.cli._output import keep
from actionplan.errors import MergeConflict
from actionplan.formats import csv, excel, html, ical, json as documents, markdown
from commands import NORFOLK, copied, done, refused, run

DAY = date(2014, 9, 17)
ON = ("--on", "2014-09-17")
BY = ("--by", "norfolk", "--recorded", "2014-09-17T12:00Z")
MEETING = "norfolk-pcc/2014-09-17"
MADE = ap.load(NORFOLK)


class TestIcs:
    """`ics` writes what `ical.dumps` gives, and no register away."""

    def test_options(self, tmp_path: Path) -> None:
        """Names, addresses and alarms go into the calendar."""
        output = tmp_path / "a.ics"
        asked = ["--name", "N", "--url", "https://example.org/a.ics", "--alarm", "7"]
        done("ics", NORFOLK, *ON, *asked, "--alarm", "1", "-o", output)
        assert output.read_bytes() == ical.dumps(
            MADE, DAY, name="N", url="https://example.org/a.ics", alarms=[7, 1]
        )
        done("ics", NORFOLK, *ON, "--alarm", "0", "-o", output)
        assert b"VALARM" not in output.read_bytes()

    def test_follow(self, tmp_path: Path) -> None:
        """`--follow` follows on the output, and leaves what is the same alone."""
        output = tmp_path / "a.ics"
        done("ics", NORFOLK, *ON, "--follow", "-o", output)
        before = output.stat()
        done("ics", NORFOLK, *ON, "--follow", "-o", output)
        assert output.stat().st_mtime_ns == before.st_mtime_ns
        assert output.stat().st_ino == before.st_ino
        path = copied(tmp_path)
        finding = MADE.reports[0].findings[0]
        done("record", path, finding.id, *BY, *ON, "--percent", "5")
        done("ics", path, *ON, "--follow", "-o", output)
        assert b"SEQUENCE:2" in output.read_bytes()

    @pytest.mark.parametrize("command", ["ics", "export", "edition", "brief"])
    def test_no_register_is_lost(self, tmp_path: Path, command: str) -> None:
        """An output that is the register itself is refused."""
        path = copied(tmp_path)
        before = path.read_bytes()
        beside = tmp_path / "link.csv"
        beside.symlink_to(path)
        asked = {"edition": ["public"], "brief": [MEETING], "export": ON, "ics": ON}
        if command == "brief":
            beside = beside.rename(tmp_path / "link.md")
        said = refused(command, path, *asked[command], "-o", beside)
        assert "is the register; name another file" in said
        assert path.read_bytes() == before


class TestBrief:
    """`brief` writes the paper of a meeting."""

    @pytest.mark.parametrize(("suffix", "write"), [("md", markdown), ("html", html)])
    def test_written(self, tmp_path: Path, suffix: str, write: object) -> None:
        """The name of the output says the form."""
        output = tmp_path / f"paper.{suffix}"
        asked = ["--report-to", "The board", "--marking", "OFFICIAL"]
        done("brief", NORFOLK, MEETING, *asked, "-o", output)
        header = PaperHeader(report_to="The board", marking="OFFICIAL")
        paper = briefing(MADE, MEETING, header=header)
        assert output.read_bytes() == write.dumps(paper)  # type: ignore[attr-defined]

    def test_shown(self) -> None:
        """Without an output it is shown."""
        assert done("brief", NORFOLK, MEETING).startswith("# Progress on inspection")

    def test_for_a_panel(self) -> None:
        """`--panel` is for a panel, and `--edition` for an audience."""
        asked = ["--panel", "--edition", "public"]
        paper = briefing(MADE.edition("public"), MEETING, for_panel=True)
        said = done("brief", NORFOLK, MEETING, *asked)
        assert said == markdown.dumps(paper).decode()

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["nowhere/2014"], "there is no meeting 'nowhere/2014'"),
            ([MEETING, "-o", "paper.pdf"], "'paper.pdf' ends with none of .md, .html"),
        ],
    )
    def test_refused(self, arguments: list[str], says: str) -> None:
        """A meeting or form that there is none of is refused."""
        assert says in refused("brief", NORFOLK, *arguments)


class TestExport:
    """`export` writes the tracker, as the name of the output ends."""

    def test_csv(self, tmp_path: Path) -> None:
        """CSV has the items, or the log."""
        output = tmp_path / "t.csv"
        done("export", NORFOLK, *ON, "-o", output)
        assert output.read_bytes() == csv.dumps(MADE, DAY)
        done("export", NORFOLK, *ON, "--log", "-o", output)
        assert output.read_bytes() == csv.dumps_log(MADE, DAY)

    def test_excel(self, tmp_path: Path) -> None:
        """A workbook has both."""
        output = tmp_path / "t.xlsx"
        done("export", NORFOLK, *ON, "--edition", "public", "-o", output)
        assert output.read_bytes() == excel.dumps(MADE.edition("public"), DAY)

    def test_other_forms(self, tmp_path: Path) -> None:
        """Other forms are refused."""
        output = tmp_path / "t.ods"
        says = "'t.ods' ends with none of .csv, .xlsx"
        assert says in refused("export", NORFOLK, *ON, "-o", output)
        log = ["--log", "-o", tmp_path / "log.xlsx"]
        assert "ends with none of .csv" in refused("export", NORFOLK, *ON, *log)


class TestImport:
    """`import` shows what a file proposes, and records it if somebody says yes."""

    @staticmethod
    def edited(folder: Path) -> Path:
        """A tracker in which somebody wrote a status."""
        sheet = folder / "t.csv"
        data = csv.dumps(MADE, DAY)
        sheet.write_bytes(data.replace(b"awaiting", b"in progress", 1))
        return sheet

    @pytest.mark.parametrize(("typed", "kept"), [("y\n", 1), ("n\n", 0), ("\n", 0)])
    def test_asked(self, tmp_path: Path, typed: str, kept: int) -> None:
        """Nothing is recorded before a yes."""
        path, sheet = copied(tmp_path), self.edited(tmp_path)
        said = done("import", path, sheet, *BY, *ON, typed=typed)
        assert said.startswith("Proposed: 1 entry, 0 new findings.")
        assert len(ap.load(path).log) - len(MADE.log) == kept

    def test_nobody_to_ask(self, tmp_path: Path) -> None:
        """Where nobody answers nothing is recorded, and with `--yes` it is."""
        path, sheet = copied(tmp_path), self.edited(tmp_path)
        assert run("import", path, sheet, *BY, *ON).exit_code == 1
        assert ap.load(path) == MADE
        assert "Recorded in" in done("import", path, sheet, *BY, *ON, "--yes")
        assert len(ap.load(path).log) == len(MADE.log) + 1

    def test_for_programs(self, tmp_path: Path) -> None:
        """`--json` prints the entries, and asks nothing."""
        path, sheet = copied(tmp_path), self.edited(tmp_path)
        found = json.loads(done("import", path, sheet, *BY, *ON, "--json"))
        (entry,) = found["entries"]
        assert found["findings"] == []
        assert entry["status"] == "in-progress"
        assert ap.load(path) == MADE
        done("import", path, sheet, *BY, *ON, "--json", "--yes")
        assert ap.load(path).log[-1].digest == entry["digest"]

    def test_foreign(self, tmp_path: Path) -> None:
        """Headings and words of others are read as they are said to mean."""
        path, sheet = copied(tmp_path), tmp_path / "t.csv"
        sheet.write_text("Number;How;Cost\nnorfolk-2014/1;Pending sign off;5\n")
        asked = [*("--column", "Number=reference", "--column", "How=status")]
        asked += ["--column", "Cost=", "--statuses", "city-of-london"]
        said = done("import", path, sheet, *BY, *ON, *asked, "--yes")
        assert "'Pending sign off' as complete" in said
        assert ap.load(path).at(DAY)["norfolk-2014/1"].status == "complete"

    def test_base(self, tmp_path: Path) -> None:
        """`--base` is the day of which the sheet told."""
        path, sheet = copied(tmp_path), tmp_path / "t.csv"
        sheet.write_bytes(csv.dumps(MADE, DAY))
        asked = ["--on", "2014-11-01", "--base", "2014-09-17"]
        assert "Proposed: 0 entries" in done("import", path, sheet, *BY, *asked)

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            (["--column", "Number"], "names no column; write it as"),
            (["--column", "Number=refrence"], "did you mean 'reference'?"),
            (["--statuses", "goa"], "did you mean 'gao'?"),
            (["--encoding", "utf-16"], "utf-16"),
        ],
    )
    def test_refused(self, tmp_path: Path, arguments: list[str], says: str) -> None:
        """What is said wrong is said back, with the way out."""
        sheet = self.edited(tmp_path)
        assert says in refused("import", NORFOLK, sheet, *BY, *ON, *arguments)

    def test_a_calendar_for_programs(self, tmp_path: Path) -> None:
        """What is not clear, and what is unknown, are told to programs too."""
        calendar = tmp_path / "a.ics"
        data = ical.dumps(MADE, DAY, as_="todos")
        mine = b"BEGIN:VTODO\r\nUID:mine\r\nEND:VTODO\r\nEND:VCALENDAR"
        moved = data.replace(b"DUE;VALUE=DATE:20141010", b"DUE;VALUE=DATE:20141031")
        calendar.write_bytes(moved.replace(b"END:VCALENDAR", mine))
        found = json.loads(done("import", NORFOLK, calendar, *BY, *ON, "--json"))
        assert found["entries"] == []
        assert found["unclear"][0]["path"] == "norfolk-2014/plan"
        assert found["unknown"] == [{"kind": "VTODO", "uid": "mine", "summary": ""}]

    def test_an_untouched_calendar(self, tmp_path: Path) -> None:
        """A calendar that nobody touched proposes nothing, and asks nothing."""
        path, calendar = copied(tmp_path), tmp_path / "a.ics"
        calendar.write_bytes(ical.dumps(MADE, DAY, as_="both"))
        said = done("import", path, calendar, *BY, *ON)
        assert said == "Proposed: 0 changes. Nothing is recorded yet.\n"

    def test_a_calendar(self, tmp_path: Path) -> None:
        """A calendar that was ticked proposes what it says, and reports the rest."""
        path, calendar = copied(tmp_path), tmp_path / "a.ics"
        data = ical.dumps(MADE, DAY, as_="todos")
        ticked = data.replace(b"STATUS:NEEDS-ACTION", b"STATUS:COMPLETED", 1)
        moved = ticked.replace(b"DUE;VALUE=DATE:20141010", b"DUE;VALUE=DATE:20141031")
        mine = b"BEGIN:VTODO\r\nUID:mine\r\nSUMMARY:\x1b[31mMine\r\nEND:VTODO\r\n"
        calendar.write_bytes(moved.replace(b"END:VCALENDAR", mine + b"END:VCALENDAR"))
        said = done("import", path, calendar, *BY, *ON, "--yes")
        assert "  norfolk-2014/1: complete" in said
        assert "Not clear:" in said
        assert "About nothing in the register:\n  [31mMine" in said
        assert ap.load(path).at(DAY)["norfolk-2014/1"].status == "complete"


class TestMergeAndEdition:
    """`merge` and `edition` write registers, `schema` their form."""

    def test_merge(self, tmp_path: Path) -> None:
        """Two registers become one."""
        path, output = copied(tmp_path), tmp_path / "both.json"
        done("record", path, "norfolk-2014/1", *BY, *ON, "--percent", "5")
        said = done("merge", NORFOLK, path, "--base", NORFOLK, "-o", output)
        assert said == f"{output}\n"
        assert ap.load(output) == ap.load(path)

    def test_conflict(self, tmp_path: Path) -> None:
        """A conflict is told, and nothing written."""
        path, output = copied(tmp_path), tmp_path / "both.json"
        text = path.read_text("utf-8").replace("Norfolk Constabulary", "Norfolk Police")
        path.write_text(text, encoding="utf-8")
        assert "Norfolk Police" in refused("merge", NORFOLK, path, "-o", output)
        assert not output.exists()

    def test_edition(self, tmp_path: Path) -> None:
        """An edition is a register of its own."""
        output = tmp_path / "public.json"
        said = run("edition", NORFOLK, "public", "-o", output)
        assert ap.load(output) == MADE.edition("public")
        hidden = len(MADE.log) - len(MADE.edition("public").log)
        assert f"{hidden} of the log's entries are not in it" in said.stderr
        assert run("edition", NORFOLK, "own", "-o", output).stderr == ""

    def test_schema(self) -> None:
        """The schema is the one of the library."""
        assert json.loads(done("schema")) == documents.schema()


class TestCompletion:
    """A shell completes commands, and items of the file before them."""

    @staticmethod
    def completed(arguments: list[str], incomplete: str) -> list[str]:
        """What a shell is given."""
        shell = ShellComplete(main, {}, "actionplan", "_ACTIONPLAN_COMPLETE")
        return [one.value for one in shell.get_completions(arguments, incomplete)]

    def test_commands(self) -> None:
        """Commands are completed."""
        assert self.completed([], "re") == ["record", "retract"]

    def test_items(self) -> None:
        """Items are those of the file."""
        assert self.completed(["item", NORFOLK], "norfolk-2014/p") == [
            "norfolk-2014/plan"
        ]

    def test_no_file(self) -> None:
        """Without a file that can be read there are none."""
        assert self.completed(["item", "missing.json"], "n") == []


class TestTwoAtATime:
    """Of two who write at a time, nobody loses anything."""

    @staticmethod
    def said(item: str, percent: int) -> ap.ProgressUpdate:
        """An update of the one or the other."""
        return ap.ProgressUpdate(item=item, on=DAY, by="norfolk", percent=percent)

    def test_both(self, tmp_path: Path) -> None:
        """What the other one wrote since is kept beside it."""
        path = copied(tmp_path)
        theirs, ours = self.said("norfolk-2014/1", 5), self.said("norfolk-2014/2", 6)
        ap.save(MADE.record(theirs), path)
        keep(path, MADE, MADE.record(ours))
        assert {theirs, ours} <= set(ap.load(path).log)

    def test_conflict(self, tmp_path: Path) -> None:
        """What contradicts it is refused, and the file stays as it is."""
        path = copied(tmp_path)
        theirs = MADE.record(self.said("norfolk-2014/1", 5))
        ap.save(theirs, path)
        with pytest.raises(MergeConflict):
            keep(path, MADE, MADE.record(self.said("norfolk-2014/1", 6)))
        assert ap.load(path) == theirs


def test_a_full_device() -> None:
    """What cannot be printed is said, and leaves no traceback."""
    code = "from actionplan.cli import main; main()"
    with Path("/dev/full").open("w") as full:
        found = subprocess.run(  # noqa: S603 - our own script
            [sys.executable, "-c", code, "schema"],
            stdout=full,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
    assert found.returncode == 1
    assert "No space left on device" in found.stderr
    assert "Traceback" not in found.stderr
