"""The patterns of phrases: each line is one way to say it, the longer before its part.

They are read by `Scanner.take` against plain text in small letters, with hyphens
between words as blanks.
"""

from actionplan.wording._words import any_line

_STATED = "(?:stated|specified|given|set|known|provided|agreed|confirmed|recorded)"
_NOT_YET = "(?: (?:yet|currently|been|was|is|has been))*"
_NO_DATE = "(?:none|no (?:date|deadline|timescale|time limit|(?:due|target) date))"
_TO_BE = "(?:date|dates|deadline|timescale|timescales|to be|target|still)"
PLACEHOLDER = any_line(
    rf"""
    (?:{_TO_BE} )*(?:tbc|tbd|tba|tbn)
    (?:{_TO_BE} )*(?:confirmed|determined|decided|agreed|advised|set)(?: later)?
    (?:{_TO_BE} )*(?:arranged|scheduled|announced)(?: later)?
    n/?a
    not applicable
    {_NO_DATE}{_NOT_YET}(?: {_STATED})?
    not{_NOT_YET} {_STATED}
    nil|null|blank|unknown|unspecified|undated|awaited
    \?+
    [-\u2010-\u2015\u2212 ]+
    to follow
    awaiting (?:date|confirmation)
    """
)
_KEPT_UP = "(?:on ?going|continuous|continual|continuing)"
ONGOING = any_line(
    rf"""
    (?:on|as) an? {_KEPT_UP} (?:basis|process|action)
    (?:{_KEPT_UP}(?:ly)?|open ended)(?: (?:basis|action|activity|work|process))?
    """
)

# Vague

_POSSIBLE = any_line(
    """
    (?:is )?(?:reasonably |practically )?(?:possible|practicable|practical|feasible)
    (?:(?:it|they|we) )?(?:reasonably )?can(?: be)?
    """
)
_SOME_TIME = any_line(
    """
    and|possible|specified|manner|time|timescales?|periods?|fashion|future
    time ?frames?|time limits?|way|order|term|delay
    """
)
_FITTING = any_line(
    """
    timely|reasonable|appropriate|suitable|realistic|agreed|specified|shortest|short
    near|foreseeable|given|set|prescribed|proportionate|statutory|required|relevant
    """
)
_OVER, _TIMES = "(?:in|within|over|during)", "(?:days|weeks|months|years)"
_WHEN = "(?:when|where|wherever|whenever|if|as)"
# What can lead to a last day: as soon as possible, and no later than 31 March.
SOON = any_line(
    rf"""
    as (?:soon|quickly|early|promptly|swiftly) as {_POSSIBLE}
    asap|soon(?:est)?|shortly|promptly|urgent(?:ly)?|quickly|swiftly|rapidly|speedily
    expeditiously|timely|at pace|in due course
    (?:as|with) (?:a matter of )?(?:(?:some|great|the utmost|utmost) )?urgency
    with (?:pace|haste)
    (?:as )?(?:an? )?(?:matter of )?(?:high |top |immediate |urgent )?priority
    (?:at|by) (?:the |its |their )?(?:earliest|first)(?: possible)? (?:date|time)
    (?:at|by) (?:the |its |their )?(?:earliest|first) possible opportunity
    (?:at|by) (?:the |its |their )?(?:next|first|earliest)(?: available)? opportunity
    at (?:the |your |their )?earliest(?: convenience)?
    without (?:any )?(?:(?:undue|unnecessary|unreasonable|further) )?delay
    """
)
VAGUE = any_line(
    rf"""
    eventually|imminent(?:ly)?|later(?: on)?|in (?:the )?future|from time to time
    (?:in|within) (?:a |the )?{_FITTING}(?: {_SOME_TIME})*(?: of time)?
    (?:in|over|for) the (?:short|medium|long|longer|near) (?:term|future)
    (?:in|over|for) the (?:short|medium) to (?:medium|long) term
    (?:short|medium|long|longer) term
    {_WHEN} (?:[a-z]+ )?(?:possible|practicable|appropriate|necessary|required|needed)
    {_WHEN} (?:feasible|resources (?:allow|permit))
    regular(?:ly)?|routinely|periodic(?:ally)?|frequent(?:ly)?
    on a regular basis|at regular intervals
    {_OVER} (?:the )?(?:coming|following|forthcoming) {_TIMES}
    {_OVER} (?:the )?next (?:few|couple of|several) {_TIMES}
    (?:in|within) {_TIMES}
    before (?:such|a|the) date (?:as|that|to be) [a-z ]+
    such date as [a-z ]+
    (?:ideally|preferably|normally|usually|hopefully|generally|provisionally)\b.*
    (?:expected|anticipated|estimated)\b.*
    """
)
IN_ANY_CASE = (
    r",? ?(?:but|and|or)?,? ?(?:(?:in any (?:event|case)|at (?:the )?latest|certainly|"
    r"at any rate|always|if not)\b,?)?"
)

# At once

