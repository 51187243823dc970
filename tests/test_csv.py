"""The tracker as CSV: what is written, what comes back, what is refused."""

import contextlib
import csv as rows_of
import io
from datetime import date
from pathlib import Path

import pytest
from hypothesis import given, strategies as st

import actionplan as ap
from actionplan.errors import InvalidDocument, MissingFile
from actionplan.formats import csv, spreadsheet
from actionplan.formats.tracker import proposals_of
from actionplan.strategies import days, registers, texts
from registers import register, update
from sheets import marked

DAY = date(2014, 9, 17)
HELD = register()
RUN = "=+-@\t\r\n\uff1d\uff0b\uff0d\uff20"

# What a person may have typed, often with what begins a formula.
risky = st.tuples(st.text("'" + RUN + " ", max_size=4), texts() | st.just("")).map(
    "".join
)
risky = risky.filter(lambda text: bool(text.strip()))


def cells(data: bytes) -> list[list[str]]:
    """The cells of a CSV file, as any program reads them."""
    text = data.decode("utf-8-sig")
    return list(rows_of.reader(io.StringIO(text, newline="")))


class TestFormulas:
    """What a spreadsheet would run is written as text, and comes back unchanged."""

    @given(text=risky)
    def test_round_trip(self, text: str) -> None:
        """A note comes back as it was, and nothing of it would run."""
        held = HELD.record(update("r/1", DAY, note=text))
        data = csv.dumps(held, DAY)
        note = cells(data)[1][14]
        assert note.lstrip()[0] not in RUN
        assert note[0] not in RUN
        assert csv.read(data).rows[1].values[14] == text

    @given(held=registers(), on=days())
    def test_nothing_runs(self, held: ap.Register, on: date) -> None:
        """No cell of either file begins as a formula does."""
        for data in (csv.dumps(held, on), csv.dumps_log(held, on)):
            assert all(
                cell[:1] not in RUN for row in cells(data) for cell in row if cell
            )

    def test_full_width(self) -> None:
        """A sign of full width is one that a spreadsheet reads as a formula, too."""
        held = HELD.record(update("r/1", DAY, note="\uff1d1+1", rag="'=1"))
        row = cells(csv.dumps(held, DAY))[1]
        assert (row[14], row[6]) == ("'\uff1d1+1", "''=1")


class TestWritten:
    """UTF-8 with a byte order mark, CRLF, one row an item: Excel opens it as it is."""

    def test_bytes(self) -> None:
        """The same register gives the same bytes."""
        data = csv.dumps(HELD, DAY)
        assert data.startswith(
            b"\xef\xbb\xbfreference,report,kind,text,owner,lead,RAG,"
        )
        assert data.endswith(b"\r\n")
        assert data == csv.dumps(register(), DAY)
        assert {len(row) for row in cells(data)} == {18}
        assert cells(data)[1][:3] == ["r/1", "r", "recommendation"]
        assert cells(data)[1][8:13] == [
            "awaiting",
            "2014-08-29",
            "2014-08-29",
            "",
            "19",
        ]

    def test_log(self) -> None:
        """The log is a second file."""
        held = HELD.record(update("r/1", DAY, note="-1 so far"))
        assert cells(csv.dumps_log(held, DAY))[1][:5] == [
            *("r/1", "2014-09-17", "norfolk", "progress", "'-1 so far")
        ]

    @given(held=registers(), on=days())
    def test_public(self, held: ap.Register, on: date) -> None:
        """A public edition has the rows and the log of what is public, and no more."""
        public = held.edition("public")
        shown = {row[0] for row in cells(csv.dumps(public, on))[1:]}
        assert shown == {state.item.id for state in public.at(on)}
        digests = {row[6] for row in cells(csv.dumps_log(public, on))[1:]}
        assert digests <= {entry.digest for entry in public.log}

    @given(drawn=marked())
    def test_nothing_leaks(self, drawn: tuple[ap.Register, tuple[str, ...]]) -> None:
        """No word of what is not public is in the files of the public edition."""
        held, secret = drawn
        public = held.edition("public")
        written = (csv.dumps(public, DAY) + csv.dumps_log(public, DAY)).decode()
        assert [mark for mark in secret if mark in written] == []
        whole = (csv.dumps(held, DAY) + csv.dumps_log(held, DAY)).decode()
        assert "<u1>" in whole


