"""A short campaign over every reader in every run of the tests (`make fuzz` is the long one); and it finds faults."""

import hashlib
import os
import re
import select
import subprocess
import sys
from collections.abc import Callable
from concurrent.futures import Future
from pathlib import Path

import pytest

from tests.fuzz import __main__ as entrance
from tests.fuzz import campaign
from tests.fuzz.campaign import keep, run
from tests.fuzz.mutate import mutate_text
from tests.fuzz.readers import READERS, Reader
from tests.tools import ROOT

#: Cases of every reader; .ci/run adds tens of thousands.
CASES = 60


@pytest.mark.parametrize("reader", READERS, ids=lambda reader: reader.name)
def test_no_case_raises_hangs_or_names_a_place_that_is_not_there(reader: Reader) -> None:
    result = run(reader, seed=2026, cases=CASES)
    assert result.cases >= CASES
    assert not result.failures, "\n\n".join(failure.said for failure in result.failures.values())


def _spoilt(path: str, content: bytes) -> list:
    if b"{{" in content:
        raise KeyError("braces")
    while b"\0" in content:
        pass
    return []


def test_a_fault_is_found_kept_and_can_be_looked_at(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(campaign, "SECONDS_A_CASE", 0.1)
    reader = Reader("spoilt", lambda: {"a.md": b"some words\n" * 5}, _spoilt, mutate_text)
    result = run(reader, seed=1, cases=600)
    said = sorted(failure.said.strip().splitlines()[-1] for failure in result.failures.values())
    assert said == ["KeyError: 'braces'", "tests.fuzz.campaign.Hang: more than 0.1 seconds of processor time"]
    for failure in result.failures.values():
        path = keep(failure, tmp_path)
        assert path.read_bytes() == failure.content and "a.md\nTraceback" in Path(f"{path}.txt").read_text()


def _read_with_care(path: str, content: bytes) -> list:
    """Goes on for ever; the first that is raised against it is raised where Python drops it."""

    class Dropping:
        def __del__(self) -> None:
            while content:
                pass

    Dropping()
    while content:
        pass
    return []


def _read_from_nobody(path: str, content: bytes) -> list:
    select.select([], [], [])
    return []


@pytest.mark.filterwarnings("ignore::pytest.PytestUnraisableExceptionWarning")
@pytest.mark.parametrize(
    ("read", "said"),
    [(_read_with_care, "more than 0.1 seconds of processor time"), (_read_from_nobody, "waited for 0.2 seconds")],
)
def test_no_case_goes_on_for_ever(read: Callable, said: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """A loop is ended wherever it is, and so is waiting; that the machine had no time for a case is no fault."""
    monkeypatch.setattr(campaign, "SECONDS_A_CASE", 0.1)
    monkeypatch.setattr(campaign, "SECONDS_OF_WAITING", 0.2 if read is _read_from_nobody else 1_000)
    result = run(Reader("slow", _words, read, mutate_text), seed=1, cases=1)
    (failure,) = result.failures.values()
    assert failure.said.strip().endswith(f"Hang: {said}")


def test_a_campaign_is_the_same_again_with_the_same_seed() -> None:
    reader = next(reader for reader in READERS if reader.name == "answers")
    first, second = run(reader, seed=5, cases=100), run(reader, seed=5, cases=100)
    assert (first.refused, first.state) == (second.refused, second.state)
    assert run(reader, seed=6, cases=100).state != first.state


def test_a_campaign_goes_on_where_it_was_and_keeps_what_led_somewhere_new() -> None:
    reader = next(reader for reader in READERS if reader.name == "answers")
    first = run(reader, seed=5, cases=100)
    pool, seen = list(first.state.pool), set(first.state.seen)
    second = run(reader, seed=6, cases=100, state=first.state)
    assert len(pool) > len(reader.seeds()) and second.state.pool[: len(pool)] == pool
    assert second.state.seen > seen, "another hundred cases found nothing new"


class _Here:
    """Processes that are none: what is given to them is done at once."""

    def __init__(self, jobs: int) -> None:
        pass

    def __enter__(self) -> "_Here":
        return self

    def __exit__(self, *_: object) -> None:
        pass

    def submit(self, work: Callable, *given: object) -> Future:
        done: Future = Future()
        done.set_result(work(*given))
        return done


def test_a_campaign_says_its_seed_and_tells_a_fault_as_soon_as_it_is_found(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture
) -> None:
    readers = [Reader("sound", _words, lambda *_: [], mutate_text), Reader("spoilt", _words, _as_it_was, mutate_text)]
    monkeypatch.setattr(entrance, "READERS", readers)
    monkeypatch.setattr(entrance, "ProcessPoolExecutor", _Here)
    monkeypatch.setattr(entrance, "FOLDER", tmp_path)
    monkeypatch.setattr(entrance, "_TOLD", 50)
    seen = []
    for _ in range(2):
        monkeypatch.setattr(sys, "argv", ["fuzz", "--in-all", "121", "--chunk", "30"])
        assert entrance.main() == 1
        said = capsys.readouterr().out
        assert said.count("FAILED spoilt: ") == 1 and "KeyError: 'mutated'" in said and said.endswith("Faults: 1\n")
        assert said.index("FAILED spoilt") < said.index("\n60 cases\n") < said.index("\n120 cases\n")
        seen.append(re.match(r"61 cases of each of 2 readers, with seed (\d+)\n", said)[1])
        assert f"122 cases with seed {seen[-1]} in" in said
    assert seen[0] != seen[1], "not a fresh seed"
    monkeypatch.setattr(sys, "argv", ["fuzz", "--cases", "10", "--only", "sound", "--seed", "7"])
    assert entrance.main() == 0
    said = capsys.readouterr().out
    assert said.startswith("10 cases of each of 1 readers, with seed 7\n") and said.endswith("Faults: 0\n")


@pytest.mark.parametrize("jobs", [1, 2, 3])
def test_a_seed_gives_a_reader_the_same_cases_whoever_shares_the_work(
    jobs: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """However many processes there are, and whichever other readers."""
    readers = [Reader(name, _words, _seen, mutate_text) for name in ("one", "two", "three")]
    monkeypatch.setattr(entrance, "READERS", readers)
    monkeypatch.setattr(entrance, "ProcessPoolExecutor", _Here)
    (alone,) = entrance.campaign(["two"], 100, 1e9, 7, 1, 30).values()
    shared = entrance.campaign([reader.name for reader in readers], 100, 1e9, 7, jobs, 30)
    assert shared["two"].state == alone.state
    assert all(total.cases == 100 and len(total.state.seen) > 50 for total in shared.values())


def _seen(path: str, content: bytes) -> list:
    """Every text is something new; in letters, as numbers in a message mean the same."""
    return ["".join(chr(ord("a") + byte % 26) for byte in hashlib.sha256(content).digest())]


def _words() -> dict[str, bytes]:
    return {"a.md": b"some words\n" * 5}


def _as_it_was(path: str, content: bytes) -> list:
    if content != _words()[path]:
        raise KeyError("mutated")
    return []


def test_reviewers_have_been_at_the_documents_that_are_mutated() -> None:
    """Tracked, untracked and moved text, comments with answers, filled blanks: each becomes what it should."""
    reader = next(reader for reader in READERS if reader.name == "reviewed documents")
    found = {path: {str(one) for one in reader.read(path, content)} for path, content in reader.seeds().items()}
    assert {"text tracked applied", "comment tracked applied"} <= found["contract-tracked.docx"]
    assert "text untracked applied" in found["contract-untracked.docx"]
    assert any(one.startswith("blank ") for one in found["contract-untracked.docx"])
    assert "text tracked text was moved" in found["contract-moved.docx"]
    assert not found["tender-sent.docx"]


def test_every_reader_gets_as_many_cases_as_the_others() -> None:
    """The slow ones too, when time is short."""
    asked = ["--cases", "100000", "--seconds", "12", "--jobs", "1", "--chunk", "5", "--seed", "1"]
    done = subprocess.run(
        [sys.executable, "-m", "tests.fuzz", *asked],
        cwd=ROOT,
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(ROOT)},
    )
    assert done.returncode in (0, 1), done.stderr  # 1: a fault, which is for `make fuzz` to tell
    cases = {line[:20].strip(): int(line[20:28]) for line in done.stdout.splitlines() if " kinds " in line}
    assert set(cases) == {reader.name for reader in READERS}
    # A few chunks: those that are running or that time cuts short, and the first, which finds the kinds. If the quick
    # ones went first, they would have thousands.
    assert max(cases.values()) - min(cases.values()) <= 50