IMMEDIATE = any_line(
    """
    immediate(?:ly)? (?:action|effect|attention|basis|start)(?: (?:required|needed))?
    immediate(?:ly)?
    (?:with|to have|take) immediate effect
    (?:for|requires?|take) immediate (?:action|attention)
    on an immediate basis
    forthwith|at once|straight ?away|right away|instantly
    """
)
UPON = r",? ?(?:up)?on|after|following|from|of|at"

# Periods

_MORE = "(?:further|additional|another|extra)"
FURTHER = any_line(
    rf"""
    (?:for |by |within )?(?:an? |the )?{_MORE} (?:period|extension) of
    (?:for |by |within )?(?:an? |the )?{_MORE}
    (?:an? )?extension of
    extended by
    """
)
_END_OF = "(?:end|expiry|expiration|conclusion) of"
_LENGTH_OF_TIME = any_line(
    """
    period|time ?scale|time ?frame|time limit|time|space
    deadline|target|window|maximum
    """
)
_WHICH = "(?:maximum|target|initial|agreed|statutory)"
PERIOD_LEAD = any_line(
    rf"""
    (?:before|by|at|no later than|not later than|within) the {_END_OF}
    the {_END_OF}
    (?:by )?(?:no|not) (?:later|more) than
    during the(?= period of)
    within|in|inside|under|less than|by|at most|at|up to|before|not exceeding|not beyond
    an? (?:absolute )?maximum(?: of)?
    max(?:imum)?(?: of)?
    (?:an? |the |this )?(?:{_WHICH} )?{_LENGTH_OF_TIME}(?: period)? of
    (?:the |an? )?(?:next|first|following|initial|maximum)
    """
)
NOUN = rf",? ?(?:target |turnaround )?(?:{_LENGTH_OF_TIME}|limit)(?: period)?"
MINIMUM = any_line(
    """
    (?:at|by) least
    (?:not|no) (?:less|fewer|sooner|earlier) than
    not before
    (?:a )?minimum(?: of)?
    (?:more|longer) than
    for (?:at least|a period of)
    over|exceeding|for|after|since|once
    """
)
# What can stand before so long before a day; within it is no last day.
BEFORE_LEAD = (
    "(?:by )?(?:at least|no later than|not later than|by|at|a minimum of|minimum of|"
    "(?:not|no) (?:less|fewer) than|more than)?"
)
OVER_NEXT = "(?:over|during|throughout|for|across) (?:the )?(?:next|coming|following)"
AGO = "(?:ago|earlier|previously|beforehand)"
BACK = "(?:before|prior to|ahead of|in advance of|preceding|previous to)"

# Days

BEFORE = rf"(?:no later than )?{BACK}"
BY = any_line(
    """
    (?:(?:is |are )?due )?(?:by|on|in|during|for|at) (?:or before|(?:no|not) later than)
    (?:(?:is |are )?due )?(?:by|on|in|during|for|at) (?:at )?(?:the )?latest(?: by)?
    (?:(?:is |are )?due )?(?:by|on|in|during|for|at)
    (?:is |are )?due
    (?:no|not) later than(?: by)?
    no later|not after|on or by|by or on|within|latest|up to and including
    (?:by )?(?:on|at) or before
    """
)
_BEGUN = "(?:starting|commencing|beginning|effective)"
START = any_line(
    rf"""
    {_BEGUN} (?:on|from|in|with)
    {_BEGUN}|starts|begins
    (?:onwards? )?from|since|on or after|after|later than
    not (?:before|until)
    (?:no|not) (?:earlier|sooner) than
    with effect from|wef|as of|as at
    (?:for |up )?to|until|till|between
    through(?:out)?(?: to)?
    last updated|published|dated|ended
    (?:completed|closed|implemented|finished|achieved|done|actioned)(?: on| in)?
    (?:received|issued|reported|updated|reviewed|discharged|delivered)(?: on| in)?
    """
)
CLOSE = (
    "(?:the )?(?:(?:close|end) of (?:business|play|(?:the )?(?:working )?day)|"
    "cob|cop|eod),?(?: (?:on|of|at))?"
)
END = (
    "(?:the )?(?:very )?(?:end|close|last day|final day|expiry)"
    "(?: of(?: the month of)?)?"
)
MIDNIGHT = "(?:12 )?midnight,?(?: (?:on|of))?"
_SMALL_PART = "(?:week|part|fortnight|few (?:days|weeks)|half)"
PART = r"(?:the )?" + any_line(
    rf"""
    (?:early|later?)(?: part of| in)?
    mid(?:dle)?(?: of| part of)?
    (?:first|second|third|last|latter|final) {_SMALL_PART} (?:of|in)
    around|approximately|approx\.?|circa|about
    """
)
BEGINNING = "(?:the )?(?:beginning|start|opening|outset|turn) of"
COMMENCING = (
    r"(?:the )?(?:week|wk) (?:commencing|beginning|starting|of)(?: on)?|w/?[cb]"
)
_STRETCH = (
    "(?:week|month|quarter|half year|financial year|calendar year|year|period|term)"
)
ENDING = (
    rf"(?:the )?(?:working |reporting )?{_STRETCH}s?,? (?:ending|ended|to)(?: on)?|"
    "[wmqy]/e"
)
