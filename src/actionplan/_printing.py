"""Text for a line of a terminal, a list or a table."""


def one_line(text: str) -> str:
    """Text on one line, in which nothing can steer a terminal."""
    words = " ".join(text.split())
    return "".join(
        sign if sign.isprintable() else "\N{REPLACEMENT CHARACTER}" for sign in words
    )


def printable(text: str) -> str:
    """Text of several lines, in which nothing can steer a terminal."""
    return "".join(
        sign if sign.isprintable() or sign == "\n" else "\N{REPLACEMENT CHARACTER}"
        for sign in text
    )


def shortened(text: str, most: int) -> str:
    """Text on one line, with three points at its end where it would be longer."""
    line = one_line(text)
    return line if len(line) <= most else f"{line[: most - 3].rstrip()}..."