class TestRead:
    """What a spreadsheet saved is read, or refused with the way out."""

    TEXT = "reference;last update\r\nr/1;Na\u00efve \u2013 caf\u00e9\r\n"

    @pytest.mark.parametrize(
        ("data", "encoding"),
        [
            (TEXT.encode(), "utf-8"),
            (TEXT.encode("utf-8-sig"), "utf-8"),
            (TEXT.encode("utf-8-sig"), "windows-1252"),
            (TEXT.encode("cp1252"), "windows-1252"),
            (TEXT.replace(";", ",").encode(), "utf-8"),
            (TEXT.replace(";", "\t").encode(), "utf-8"),
            (TEXT.replace("\r\n", "\n").encode(), "utf-8"),
        ],
        ids=["plain", "mark", "mark-wins", "windows", "commas", "tabs", "lf"],
    )
    def test_encodings(self, data: bytes, encoding: str) -> None:
        """Every common way to save it gives the same sheet."""
        assert csv.read(data, encoding=encoding).rows[1].values == (
            *("r/1", "Na\u00efve \u2013 caf\u00e9"),
        )

    def test_says_its_delimiter(self) -> None:
        """A first line that names the delimiter is understood, and keeps its number."""
        sheet = csv.read(b"sep=;\r\nreference;lead\r\nr/1;A,B,C\r\n")
        assert sheet.cell(sheet.rows[1], 1).place == "Tracker!B3"
        assert sheet.rows[1].values == ("r/1", "A,B,C")

    def test_quoted_headings(self) -> None:
        """What stands inside quotation marks is no delimiter."""
        assert csv.read(b'"a,b,c";d\n1;2\n').rows[0].values == ("a,b,c", "d")

    def test_title(self) -> None:
        """A title with other signs does not hide what divides the cells."""
        title = b"Norfolk, Suffolk, Essex\n"
        rows = b"Rec no;Lead;Status\nr/1;A, B;Open\nr/2;C, D and E;Open\n"
        assert csv.read(title + rows).rows[2].values == ("r/1", "A, B", "Open")
        assert csv.read(rows).rows[1].values == ("r/1", "A, B", "Open")

    def test_long(self) -> None:
        """A cell may be long, and no other reader of CSV in the process is told so."""
        before = rows_of.field_size_limit()
        held = HELD.record(update("r/1", DAY, note="x" * 200_000))
        found = proposals_of(csv.read(csv.dumps(held, DAY)), held, on=DAY, by="pcc")
        assert len(found) == 0
        assert rows_of.field_size_limit() == before

    def test_windows_1252(self) -> None:
        """What is not UTF-8 is refused, and the hint shows what it would be."""
        with pytest.raises(InvalidDocument) as caught:
            csv.read(self.TEXT.encode("cp1252"))
        assert str(caught.value) == (
            "Tracker: the byte ef in line 2 is not utf-8; save it as 'CSV UTF-8', or "
            "read it with encoding='windows-1252', in which the byte is '\u00ef'"
        )

    @pytest.mark.parametrize(
        ("data", "encoding", "message"),
        [
            (TEXT.encode("utf-16"), "utf-8", "is not utf-8; save it as 'CSV UTF-8'"),
            (b"\x81", "windows-1252", "the byte 81 in line 1 is not windows-1252"),
            (b"", "latin-1", "encoding: 'latin-1' is no encoding that is read"),
            (b'a,"b', "utf-8", "line 1 is not CSV"),
            (b'a,"b"c', "utf-8", "line 1 is not CSV"),
            (b"," * 5_000_001, "utf-8", "200 columns or 5,000,000 cells"),
            (b"\xef\xbb\xbf\n<html>", "utf-8", "a page of HTML or XML cannot be read"),
            (b"%PDF-1.7", "utf-8", "a PDF cannot be read as a sheet; save it as .xlsx"),
            (b'{"format": ', "utf-8", "a document in JSON cannot be read"),
            (b"a\n" * 100_001, "utf-8", "more than 100,000 rows"),
            (b"a" * 50_000_001, "utf-8", "more than 50,000,000 bytes"),
        ],
        ids=[
            *("utf-16", "hole", "latin-1", "open", "after", "cells", "html", "pdf"),
            *("json", "rows", "bytes"),
        ],
    )
    def test_refused(self, data: bytes, encoding: str, message: str) -> None:
        """What is no such text, or too much of it, is refused."""
        with pytest.raises(InvalidDocument, match=message):
            csv.read(data, encoding=encoding)

    @given(data=st.binary(max_size=60))
    def test_anything(self, data: bytes) -> None:
        """Nothing but our own error comes of any bytes."""
        with contextlib.suppress(InvalidDocument):
            assert len(csv.read(data).rows) <= len(data)
            assert not len(proposals_of(csv.read(data), HELD, on=DAY, by="norfolk"))


class TestFiles:
    """A file is read by what it holds."""

    def test_read_tracker(self, tmp_path: Path) -> None:
        """An edited file gives proposals, with the place of every cell."""
        path = tmp_path / "any.txt"
        path.write_bytes(
            csv.dumps(HELD, DAY).replace(b"awaiting,2014-08-29", b"complete,2014-08-29")
        )
        found = spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")
        assert [str(cell) for one in found for cell in one.cells] == [
            "Tracker!I2: status 'awaiting' -> 'complete'"
        ]

    def test_one_cell_too_many(self, tmp_path: Path) -> None:
        """A comma that divides what it should not is found, and not passed over."""
        path = tmp_path / "typed.csv"
        path.write_text("reference,lead\nr/1,Head of Crime, acting\n", "utf-8")
        with pytest.raises(InvalidDocument) as caught:
            spreadsheet.read_tracker(path, HELD, on=DAY, by="norfolk")
        assert str(caught.value) == (
            "Tracker!C2: ' acting' stands below no heading; give its column a heading; "
            "in CSV, put quotation marks around text that has commas"
        )

    def test_missing(self, tmp_path: Path) -> None:
        """A file that is not there is our own error."""
        with pytest.raises(MissingFile):
            spreadsheet.read_tracker(tmp_path / "no.csv", HELD, on=DAY, by="norfolk")
