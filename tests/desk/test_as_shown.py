"""Whoever writes over what was shown to them before somebody else saved is told so, and may think it out anew."""

from pathlib import Path

import pytest

from ddtender.desk.as_shown import as_shown, until_written
from ddtender.diagnostics.messages import Message
from ddtender.manifest import sha256
from ddtender.workspace import WrittenMeanwhile


def test_a_file_is_as_shown_until_somebody_else_saves_it(tmp_path: Path) -> None:
    path = tmp_path / "worksheet.xlsx"
    path.write_bytes(b"one")
    shown = sha256(b"one")
    assert as_shown(path, shown) == b"one"
    path.write_bytes(b"another")
    with pytest.raises(WrittenMeanwhile) as refused:
        as_shown(path, shown)
    (told,) = refused.value.args  # a page says it in the language of whoever reads
    assert isinstance(told, Message) and told.key == "messages.refusal.changed_meanwhile"


def test_what_others_overtake_is_thought_out_anew_but_not_for_ever() -> None:
    tries: list[int] = []

    def write(slow: int) -> int:
        tries.append(len(tries))
        if len(tries) <= slow:
            raise WrittenMeanwhile("somebody else was faster")
        return len(tries)

    assert until_written(lambda: write(3)) == 4
    with pytest.raises(WrittenMeanwhile):
        until_written(lambda: write(10_000))
    assert len(tries) < 200
