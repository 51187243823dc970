"""What inspectors found in Suffolk in 2022, what was due, and what changed by 2023.

python examples/suffolk_2022.py
"""

from datetime import UTC, date, datetime
from pathlib import Path

import actionplan as ap

HERE = Path(__file__).parent


def main() -> None:
    """Print the statutory deadline, two states of knowledge, and the case audits."""
    register = ap.load(HERE / "suffolk_2022.json")
    now = register.at(date(2023, 1, 10))

    comments = now["suffolk-2022/comments"]
    print(f"The commissioner's comments: {comments.due}")

    # The force said in January 2023 what it had begun in the summer before.
    at_publication = datetime(2022, 12, 22, tzinfo=UTC)
    then = register.at(date(2022, 12, 22), known=at_publication)
    print(
        f"Missing children, as known on the day: {then['suffolk-2022/missing'].status}"
    )
    print(f"Missing children, as known later: {now['suffolk-2022/missing'].status}")

    for report in register.reports:
        for audit in report.case_audits:
            share = audit.counts["good"] / audit.total
            print(f"{report.inspected}: {share:.0%} of {audit.total} cases were good")


if __name__ == "__main__":
    main()
