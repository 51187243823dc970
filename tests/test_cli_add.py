"""The commands that begin a register: new, and add."""

from datetime import date
from pathlib import Path

import click
import pytest

import actionplan as ap
from actionplan.cli import main
from actionplan.cli._asking import slug
from commands import copied, done, refused, run

BODIES = (
    *("--inspectorate", "hmicfrs=HMICFRS"),
    *("--owner", "northshire=Northshire Police"),
    *("--overseer", "northshire-pcc=Commissioner for Northshire"),
)
HEAD = (
    *("--id", "n", "--title", "Northshire", "--published", "2026-03-02"),
    *("--by", "hmicfrs", "--about", "northshire"),
)
SIX_WEEKS = "within six weeks of publication"


@pytest.fixture
def path(tmp_path: Path) -> Path:
    """A new register with three bodies."""
    made = tmp_path / "register.json"
    done("new", made, *BODIES)
    return made


class TestNew:
    """`new` begins a file, and overwrites none."""

    def test_given(self, path: Path) -> None:
        """The bodies are those that are given, and the overseer oversees the owner."""
        assert [
            (b.id, b.name, str(b.kind), b.overseen_by) for b in ap.load(path).bodies
        ] == [
            ("hmicfrs", "HMICFRS", "inspectorate", None),
            (
                "northshire-pcc",
                "Commissioner for Northshire",
                "local-policing-body",
                None,
            ),
            ("northshire", "Northshire Police", "police-force", "northshire-pcc"),
        ]

    def test_asked(self, tmp_path: Path) -> None:
        """What is not given is asked for, and an id proposed."""
        path = tmp_path / "register.json"
        typed = "HMICFRS\n\nNorthshire Fire & Rescue\nfire\nFire Authority\n\n"
        said = done("new", path, "--owner-kind", "fire-service", typed=typed)
        assert "[northshire-fire-rescue]" in said
        ids = [body.id for body in ap.load(path).bodies]
        assert ids == ["hmicfrs", "fire-authority", "fire"]

    def test_there_already(self, path: Path) -> None:
        """A file that is there is refused and left alone."""
        before = path.read_bytes()
        assert "is there already" in refused("new", path, *BODIES)
        assert path.read_bytes() == before

    def test_given_wrong(self, tmp_path: Path) -> None:
        """A body without an id is refused."""
        asked = ["new", tmp_path / "r.json", "--owner", "Northshire Police"]
        assert "has no id and name; write it as" in refused(*asked)

    def test_slug(self) -> None:
        """An id that is proposed has whole words, and none that is foreign to ids."""
        assert slug("Police and Crime Commissioner for Northshire, Eastshire") == (
            "police-and-crime-commissioner-for"
        )
        assert slug("Heddlu Dyfed-Powys: Llŷn") == "heddlu-dyfed-powys-llyn"
        assert slug("x" * 50) == "x" * 40


