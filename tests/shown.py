"""The papers that are looked at: a usual one, a panel's, an empty and a hard one."""

import importlib.util
from datetime import date
from types import ModuleType

import attrs

import actionplan as ap
from actionplan.briefing import Briefing, PaperHeader, briefing
from registers import EXAMPLES

FORUM = "forum/2014-12-10"
LONG = "x" * 300
ARABIC = "\u0627\u0644\u062a\u0648\u0635\u064a\u0629 (42) \u062d\u0627\u0644\u0629"
HEBREW = "\u05d4\u05de\u05dc\u05e6\u05d4: \u05dc\u05d1\u05d3\u05d5\u05e7 42"
COMPOUND = "Donaudampfschifffahrtselektrizit\u00e4tenhauptbetriebswerk"


def _example() -> ModuleType:
    """The script of the example, as a module."""
    path = EXAMPLES / "briefing.py"
    spec = importlib.util.spec_from_file_location("example", path)
    assert spec
    assert spec.loader
    example = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(example)
    return example


EXAMPLE = _example()


def usual() -> Briefing:
    """The paper of the example."""
    made: Briefing = EXAMPLE.paper()
    return made


def panel() -> Briefing:
    """The paper for a panel, from the same register."""
    made: Briefing = EXAMPLE.panel()
    return made


def empty() -> Briefing:
    """A paper about a register of which nothing is published yet."""
    norfolk = ap.load(EXAMPLES / "norfolk_2014.json")
    return briefing(ap.Register(bodies=norfolk.bodies, meetings=[EXAMPLE.FORUM]), FORUM)


def hard() -> Briefing:
    """A paper with long words, writing from right to left, and signs that turn it."""
    norfolk = ap.load(EXAMPLES / "norfolk_2014.json")
    report = norfolk.reports[0]
    texts = (f"{ARABIC} {HEBREW}", LONG, "Word " * 2000, f"{COMPOUND} " * 3)
    labels = ("1", "\u05d0", f"Recommendation {LONG}", "4")
    findings = [
        attrs.evolve(finding, text=text.strip(), label=label)
        for finding, text, label in zip(report.findings, texts, labels, strict=True)
    ]
    turned = attrs.evolve(report, title=f"A \u202eexe.gnp {LONG}", findings=findings)
    item, other = "norfolk-2014/1", "norfolk-2014/3"
    day = date(2014, 9, 22)
    register = attrs.evolve(norfolk, reports=[turned]).add(EXAMPLE.FORUM)
    register = register.record(
        ap.Assignment(item=item, on=day, by="norfolk", lead=ARABIC),
        ap.ProgressUpdate(
            item=item, on=day, by="norfolk", note=f"{HEBREW} {LONG}", rag=LONG
        ),
        ap.ProgressUpdate(
            item=other, on=day, by="norfolk", note=ARABIC, status="complete"
        ),
        ap.DeadlineChange(
            item="norfolk-2014/plan",
            on=date(2014, 10, 13),
            by="norfolk",
            deadline="by 2014-12-24",
            reason=f"{ARABIC}{LONG}",
        ),
    )
    header = PaperHeader(
        title=f"About {ARABIC} {LONG}",
        purpose=f"{HEBREW} {LONG}",
        author="Z\u0307alg\u0310o",
        marking="OFFICIAL\u2013SENSITIVE",
    )
    return briefing(register, FORUM, header=header, rate=_rate)


def _rate(state: ap.ItemState) -> str:
    return LONG if state.is_overdue else ARABIC


PAPERS = {"usual": usual, "panel": panel, "empty": empty, "hard": hard}
