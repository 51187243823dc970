"""Three histories from the inspectorate's register of 2014 to 2019, read and asked.

python examples/old_register.py

That register was web pages. Each recommendation had its words, and a log in a markup
of its own: [on]4th September 2014 [status]awaiting-review[/status][/on], with comments
between [comment] and [/comment].
"""

import re
import textwrap
from collections.abc import Iterator
from datetime import date, timedelta

import actionplan as ap
from actionplan.deadlines import By

EVENT = re.compile(r"\[on\]([^\[]*)(.*?)\[/on\]", re.DOTALL)
SAID = re.compile(r"\[(status|comment)\](.*?)\[/\1\]", re.DOTALL)
STATUSES = {
    "awaiting-review": ap.Status.AWAITING,
    "being-progressed": ap.Status.IN_PROGRESS,
    # The inspectorate's own word that it is done, which here is to close it.
    "complete": ap.Status.CLOSED,
    "no-further-action-needed": ap.Status.NO_FURTHER_ACTION,
}

BODIES = [
    ap.Body(id="hmic", name="HMIC", kind="inspectorate"),
    ap.Body(id="devon-and-cornwall", name="Devon and Cornwall", kind="police-force"),
    ap.Body(id="merseyside", name="Merseyside", kind="police-force"),
    ap.Body(id="a-force", name="A force that stands for all", kind="police-force"),
]
# Number, force, words of the deadline, log. The day of the first event stands in for
# the day of publication.
HISTORIES = [
    (
        "6989",
        "devon-and-cornwall",
        "Within six months the force should:",
        """
        [on]9th February 2017 [status]awaiting-review[/status][/on]
        [on]25th January 2018 [status]being-progressed[/status][/on]
        [on]27th April 2018 [comment]Authorised for closure[/comment]
        [status]complete[/status][/on]
        """,
    ),
    (
        "7319",
        "merseyside",
        None,
        """
        [on]28th December 2017 [status]being-progressed[/status][/on]
        [on]28th December 2017 [status]awaiting-review[/status][/on]
        [on]17th May 2018 [status]complete[/status][/on]
        """,
    ),
    (
        "1504",
        "a-force",
        "By 31 March 2015 all forces should",
        """
        [on]4th September 2014 [status]awaiting-review[/status][/on]
        [on]30th August 2017 [status]no-further-action-needed[/status][/on]
        """,
    ),
]


def day_of(words: str) -> date:
    """The day that is written, such as 4th September 2014."""
    deadline = ap.parse_deadline(words)
    if not isinstance(deadline, By):
        raise SystemExit(f"{words!r} is no day")
    return deadline.span.end


def entries_of(item: str, log: str) -> Iterator[ap.ProgressUpdate]:
    """The entries that a log in the old markup stands for, in its order."""
    for day, words in EVENT.findall(log):
        said = dict(SAID.findall(words))
        yield ap.ProgressUpdate(
            item=item,
            on=day_of(day.strip()),
            by="hmic",
            status=STATUSES[said["status"]] if "status" in said else None,
            note=said.get("comment"),
        )


def report_of(
    number: str, force: str, stated: str | None, log: str
) -> ap.InspectionReport:
    """A report that holds the one recommendation."""
    return ap.InspectionReport(
        id=f"report-{number}",
        title=f"Recommendation {number} of the old register",
        by=["hmic"],
        about=[force],
        published=next(entries_of(number, log)).on,
        findings=[
            ap.Recommendation(
                id=number,
                text="See the old register.",
                deadline=ap.parse_deadline(stated) if stated else None,
                stated=stated,
                refs={"hmicfrs": number},
            )
        ],
    )


def main() -> None:
    """Record the three logs, and print how each history ended."""
    register = ap.Register(
        bodies=BODIES, reports=[report_of(*history) for history in HISTORIES]
    )
    for number, _, _, log in HISTORIES:
        register = register.record(*entries_of(number, log))

    for number, force, _, _ in HISTORIES:
        state = register.at(date(2019, 1, 1))[number]
        print(f"{number}, {force}: due {state.due or 'on no day'}")
        print(textwrap.indent(state.history, "  "))
        before = register.at(state.entries[-1].on - timedelta(days=1))[number]
        print(f"  overdue by {before.days_overdue} days when it ended")


if __name__ == "__main__":
    main()
