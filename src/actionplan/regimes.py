"""Regimes: the periods that statutes and customs set, as data with their sources.

Each says who owes what to whom, by when, and from which day on. What was not read
at its source is named in `unverified`, so that nobody takes it for more than it is.

Three kinds of deadline have no regime here, because no source that sets a number of
days for them could be read: reports of local government ombudsmen, inspections of
prisons, and reports to committees of either House.
"""

from collections.abc import Iterable, Mapping
from datetime import date
from types import MappingProxyType

import attrs

from actionplan._days import short_day
from actionplan._fields import (
    MAYBE_DAY,
    TEXT,
    TEXTS,
    is_day,
    is_link,
    is_name,
    to_texts,
)
from actionplan._values import Value, checked
from actionplan.bodies import Body
from actionplan.deadlines import Deadline, Unspecified, is_deadline, to_deadline
from actionplan.errors import (
    Fault,
    FaultCode,
    InvalidValue,
    NotInForce,
    UnknownName,
    raise_any,
    shown,
)
from actionplan.reports import InspectionReport, Obligation
from actionplan.terms import BodyKind

SECTION_55 = "police-act-1996-s55"
_LEGISLATION = "https://www.legislation.gov.uk"


@attrs.frozen(kw_only=True)
class Regime(Value):
    """A period that a statute or a custom sets.

    Attributes:
        name: What obligations call it.
        title: What it is about.
        deadline: By when.
        owed_by: Who must act.
        owed_to: For whom.
        text: What must be done, in our words.
        counting: How its days count, and why.
        citation: Where it is laid down.
        url: The address at which that was read.
        since: The first day on which it was in force; where that is `unverified`,
            the first day of the year of the instrument.
        until: The last day; None while it is in force.
        unverified: What of it was not read at its source: names of attributes.

    Example:
        >>> from actionplan.regimes import REGIMES
        >>> regime = REGIMES["police-act-1996-s55"]
        >>> str(regime.deadline), regime.since.isoformat(), regime.is_verified
        ('P56D beginning publication', '2017-05-02', True)
    """

    name: str = attrs.field(metadata=checked(is_name))
    title: str = attrs.field(metadata=TEXT)
    deadline: Deadline = attrs.field(
        converter=to_deadline, metadata=checked(is_deadline)
    )
    owed_by: str = attrs.field(metadata=TEXT)
    owed_to: str = attrs.field(metadata=TEXT)
    text: str = attrs.field(metadata=TEXT)
    counting: str = attrs.field(metadata=TEXT)
    citation: str = attrs.field(metadata=TEXT)
    url: str = attrs.field(metadata=checked(is_link))
    since: date = attrs.field(metadata=checked(is_day))
    until: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    unverified: tuple[str, ...] = attrs.field(
        default=(), converter=to_texts, metadata=TEXTS
    )

    @property
    def is_verified(self) -> bool:
        """Whether all of it was read at its source."""
        return not self.unverified

    def is_in_force(self, day: date) -> bool:
        """Whether it was in force on a day.

        Raises:
            InvalidValue: It is no day.
        """
        raise_any(InvalidValue, is_day(day))
        return self.since <= day and (self.until is None or day <= self.until)


