"""What changed between two snapshots: of two days, two moments, or two registers.

Scrutiny asks at each meeting what has happened since the last one. `changes` answers
with values, each with a before and an after, and `minutes` with text.
"""

from actionplan.comparing._change import Change
from actionplan.comparing._comparing import changes
from actionplan.comparing._kinds import ChangeKind
from actionplan.comparing._minutes import minutes

__all__ = ["Change", "ChangeKind", "changes", "minutes"]
