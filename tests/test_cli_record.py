"""The commands that add to the log: record and retract."""

import json
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

import pytest

import actionplan as ap
from actionplan.cli import _clock
from commands import NORFOLK, copied, done, refused

ITEM = "norfolk-2014/1"
WHEN = ("--on", "2014-09-20", "--recorded", "2014-09-20T10:00:00Z")
COMMON: dict[str, Any] = {
    "item": ITEM,
    "on": date(2014, 9, 20),
    "by": "norfolk",
    "recorded": datetime(2014, 9, 20, 10, tzinfo=UTC),
}
BY = ("--by", "norfolk", *WHEN)


def recorded(path: Path) -> tuple[Any, ...]:
    """What was recorded since the example."""
    return ap.load(path).log[len(ap.load(NORFOLK).log) :]


class TestRecord:
    """`record` writes entries of what is said, and all of it or nothing."""

    @pytest.mark.parametrize(
        ("said", "entry"),
        [
            (
                ["--status", "in-progress", "--percent", 40, "--rag", "amber"],
                ap.ProgressUpdate(
                    **COMMON, status="in-progress", percent=40, rag="amber"
                ),
            ),
            (
                ["--note", "Begun.", "--evidence", "Minutes."],
                ap.ProgressUpdate(**COMMON, note="Begun.", evidence="Minutes."),
            ),
            (
                ["--status", "superseded", "--superseded-by", "norfolk-2014/2"],
                ap.ProgressUpdate(
                    **COMMON, status="superseded", superseded_by="norfolk-2014/2"
                ),
            ),
            (
                ["--acceptance", "partly", "--action", "A.", "--reason", "B."],
                ap.Response(**COMMON, acceptance="partly", action="A.", reason="B."),
            ),
            (
                [
                    "--due",
                    "by 31 October 2014",
                    "--reason",
                    "Ill.",
                    "--asked",
                    "2014-09-18",
                ],
                ap.DeadlineChange(
                    **COMMON,
                    deadline="by 2014-10-31",
                    stated="by 31 October 2014",
                    reason="Ill.",
                    asked=date(2014, 9, 18),
                ),
            ),
            (
                ["--due", "by 2014-10-31", "--agreed-by", "hmic"],
                ap.DeadlineChange(**COMMON, deadline="by 2014-10-31", agreed_by="hmic"),
            ),
            (
                ["--target", "2014-10-01"],
                ap.Target(**COMMON, day=date(2014, 10, 1)),
            ),
            (
                ["--lead", "Head of Crime"],
                ap.Assignment(**COMMON, lead="Head of Crime"),
            ),
            (["--event", "receipt"], ap.Event(**COMMON, name="receipt")),
        ],
        ids=range(9),
    )
    def test_entry(self, tmp_path: Path, said: list[object], entry: Any) -> None:
        """What is said becomes the entry that it is, and its digest is printed."""
        path = copied(tmp_path)
        printed = done("record", path, ITEM, *BY, *said)
        assert recorded(path) == (entry,)
        assert printed.splitlines()[0] == "Recorded 1 thing:"
        assert printed.splitlines()[1].startswith(
            f"  {entry.digest}  {ITEM}, Sat 20 Sep"
        )

    def test_several(self, tmp_path: Path) -> None:
        """Several things at once are several entries."""
        path = copied(tmp_path)
        said = ["--percent", 10, "--lead", "Head of Crime", "--target", "2014-10-01"]
        found = json.loads(done("record", path, ITEM, *BY, *said, "--json"))
        kinds = ["progress", "target", "assignment"]
        assert [one["kind"] for one in found] == kinds
        assert [one.digest for one in recorded(path)] == [
            one["digest"] for one in found
        ]

    def test_defaults(self, tmp_path: Path) -> None:
        """Without days it is today and now; who says so may be the environment's."""
        path = copied(tmp_path)
        before = _clock.now()
        done("record", path, ITEM, "--percent", 10, ACTIONPLAN_BY="norfolk")
        (entry,) = recorded(path)
        assert before <= entry.recorded <= _clock.now()
        assert (entry.on, entry.by) == (_clock.today(), "norfolk")

    @pytest.mark.parametrize(
        ("arguments", "says"),
        [
            ([*BY], "nothing is said; give --status"),
            ([*BY, "--agreed-by", "hmic"], "nothing is said"),
            (
                [*BY, "--percent", 5, "--agreed-by", "hmic"],
                "--agreed-by needs --due too",
            ),
            (
                [*BY, "--percent", 5, "--action", "A."],
                "--action needs --acceptance too",
            ),
            (
                [*BY, "--percent", 5, "--reason", "A."],
                "--reason needs --acceptance too",
            ),
            ([*BY, "--percent", 101], "the number 101 is out of range"),
            ([*BY, "--status", "done"], "'done' is not one of"),
            ([*BY, "--due", "soon"], "'soon' names no day"),
            ([*BY, "--due", "by spring 2015"], "names a season"),
            (["--percent", 5], "Missing option '--by'"),
            (["--by", "norfok", "--percent", 5], "norfok"),
            ([*BY, "--event", "Case closed"], "is not a name"),
        ],
        ids=range(12),
    )
    def test_refused(self, tmp_path: Path, arguments: list[object], says: str) -> None:
        """What cannot be recorded is said, and the file stays as it was."""
        path = copied(tmp_path)
        before = path.read_bytes()
        assert says in refused("record", path, ITEM, *arguments)
        assert path.read_bytes() == before

    def test_all_faults(self, tmp_path: Path) -> None:
        """The faults of all entries come together."""
        path = copied(tmp_path)
        said = refused(
            "record", path, ITEM, *BY, "--percent", 200, "--event", "No name"
        )
        assert "2 faults" in said

    def test_unknown_item(self, tmp_path: Path) -> None:
        """An item that there is none of is named with one that is near."""
        asked = ["record", copied(tmp_path), "norfolk-2014/9", *BY, "--percent", 5]
        assert "did you mean 'norfolk-2014/" in refused(*asked)


class TestRetract:
    """`retract` takes back an entry by its digest."""

    def test_back(self, tmp_path: Path) -> None:
        """The entry counts no more, and the log has both."""
        path = copied(tmp_path)
        done("record", path, ITEM, *BY, "--status", "complete")
        (mistake,) = recorded(path)
        asked = [
            "--by",
            "norfolk",
            "--recorded",
            "2014-09-21T08:00Z",
            "--reason",
            "Typo.",
        ]
        said = done("retract", path, mistake.digest, *asked)
        assert "Recorded 1 thing" in said
        _, back = recorded(path)
        assert (back.entry, back.reason, back.on) == (
            mistake.digest,
            "Typo.",
            mistake.on,
        )
        assert ap.load(path).at(date(2014, 10, 1))[ITEM].status == "awaiting"

    def test_twice(self, tmp_path: Path) -> None:
        """What is taken back already is not taken back again."""
        path = copied(tmp_path)
        done("record", path, ITEM, *BY, "--status", "complete")
        (mistake,) = recorded(path)
        done("retract", path, mistake.digest, "--by", "norfolk")
        says = "is taken back already"
        assert says in refused("retract", path, mistake.digest, "--by", "norfolk")

    def test_unknown(self, tmp_path: Path) -> None:
        """A digest of no entry is refused, with where to find them."""
        says = "take it from what `actionplan item` shows before each entry"
        asked = ["retract", copied(tmp_path), "0" * 16, "--by", "norfolk"]
        assert says in refused(*asked)