_ALL = (
    Regime(
        name=SECTION_55,
        title="Comments on an inspection report",
        deadline="P56D beginning publication",
        owed_by="the local policing body",
        owed_to="the public, with copies to the inspectors of constabulary and the "
        "Secretary of State",
        text="Publish its comments on the report, the chief officer's comments, and "
        "any response to those; where the report makes a recommendation, say what is "
        "done about it or why nothing is.",
        counting="The day of publication is the first day.",
        citation="Police Act 1996, section 55(5A) and (5B), inserted by the Policing "
        "and Crime Act 2017, section 37; in force by SI 2017/399, regulation 4(a)",
        url=f"{_LEGISLATION}/ukpga/2017/3/section/37",
        since=date(2017, 5, 2),
    ),
    Regime(
        name="iopc-response",
        title="Response to a recommendation of the IOPC",
        deadline="P56D beginning recommendation",
        owed_by="whoever the recommendation was made to",
        owed_to="the Director General of the Independent Office for Police Conduct",
        text="Say in writing what is done about the recommendation, or why nothing is; "
        "the Director General may extend the period if asked before it ends.",
        counting="The day on which the recommendation was made is the first day.",
        citation="Police Reform Act 2002, Schedule 3, paragraph 28B(2)",
        url=f"{_LEGISLATION}/ukpga/2002/30/schedule/3/paragraph/28B",
        since=date(2017, 1, 1),
        unverified=("since",),
    ),
    Regime(
        name="iopc-publication",
        title="Publication of a response to the IOPC",
        deadline="P21D beginning receipt",
        owed_by="the Director General of the Independent Office for Police Conduct",
        owed_to="the public",
        text="Publish the response to a recommendation.",
        counting="The day on which the response was received is the first day.",
        citation="Police Reform Act 2002, Schedule 3, paragraph 28B(5)",
        url=f"{_LEGISLATION}/ukpga/2002/30/schedule/3/paragraph/28B",
        since=date(2017, 1, 1),
        unverified=("since",),
    ),
    Regime(
        name="super-complaint-acknowledgement",
        title="Acknowledgement of a police super-complaint",
        deadline="P5D beginning receipt working[england-and-wales]",
        owed_by="the inspectors of constabulary",
        owed_to="the designated body that made the super-complaint",
        text="Acknowledge that the super-complaint was received.",
        counting="The day of receipt is the first if it is a working day, and else the "
        "working day after it.",
        citation="SI 2018/748, regulation 5",
        url=f"{_LEGISLATION}/uksi/2018/748",
        since=date(2018, 1, 1),
        unverified=("since", "owed_by", "calendar"),
    ),
    Regime(
        name="ncpi-action-plan",
        title="Action plan after a national child protection inspection",
        deadline="P6W after publication",
        owed_by="the force",
        owed_to="the inspectorate",
        text="Send an action plan for the recommendations that were not to be acted "
        "upon immediately.",
        counting="The day of publication is left out.",
        citation="HMICFRS, National child protection programme: methodology for "
        "post-inspection follow-up activity",
        url="https://hmicfrs.justiceinspectorates.gov.uk/publications/"
        "national-child-protection-programme-methodology-for-post-inspection-"
        "follow-up-activity/",
        since=date(2014, 1, 1),
        unverified=("since",),
    ),
    Regime(
        name="jtai-statement",
        title="Written statement after a joint targeted area inspection",
        deadline="P70D after receipt working[england-and-wales]",
        owed_by="the principal authority",
        owed_to="the inspectorates",
        text="Send a written statement of the action that is proposed.",
        counting="The day of receipt is left out; bank holidays of England and Wales "
        "are no working days, as in the regulations that came before.",
        citation="SI 2015/1792, regulation 4",
        url=f"{_LEGISLATION}/uksi/2015/1792",
        since=date(2015, 1, 1),
        unverified=("since", "calendar"),
    ),
    Regime(
        name="coroner-report",
        title="Response to a coroner's report to prevent future deaths",
        deadline="P56D after sent",
        owed_by="whoever the report was sent to",
        owed_to="the coroner, who may extend the period",
        text="Say what is done or proposed, with a timetable, or why nothing is.",
        counting="The day on which the report was sent is left out; a day that the "
        "coroner names goes before.",
        citation="SI 2013/1629, regulation 29",
        url=f"{_LEGISLATION}/uksi/2013/1629",
        since=date(2013, 1, 1),
        unverified=("since", "deadline.anchor", "counting", "text"),
    ),
    Regime(
        name="fatal-accident-inquiry",
        title="Response to a sheriff's recommendation in Scotland",
        deadline="P8W after receipt",
        owed_by="whoever the recommendation was addressed to",
        owed_to="the Scottish Courts and Tribunals Service",
        text="Say what is done about the recommendation, or why nothing is.",
        counting="The day on which a copy of the determination was received is left "
        "out.",
        citation="Inquiries into Fatal Accidents and Sudden Deaths etc. (Scotland) "
        "Act 2016, section 28(3), by its explanatory notes",
        url=f"{_LEGISLATION}/asp/2016/2/notes/division/3/12/3",
        since=date(2016, 1, 1),
        unverified=("since", "owed_to"),
    ),
    Regime(
        name="wales-ombudsman-report",
        title="Response to a report of the Public Services Ombudsman for Wales",
        deadline="P1M beginning receipt",
        owed_by="the listed authority",
        owed_to="the Ombudsman, who may specify a longer period",
        text="Notify what is done or proposed in response to the report, and by when.",
        counting="The month starts on the day of receipt, and so ends on the day "
        "before its corresponding date.",
        citation="Public Services Ombudsman (Wales) Act 2019, section 26, by its "
        "explanatory notes",
        url=f"{_LEGISLATION}/anaw/2019/3/notes/division/1/3/25",
        since=date(2019, 1, 1),
        unverified=("since",),
    ),
    Regime(
        name="covid-inquiry",
        title="Response to the UK Covid-19 Inquiry",
        deadline="P6M after publication",
        owed_by="each institution that a recommendation is addressed to",
        owed_to="the public",
        text="Publish what is done in response to the recommendation, by when, or why "
        "nothing is.",
        counting="The day on which the recommendation was published is left out.",
        citation="UK Covid-19 Inquiry, how recommendations are monitored",
        url="https://covid19.public-inquiry.uk/?p=27431",
        since=date(2022, 1, 1),
        unverified=("since",),
    ),
)
REGIMES: Mapping[str, Regime] = MappingProxyType(
    {regime.name: regime for regime in _ALL}
)


