"""Bodies: the organisations that inspect, are inspected, oversee and act.

They are renamed, merged and abolished, so a body knows the days between which it
existed and which body took its place.
"""

from collections.abc import Iterator, Mapping
from datetime import date
from typing import Any

import attrs

from actionplan._fields import (
    MAYBE_BODY,
    MAYBE_DAY,
    REFS,
    TEXT,
    X,
    is_body_id,
    is_term,
    to_json_map,
    to_refs,
)
from actionplan._values import NOTHING, Value, checked
from actionplan.errors import Fault, FaultCode
from actionplan.terms import BodyKind, to_body_kind


@attrs.frozen(kw_only=True)
class Body(Value):
    """An organisation.

    Attributes:
        id: Its id, which has no `/`.
        name: Its full name.
        kind: What sort of organisation it is.
        overseen_by: The body that holds it to account, such as the commissioner
            of a police force.
        from_: Its first day (`from` in a document).
        until: Its last day.
        succeeded_by: The body that took its place.
        refs: Other people's numbers for it, by the name of who gives them.
        x: Whatever the caller wants to keep with it.

    Raises:
        InvalidValue: A field is faulty, or the last day is before the first.

    Example:
        >>> import actionplan as ap
        >>> ap.Body(id="norfolk", name="Norfolk Constabulary", kind="police-force").kind
        <BodyKind.POLICE_FORCE: 'police-force'>
    """

    id: str = attrs.field(metadata=checked(is_body_id))
    name: str = attrs.field(metadata=TEXT)
    kind: BodyKind = attrs.field(
        converter=to_body_kind, metadata=checked(is_term(BodyKind))
    )
    overseen_by: str | None = attrs.field(default=None, metadata=MAYBE_BODY)
    from_: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    until: date | None = attrs.field(default=None, metadata=MAYBE_DAY)
    succeeded_by: str | None = attrs.field(default=None, metadata=MAYBE_BODY)
    refs: Mapping[str, str] = attrs.field(
        default=NOTHING, converter=to_refs, metadata=REFS
    )
    x: Mapping[str, Any] = attrs.field(
        default=NOTHING, converter=to_json_map, metadata=X
    )

    def _own_faults(self) -> Iterator[Fault]:
        if self.from_ and self.until and self.until < self.from_:
            message = f"{self.until} is before the first day, {self.from_}"
            hint = "put the earlier day first"
            yield Fault("until", FaultCode.CONTRADICTION, self.until, message, hint)
