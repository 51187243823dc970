"""The day and the moment that it is, for what is not said on the command line.

Nothing else in the library reads a clock.
"""

from datetime import UTC, date, datetime


def today() -> date:
    """The day that it is here."""
    return date.today()  # noqa: DTZ011, TID251 - the day of whoever asks


def now() -> datetime:
    """The moment that it is, to the second."""
    return datetime.now(UTC).replace(microsecond=0)  # noqa: TID251