class TestReport:
    """`add report` takes a report as it is typed, and asks before it keeps it."""

    def test_typed(self, path: Path) -> None:
        """Everything is asked for: the head, each finding, and what follows from it."""
        typed = "\n".join(
            [
                "Northshire: child protection",
                *("not an id!", "", "", "", "2026-03-02"),
                "The force should review every open report of a",
                "missing child within three months.",
                *("", "", "Train control room staff.", "."),
                *("", "y"),
                *("a", "soon", "by 30 June 2026"),
                *("y", "in a month or so", "", "y", ""),
            ]
        )
        said = done("add", "report", path, typed=typed)
        assert (
            '"within three months": P3M after publication, due Tue 2 Jun 2026.' in said
        )
        for wrong in ("'not an id!'", "'soon' names no day", "'in a month or so'"):
            assert wrong in said
        made = ap.load(path)
        (report,) = made.reports
        assert report.id == "northshire-child-protection"
        assert (report.by, report.about) == (("hmicfrs",), ("northshire",))
        first, second = report.findings
        assert first.text.endswith("a missing child within three months.")
        assert (str(first.deadline), first.stated) == (
            "P3M after publication",
            "within three months",
        )
        assert str(second.kind) == "area-for-improvement"
        assert str(second.deadline) == "by 2026-06-30"
        assert report.obligations[0].owner == "northshire-pcc"
        (plan,) = made.plans
        assert (plan.id, plan.stated) == (f"{report.id}/plan", SIX_WEEKS)

    def test_it_is_told_before_anybody_types(self, path: Path) -> None:
        """A head that cannot be added is refused before its findings are asked for."""
        said = refused("add", "report", path, *HEAD, "--by", "nobody", typed="")
        assert "nobody" in said
        assert "things[0]" not in said
        assert "Paste" not in said

    def test_interrupted(self, path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        """Ctrl-C among the findings ends it all."""

        def interrupted(*_: object) -> str:
            raise KeyboardInterrupt

        asked = [*HEAD]
        monkeypatch.setattr("click.termui.visible_prompt_func", interrupted)
        with pytest.raises(click.Abort):
            main.main(["add", "report", str(path), *asked], standalone_mode=False)

    def test_a_cause(self, path: Path) -> None:
        """Recommendations may belong to the cause of concern before them."""
        pasted = "Children are at risk.\n\nAct.\n\nTrain.\n.\n"
        cause_of_concern, its_own, another = "c\n\n", "\n\ny\n", "r\n\nn\n"
        answers = f"{cause_of_concern}{its_own}{another}n\n-\ny\n"
        done("add", "report", path, *HEAD, typed=pasted + answers)
        made = ap.load(path)
        cause, other = made.reports[0].findings
        assert isinstance(cause, ap.CauseOfConcern)
        assert [one.id for one in cause.recommendations] == ["n/2"]
        assert other.id == "n/3"
        assert (made.reports[0].obligations, made.plans) == ((), ())

    def test_proposals(self, path: Path) -> None:
        """Each deadline in a text is proposed in turn, with its day if it has one."""
        text = (
            "The force should report within six weeks of the closure of the case, and "
            "should publish it within three months."
        )
        said = done("add", "report", path, *HEAD, typed=f"{text}\n.\n\nn\ny\n\n\n\n")
        assert ": P6W after closure-of-the-case. Take it?" in said
        assert "P3M after publication, due Tue 2 Jun 2026. Take it?" in said
        (finding,) = ap.load(path).reports[0].findings
        assert finding.stated == "within three months"

    def test_not_kept(self, path: Path) -> None:
        """Who says no at the end keeps the file as it was."""
        before = path.read_bytes()
        typed = "Act.\n.\n\n\n\n\nn\n"
        done(
            "add",
            "report",
            path,
            *HEAD,
            typed=typed,
        )
        assert path.read_bytes() == before

    def test_the_end_of_what_is_pasted(self, path: Path) -> None:
        """Where nothing more comes the findings end, and nobody answers for them."""
        before = path.read_bytes()
        result = run("add", "report", path, *HEAD, typed="Act.\n")
        assert "1. Act." in result.output
        assert result.exit_code == 1
        assert path.read_bytes() == before

    def test_the_end_of_what_is_typed(self, path: Path) -> None:
        """Where nobody types any more, nothing is kept."""
        before = path.read_bytes()
        result = run("add", "report", path, "--by", "hmicfrs", typed="Title\n")
        assert result.exit_code == 1
        assert path.read_bytes() == before

    def test_from_a_sheet(self, path: Path, tmp_path: Path) -> None:
        """A sheet has a finding in each row, and nothing is asked with `--yes`."""
        sheet = tmp_path / "report.csv"
        sheet.write_text("Text,Deadline\nAct.,immediately\nTrain.,by 30 June 2026\n")
        said = done(
            "add",
            "report",
            path,
            *HEAD,
            "--sheet",
            sheet,
            "--yes",
        )
        assert "Due (" in said
        made = ap.load(path)
        assert [str(one.deadline) for one in made.reports[0].findings] == [
            "immediately",
            "by 2026-06-30",
        ]
        assert len(made.at(date(2026, 3, 2))) == 4

    def test_faults_of_a_sheet(self, path: Path, tmp_path: Path) -> None:
        """Its faults name the cells, and all come together."""
        sheet = tmp_path / "report.csv"
        sheet.write_text("Text,Deadline\nAct.,soon\nTrain.,by summer\n")
        said = refused(
            "add",
            "report",
            path,
            *HEAD,
            "--sheet",
            sheet,
            "--yes",
        )
        assert "2 faults" in said
        assert "Report!B2" in said

    def test_about_two(self, path: Path) -> None:
        """A report about two forces asks each for a plan."""
        done("add", "body", path, "east=Eastshire Police", "--kind", "police-force")
        asked = [*HEAD, "--about", "east", "--yes"]
        done("add", "report", path, *asked, typed="Act.\n.\n\n\n")
        assert [plan.id for plan in ap.load(path).plans] == [
            "n/plan-northshire",
            "n/plan-east",
        ]


class TestOthers:
    """`add` takes bodies, plans and meetings."""

    def test_body(self, path: Path) -> None:
        """A body may be overseen."""
        asked = ["--kind", "police-force", "--overseen-by", "northshire-pcc"]
        assert done("add", "body", path, "east=East", *asked).endswith(": east\n")
        assert ap.load(path).bodies[-1].overseen_by == "northshire-pcc"

    def test_a_panel(self, path: Path) -> None:
        """A body that oversees another one may come after it."""
        asked = ["--kind", "partner", "--oversees"]
        done("add", "body", path, "panel=Panel", *asked, "northshire-pcc")
        overseen = {body.id: body.overseen_by for body in ap.load(path).bodies}
        assert overseen["northshire-pcc"] == "panel"
        says = "did you mean 'northshire'?"
        assert says in refused("add", "body", path, "x=X", *asked, "northshir")

    def test_plan(self, path: Path) -> None:
        """A plan has its deadline in words."""
        asked = ["--owner", "northshire", "--added", "2026-03-02", "--due", SIX_WEEKS]
        done("add", "plan", path, *asked)
        (plan,) = ap.load(path).plans
        assert (plan.id, str(plan.deadline)) == (
            "northshire/plan",
            "P6W after publication",
        )
        assert plan.stated == SIX_WEEKS
        assert "'soon' names no day" in refused(
            "add", "plan", path, "--owner", "x", "--due", "soon"
        )

    def test_meetings(self, path: Path) -> None:
        """A meeting is one or a series, with papers so many clear days before."""
        fields = [
            *("--title", "Forum", "--body", "northshire-pcc"),
            *("--start", "2026-03-11T10:00", "--end", "2026-03-11T12:00"),
        ]
        done("add", "meeting", path, "--id", "one", *fields)
        rule = ["--rule", "FREQ=MONTHLY;BYDAY=2WE", "--papers", "5"]
        asked = [*rule, "--calendar", "england-and-wales", "--place", "Room 1"]
        done("add", "meeting", path, "--id", "forum", *fields, *asked)
        made = ap.load(path)
        held = made.meeting("forum/2026-04-08")
        assert held.place == "Room 1"
        assert held.preparations_due()["papers"].day == date(2026, 3, 27)
        assert made.meeting("one").preparations == ()
        wrong = ["add", "meeting", path, "--id", "two", *fields, "--calendar"]
        assert "'narnia' is not one of" in refused(*wrong, "narnia")
        assert "--calendar needs --papers too" in refused(*wrong, "scotland")

    def test_visibility(self, path: Path) -> None:
        """Plans, meetings and entries may be marked."""
        plan = ["--owner", "northshire", "--added", "2026-03-02"]
        done("add", "plan", path, *plan, "--visibility", "public")
        said = ["--by", "northshire", "--percent", "5", "--visibility", "public"]
        done("record", path, "northshire/plan", *said)
        public = ap.load(path).edition("public")
        assert len(public.plans) == len(public.log) == 1

    def test_taken(self, tmp_path: Path) -> None:
        """An id that is taken is refused."""
        asked = ["add", "body", copied(tmp_path), "norfolk=N", "--kind", "police-force"]
        assert "norfolk" in refused(*asked)