def regime(name: str, on: date) -> Regime:
    """The regime of that name, if it was in force on a day.

    Args:
        name: One of `REGIMES`.
        on: The day on which it is to apply, such as that of publication.

    Raises:
        UnknownName: There is no such regime.
        NotInForce: It was not in force on that day.
        InvalidValue: `on` is no day.

    Example:
        >>> from datetime import date
        >>> from actionplan.regimes import regime
        >>> comments = regime("police-act-1996-s55", date(2022, 12, 23))
        >>> comments.deadline.due({"publication": date(2022, 12, 23)}).day
        datetime.date(2023, 2, 16)
    """
    if name not in REGIMES:
        message, hint = f"there is no regime {shown(name)}", f"use {', '.join(REGIMES)}"
        raise UnknownName(Fault("name", FaultCode.UNKNOWN_NAME, name, message, hint))
    found = REGIMES[name]
    if found.is_in_force(on):
        return found
    message = f"{name} was not in force on {short_day(on)}, but since "
    message += short_day(found.since)
    hint = "a duty without a number of days is `unspecified`"
    raise NotInForce(Fault("on", FaultCode.RANGE, on.isoformat(), message, hint))


def obligations(
    report: InspectionReport, bodies: Iterable[Body]
) -> tuple[Obligation, ...]:
    """The obligations that an inspection report raises, to be kept with it.

    They are the comments that each local policing body owes on a report by an
    inspectorate about a force that it oversees. Before the period of 56 days came
    into force there was the duty without it, and so its deadline is `unspecified`.
    The plan that a force sends is an `ActionPlan` and no obligation besides.

    Source: Police Act 1996, section 55.

    Example:
        >>> import actionplan as ap
        >>> from actionplan.regimes import obligations
        >>> register = ap.load("examples/suffolk_2022.json")
        >>> (comments,) = obligations(register.reports[0], register.bodies)
        >>> comments.owner, str(comments.deadline)
        ('suffolk-pcc', 'P56D beginning publication')
    """
    known = {body.id: body for body in bodies}
    if not any(_is(known, maker, BodyKind.INSPECTORATE) for maker in report.by):
        return ()
    overseers = [
        known[force].overseen_by
        for force in report.about
        if _is(known, force, BodyKind.POLICE_FORCE)
    ]
    owners = [
        overseer
        for overseer in dict.fromkeys(overseers)
        if overseer and _is(known, overseer, BodyKind.LOCAL_POLICING_BODY)
    ]
    return tuple(_comments(report, owner, alone=len(owners) == 1) for owner in owners)


def _is(known: Mapping[str, Body], name: str, kind: BodyKind) -> bool:
    return name in known and known[name].kind is kind


def _comments(report: InspectionReport, owner: str, *, alone: bool) -> Obligation:
    place = f"{report.id}/comments" if alone else f"{report.id}/comments-{owner}"
    text = "Publish comments on the report (Police Act 1996, section 55)."
    found = REGIMES[SECTION_55]
    if report.published is not None and not found.is_in_force(report.published):
        return Obligation(id=place, owner=owner, text=text, deadline=Unspecified())
    return Obligation(
        id=place,
        owner=owner,
        text=text,
        deadline=found.deadline,
        stated="before the end of the period of 56 days beginning with the day on "
        "which the report is published",
        regime=found.name,
    )
