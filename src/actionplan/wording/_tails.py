"""What may stand around a deadline and does not change it."""

from actionplan.wording._words import any_line, one_of, words_of

MODAL = any_line(
    """
    should
    must
    shall
    needs? to
    ought to
    will need to
    (?:is|are) (?:required )?to
    will
    ha(?:s|ve) to
    """
)
_DONE = one_of(
    words_of(
        """
        achieve achieved acknowledged acted action actioned address addressed adopted
        agreed approved carried closed complete completed completion compliance comply
        deliver delivered discharged done due embedded established finalised finished
        fully implement implementation implemented introduced issued made operational
        prepared presented produced progress provide provided publish published
        rectified remedied reply report reported required resolved respond responded
        responding response review reviewed sent shared signed submit submitted taken
        undertaken update updated written
        """
    )
)
_ADJECTIVE = one_of(
    words_of(
        """
        a action agreed an completion compliance current due estimated expected
        extended final implementation its last new original our overall planned
        proposed reporting required response review revised statutory submission
        suggested target the their
        """
    )
)
_LABEL = (
    rf"(?:(?:by|with|on|to) )?(?:{_ADJECTIVE} ){{0,4}}"
    + any_line(
        """
        deadlines?
        dates?
        due
        timescales?
        time ?frames?
        time limits?
        timelines?
        (?:by )?when
        target
        completion(?: date)?
        response
        milestone
        priority
        deliver by
        """
    )
    + r"(?: (?:of|is|for (?:completion|response|action|implementation)))?(?:[:;,]| is)?"
)
_SOON_DATED = any_line(
    """
    by
    within
    no
    not
    before
    immediate
    as soon
    prior
    every
    on or
    at least
    at the latest
    forthwith
    quarter
    month
    """
)
_SUBJECT = rf"(?:[a-z]+,? ){{1,14}}?{MODAL}"
_SHORT_SUBJECT = r"(?:(?:the |all |every |each |this |these )?(?:[a-z]+ ){0,5}?"
_TO_BE_DONE = (
    rf"{_SHORT_SUBJECT}{MODAL} )?(?:(?:to|is|are|and) )*(?:be )?{_DONE}"
    r"(?: (?:upon|to|back|out|in full|off))?"
)
LEAD = any_line(
    rf"""
    {_LABEL}
    with {_LABEL}
    {_TO_BE_DONE}[,:]?(?= ?{_SOON_DATED})
    (?:to|should|must|will|shall) be {_DONE},?
    (?:to be )?in (?:place|post|force|effect|operation)
    (?:[a-z]+ ){{1,6}}(?:has|have|had|is given|are given)
    {MODAL}
    (?:(?:but|and) )?in any (?:event|case),?
    at (?:the (?:very )?)?latest,?
    and|so|then|please|that is,?|i\.?e\.?,?|namely
    """
)
_TO_DO = one_of(
    words_of(
        """
        act agree answer appeal complete comply confirm consider develop give
        implement make prepare produce provide publish reply report respond review
        send submit
        """
    )
)
_NEXT_WORKING_DAY = "the first working day after(?: that day| it)?"
TAIL = any_line(
    rf"""
    at (?:the )?(?:very )?latest
    latest
    at (?:the )?most
    (?:or|if not) (?:sooner|earlier|before)
    (?:as a|at) maximum
    max(?:imum)?
    inclusive
    in total
    or less
    deadline
    please
    for (?:completion|response|implementation|action)
    as (?:required|requested|agreed)
    unless (?:otherwise )?(?:agreed|stated|specified|directed|notified|extended)\b[^.;]*
    unless (?:an? extension|it is|this is|the)\b[^.;]*
    or (?:within )?(?:such|any|a) (?:longer|other|later|further|extended)\b[^.;]*
    or,? if that day is not a working day,? beginning with {_NEXT_WORKING_DAY}
    to {_TO_DO}\b[a-z ]*
    {_SUBJECT}(?=:?$)
    """
)
