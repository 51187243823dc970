"""The command as tests call it, and files that it works on."""

import shutil
from pathlib import Path

from click.testing import CliRunner, Result

from actionplan.cli import main
from registers import EXAMPLES

NORFOLK = str(EXAMPLES / "norfolk_2014.json")
SUFFOLK = str(EXAMPLES / "suffolk_2022.json")


def run(*arguments: object, typed: str | None = None, **environment: str) -> Result:
    """What the command answers to some arguments, and to what is typed."""
    words = [str(argument) for argument in arguments]
    return CliRunner().invoke(main, words, input=typed, env=environment)


def done(*arguments: object, typed: str | None = None, **environment: str) -> str:
    """What the command prints when it does what it is asked to."""
    result = run(*arguments, typed=typed, **environment)
    assert result.exit_code == 0, result.output
    return result.output


def refused(*arguments: object, typed: str | None = None) -> str:
    """What the command says, on one line, when it refuses."""
    result = run(*arguments, typed=typed)
    assert result.exit_code in {1, 2}
    assert "Traceback" not in result.output
    return " ".join(result.output.split())


def copied(folder: Path, name: str = NORFOLK) -> Path:
    """A copy of an example, to write to."""
    return Path(shutil.copy(name, folder / "register.json"))
