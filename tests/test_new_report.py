"""A report as people type it, read from a sheet."""

from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidDocument, InvalidValue
from actionplan.formats import spreadsheet
from actionplan.formats.tracker import CellValue, Sheet, report_of
from actionplan.strategies import texts
from registers import BODIES, register, report

HEAD = report(findings=[], published=date(2015, 1, 5))


def typed(*rows: list[CellValue]) -> ap.InspectionReport:
    """The report that a sheet of these rows gives."""
    return report_of(Sheet.of("Report", rows), HEAD, bodies=BODIES)


class TestRows:
    """One row is one finding, with its deadline in words."""

    def test_all(self) -> None:
        """Every column is read, and the words of the deadline are kept."""
        made = typed(
            ["Report on Norfolk"],
            ["Rec no", "Type", "Recommendation", "Force", "Deadline"],
            [7, None, "Train all.", None, "within six months of publication"],
            [],
            ["r/x", "AFI", "Answer calls.", "Norfolk; suffolk", date(2015, 5, 31)],
            [None, "cause of concern", "Risk is missed.", None, None],
        )
        one, two, three = made.findings
        assert (one.id, one.label, one.stated) == (
            *("r/1", "7", "within six months of publication"),
        )
        assert (two.id, two.label, two.addressed_to) == (
            *("r/x", None, ("norfolk", "suffolk")),
        )
        assert (str(two.deadline), two.stated) == ("by 2015-05-31", None)
        assert (three.id, three.kind) == ("r/3", "cause-of-concern")
        held = register(reports=[made], plans=[])
        assert len(held.at(date(2015, 2, 1))) == 4

    @given(said=st.lists(texts(), max_size=5))
    def test_any_text(self, said: list[str]) -> None:
        """What is typed is what the findings say, in order."""
        rows: list[list[CellValue]] = [[text] for text in said]
        made = typed(["Recommendation"], *rows)
        assert [finding.text for finding in made.findings] == said

    def test_only_text(self) -> None:
        """A column of recommendations is enough, and other ones may stand beside it."""
        made = typed(["Recommendation", "Risk"], ["Act.", "High"], [None, "Low"])
        assert [finding.id for finding in made.findings] == ["r/1"]

    def test_kept(self) -> None:
        """Findings that the report has already are kept before the new ones."""
        rows: list[list[CellValue]] = [["reference", "text"], ["A", "B."], [None, "C."]]
        made = report_of(Sheet.of("Report", rows), report())
        assert [one.id for one in made.findings] == ["r/1", "r/2", "r/3"]
        rows.append(["r/1", "D."])
        with pytest.raises(InvalidDocument, match="'r/1' is taken by the report"):
            report_of(Sheet.of("Report", rows), report())

    def test_kept_within(self) -> None:
        """The recommendations of a cause of concern have their ids, too."""
        inner = ap.Recommendation(id="r/3", text="Act.")
        cause = ap.CauseOfConcern(id="r/c", text="Risk.", recommendations=[inner])
        rows: list[list[CellValue]] = [["text"], ["B."], ["C."]]
        with pytest.raises(InvalidDocument, match="'r/3' is taken by the report"):
            report_of(Sheet.of("Report", rows), report(findings=[cause]))


class TestFaults:
    """All faults of a sheet come together, each with its cell."""

    def test_together(self) -> None:
        """Each cell that cannot be read is named."""
        with pytest.raises(InvalidDocument) as caught:
            typed(
                ["reference", "kind", "text", "owner", "current due"],
                ["r/1", "target", None, "a b", "as soon as possible"],
                ["r/2", "#REF!", "#N/A"],
                ["r/3", None, None],
                ["r/4", None, "C", "a/b"],
                ["r/ 5", None, "D"],
                ["r/6", None, "E"],
                ["r/6", None, "F"],
            )
        places = [fault.path for fault in caught.value.faults]
        assert " ".join(places).replace("Report!", "") == (
            "B2 E2 C2 D2 B3 C3 C4 D5 A6 A8"
        )

    def test_headings(self) -> None:
        """A sheet without a column of what must be done is refused."""
        for headings, message in (
            (["a"], "no row of headings"),
            (["kind"], "has no column 'text'"),
        ):
            with pytest.raises(InvalidDocument, match=message):
                typed([*headings])
        with pytest.raises(InvalidValue, match="'words' is no column"):
            report_of(Sheet.of("Report", []), HEAD, columns={"What": "words"})

    def test_file(self, tmp_path: Path) -> None:
        """A file is read like any other spreadsheet."""
        path = tmp_path / "report.csv"
        path.write_bytes("What;When\r\nAct\u2026;by 31 May 2015\r\n".encode("cp1252"))
        columns = {"What": "text", "When": "due"}
        made = spreadsheet.read_report(
            path, HEAD, columns=columns, encoding="windows-1252"
        )
        assert made.findings[0].text == "Act\u2026"
