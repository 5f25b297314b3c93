from __future__ import annotations

import click
import pytest

from watcher.cli.run import COMMANDS, Lazy, bidragsvakt
from watcher.cli.swedish import complaint


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (["nothing"], "kommandot 'nothing' finns inte."),
        (["match", "--topp", "3"], "flaggan --topp finns inte. Menade du --top?"),
        (["match", "explain"], "CALL saknas."),
        (["match", "--top", "x"], "'--top' är fel"),
        (["org", "nothing"], "kommandot 'nothing' finns inte."),
    ],
)
def test_what_is_wrong_is_said_in_swedish(words: list[str], said: str) -> None:
    with pytest.raises(click.UsageError) as error:
        bidragsvakt.main(words, standalone_mode=False, obj=None)
    assert complaint(error.value).startswith(said)
    assert error.value.exit_code == 2


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_can_be_loaded_and_says_in_swedish_what_it_does(name: str) -> None:
    assert isinstance(bidragsvakt, Lazy)
    command = bidragsvakt.get_command(click.Context(bidragsvakt), name)
    assert command is not None
    assert command.help
