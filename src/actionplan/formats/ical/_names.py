"""What the bodies and reports of a register are called."""

from collections.abc import Mapping
from typing import Self

import attrs

from actionplan.formats.ical._clean import on_one_line
from actionplan.register import Register
from actionplan.reports import InspectionReport


@attrs.frozen(kw_only=True)
class Names:
    """The names of bodies, and reports by their ids."""

    bodies: Mapping[str, str]
    reports: Mapping[str, InspectionReport]

    def body(self, name: str) -> str:
        """The name of a body, on one line."""
        return on_one_line(self.bodies[name])

    @classmethod
    def of(cls, register: Register) -> Self:
        """Those of a register."""
        return cls(
            bodies={body.id: body.name for body in register.bodies},
            reports={report.id: report for report in register.reports},
        )
