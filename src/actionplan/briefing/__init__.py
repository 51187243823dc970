"""Briefings: what a scrutiny meeting needs to know, and the paper that says it.

`briefing` gathers it for a meeting as a value, to be asked; `sections` puts it
in words and tables, which `actionplan.formats.markdown` and
`actionplan.formats.html` write down.
"""

from actionplan.briefing._briefing import Briefing
from actionplan.briefing._head import head
from actionplan.briefing._header import PaperHeader
from actionplan.briefing._making import briefing
from actionplan.briefing._paper import Counts, Section, Table
from actionplan.briefing._sections import sections

__all__ = [
    "Briefing",
    "Counts",
    "PaperHeader",
    "Section",
    "Table",
    "briefing",
    "head",
    "sections",
]
