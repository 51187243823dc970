"""The patterns of days that periods count from: each line is one way to say it."""

from actionplan.deadlines import NEXT_MEETING, PREVIOUS_DUE, PUBLICATION
from actionplan.wording._words import any_line

# How the day counts

_BEGINS = "(?:beginning|starting|commencing|counting|running)"
WITH = any_line(
    rf"""
    {_BEGINS} (?:with|on) and including
    {_BEGINS} (?:with|on|upon|at)
    (?:from and )?inclu(?:ding|sive of)
    """
)
FROM_OR_WITH = "(?:beginning|starting|commencing|counting) (?:from|the)"
AFTER = any_line(
    """
    (?:calculated|counted|measured|running|counting) (?:from|after)
    (?:that|which) runs? (?:from|after)
    of|on from|from|after|following|post|subsequent to|starting after
    immediately (?:after|following)
    """
)
DAY_AFTER = "the day (?:immediately )?(?:after|following)(?: that)?(?: on which)?"
THE_DAY = (
    "(?:(?:the )?(?:working |business |calendar )?(?:date|day|time|moment|point)"
    "(?: (?:of|on which|that|when|upon which|at which))?|when)"
)
ARTICLE = "(?:the|this|our|its|their|your|that|such|a|an|any|my|his|her|said|above)"
IS = "(?:is|was|has been|have been|are|were|being|having been)"
DEICTIC = "(?:today|now|todays date|this date|the date hereof|tomorrow)"

# What the day is of

_KIND_OF_REPORT = any_line(
    """
    final|full|inspection|peel|hmicfrs|hmic|hmics|published|thematic|investigation|joint
    child protection|inspectorates?|inquirys?|committees|ombudsmans?
    """
)
_REPORT = (
    rf"(?:{_KIND_OF_REPORT} )*(?:reports? findings|reports?|recommendations?|findings|"
    "review|volume)"
)
_THE_REPORT = rf"(?:{ARTICLE} )?{_REPORT}"
_INSPECTORATE = "(?:hmicfrs|hmic|the inspectorate)"
_PUBLISHED = (
    rf"(?:{ARTICLE} )?(?:(?:date|day) of )?(?:{_REPORT} )?publication(?: date)?"
)
_PUBLICATION = any_line(
    rf"""
    {_PUBLISHED} (?:of|for) {_THE_REPORT}
    {_PUBLISHED} by {_INSPECTORATE}
    {_PUBLISHED}
    {_THE_REPORT} (?:{IS} )?(?:published|issued|released)
    publishing(?: {_THE_REPORT})?
    (?:(?:its|the|this) )?(?:release|issue|issuing|issuance) of {_THE_REPORT}
    (?:it|this|we|{_INSPECTORATE}) (?:{IS} )?publish(?:ed|es)?(?: {_THE_REPORT})?
    """
)
_THIS_REPORT = "(?:the|this|our)(?: inspection)? report(?: date)?"
_KIND_OF_PAPER = "(?:final|formal|written|decision|complaint|outcome|provisional)"
_PAPER = any_line(
    """
    determination|letter|notice|notification|decision|complaint|document|response
    regulation 28 report|super complaint|it|this|them
    """
)
_THING = (
    rf"(?:(?:a |the )?cop(?:y|ies) of )?(?:{ARTICLE} )?"
    rf"(?:{_REPORT}|(?:{_KIND_OF_PAPER} )*{_PAPER})"
)
_WHO = "(?:it|they|you|we|the [a-z]+(?: [a-z]+)?)"
_RECEIPT = any_line(
    rf"""
    (?:{ARTICLE} )?(?:date of )?receipt(?: of {_THING})?(?: by {_WHO})?
    receiving {_THING}
    {_THING} {IS} received(?: by {_WHO})?
    {_WHO} (?:receives?|received|having received) {_THING}
    (?:it|they|you|we) (?:receives?|received)
    (?:{IS} )?received
    """
)
_ACCEPTANCE = any_line(
    rf"""
    (?:the )?acceptance(?: of (?:the|this|these|each|our) (?:recommendations?|report))?
    accepting (?:the|this) recommendations?
    (?:the|this) recommendations? {IS} accepted
    """
)
_INSPECTION = any_line(
    """
    (?:the )?(?:end|completion|conclusion|close|finish) of (?:the|this|our) inspection
    (?:the|this|our) inspection (?:ends?|ended|ending|concludes?|concluded|concluding)
    (?:the|this|our) inspection (?:is|was|being) (?:completed?|concluded)
    (?:the|this|our) inspection|inspection
    """
)
_PREVIOUS_DUE = (
    "(?:the )?(?:(?:end|expiry) of )?(?:the )?(?:previous|current|existing|present)"
    " (?:due date|deadline|target date|date)"
)
_GROUP = "(?:board|committee|panel|authority|group|council)"
MEETING = (
    "(?:(?:the|its|our|their) )?next (?!month|week|year|quarter)(?:[a-z]+ ){0,5}?"
    "(?:meeting|board|committee|panel)(?: meeting)?"
    f"(?: of (?:the )?(?:[a-z]+ ){{0,5}}?{_GROUP})?"
)
_RECOMMENDATION = (
    f"(?:(?:the|this|each|that|a|its) )?recommendation(?: (?:{IS} )?(?:made|issued))?"
)

# In this order: what each means, and whether the words leave that to be assumed.
KNOWN: tuple[tuple[str, str, bool], ...] = (
    (_PUBLICATION, PUBLICATION, False),
    (_RECEIPT, "receipt", False),
    (_ACCEPTANCE, "acceptance", False),
    (_INSPECTION, "inspection", False),
    (_PREVIOUS_DUE, PREVIOUS_DUE, False),
    (MEETING, NEXT_MEETING, False),
    (_THIS_REPORT, PUBLICATION, True),
    (_RECOMMENDATION, "recommendation", False),
)
ENDS_HERE = "(?=$|[,;:.()])"
GOES_NOT_ON = (
    r"(?! (?:of|from|by|for|in|into|on|to|report|findings|team|process|programme)\b)"
)
NO_EVENT = (
    r"\b(?:or|unless|should|must|shall|will|ensure|days?|weeks?|months|years?|until|"
    r"within|by|(?<!laid )before|every|if|whichever|then|next|each|no later)\b"
)
