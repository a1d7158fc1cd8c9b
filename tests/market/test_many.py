"""Many returned forms, read in several processes: the same for everybody, and nothing when one of them is lost."""

import os
import resource
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

from ddtender.desk.errors import Refused
from ddtender.desk.market.answers import read_all
from ddtender.desk.market.papers import assessment_set
from ddtender.words import language
from ddtender.workspace import processes
from ddtender.workspace.processes import Lost, Why
from tests.commands import ddtender
from tests.market.forms import HIGH, KINDS, MEDIUM, NOTHING, answers_of, as_yaml, assessed, filled, questionnaire, ticks
from tests.processes import gone, start, until, workers
from tests.tools import ROOT

EPOCH = {"SOURCE_DATE_EPOCH": "1800000000"}
OUTPUTS = ("report.docx", "answers.xlsx", "assessment.json")


@pytest.fixture
def returned(tmp_path: Path) -> Path:
    """Forms of every level, by one supplier twice, answers by telephone, and what is no form."""
    folder = tmp_path / "returned"
    (folder / "late").mkdir(parents=True)
    for n, answers in enumerate((NOTHING, MEDIUM, HIGH) * 4):
        path = folder / ("late" if n % 5 == 0 else "") / f"{n:02}.docx"
        path.write_bytes(filled(ticks(answers, KINDS[n % 3]), {"company": f"Company {n % 11}"}))
    (folder / "05.yaml").write_bytes(as_yaml(HIGH, "reseller", "By telephone"))
    (folder / "06.pdf").write_bytes(b"%PDF-1.7")
    (folder / "07.docx").write_bytes(b"PK\3\4 and no more")
    return folder


def many(folder: Path, number: int = 300) -> Path:
    """More than any processes have read before a test has seen them: one form under many names."""
    folder.mkdir()
    (folder / "0.docx").write_bytes(filled(ticks(MEDIUM)))
    for n in range(1, number):
        os.link(folder / "0.docx", folder / f"{n}.docx")
    return folder


def test_the_number_of_processes_changes_nothing(returned: Path, tmp_path: Path) -> None:
    seen = []
    for number in (1, 2, 5):
        out = tmp_path / f"with-{number}"
        done = ddtender("assess", returned, "--format", "json", "-j", number, "-o", out, **EPOCH)
        assert done.returncode == 1, done.stderr
        seen.append((done.stdout, done.stderr.replace(out.name, ""), [(out / name).read_bytes() for name in OUTPUTS]))
    assert seen[0] == seen[1] == seen[2]
    said = seen[0][1]
    assert said.count("error[unreadable-answers]") == 2 and "same-supplier" in said
    assert said.index("06.pdf") < said.index("07.docx")


def test_a_lost_process_is_a_finding_and_nothing_is_written(tmp_path: Path) -> None:
    process = start(ROOT, "assess", many(tmp_path / "given"), "-j", 2, "-o", tmp_path / "out")
    until(lambda: len(workers(process)) == 2, process)
    stopped, other = workers(process)
    os.kill(stopped, signal.SIGSTOP)
    until(lambda: asleep(process.pid) and asleep(other), process)  # all wait for the one that does not answer
    os.kill(stopped, signal.SIGKILL)
    out, err = process.communicate(timeout=200)
    assert process.returncode == 1 and out == ""
    assert err.count("error[reading-failed]") == 1 and "its process was ended by SIGKILL" in err
    assert "given/" in err and "nothing was written" in err and "Traceback" not in err
    assert not (tmp_path / "out").exists()


def asleep(pid: int) -> bool:
    """Whether a process does nothing for a while, once it has begun."""
    seen = set()
    for _ in range(5):
        state, *rest = Path(f"/proc/{pid}/stat").read_text().rpartition(") ")[2].split()
        seen.add((state, rest[10], rest[11]))  # with its time of the processor (proc(5), utime and stime)
        time.sleep(0.1)
    return len(seen) == 1 and next(iter(seen))[0] == "S"


def test_ctrl_c_ends_all_in_a_word(tmp_path: Path) -> None:
    process = start(ROOT, "assess", many(tmp_path / "given", 2000), "-j", 2, "-o", tmp_path / "out")
    until(lambda: len(workers(process)) == 2, process)
    started = workers(process)
    os.killpg(process.pid, signal.SIGINT)  # a terminal sends it to all processes
    out, err = process.communicate(timeout=200)
    assert (process.returncode, out) == (130, "")
    assert err.startswith("Interrupted.") and "Traceback" not in err and err.count("\n") == 1
    gone(started)
    assert not (tmp_path / "out").exists()


def test_what_was_not_begun_is_told_in_one_line(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Where one process after the other is lost, the first ones are named, and thousands of lines are not printed."""
    paths = [*many(tmp_path / "given", 40).iterdir()]
    lost = [Lost(Why.ENDED, "its process was ended by SIGKILL")] * 5 + [Lost(Why.LEFT_OUT)] * 35
    monkeypatch.setattr(processes, "shared_out", lambda *_: (one for one in lost))
    with pytest.raises(Refused) as refused:
        read_all(paths, questionnaire(), 2)
    said = [finding.message for finding in refused.value.diagnostics]
    assert len(said) == 6 and sum("SIGKILL" in one for one in said) == 5
    assert sum("this and 34 more were not read" in one for one in said) == 1


def test_few_forms_start_no_process(returned: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(processes, "shared_out", lambda *_: pytest.fail("a process for a few forms"))
    answers, findings = read_all(sorted(returned.glob("*.docx")), questionnaire())
    assert [Path(one.file).name for one in answers] == [f"{n:02}.docx" for n in (1, 2, 3, 4, 6, 8, 9, 11)]
    assert [one.code.name for one in findings] == ["unreadable-answers"]


def measure(*numbers: int) -> None:
    """Print the most memory in MiB up to the outputs of so many suppliers; only its own process tells it."""
    for number in numbers:
        many = (answers_of((MEDIUM, HIGH)[n % 2], KINDS[n % 3], f"Company {n}") for n in range(number))
        made = assessment_set(ROOT, assessed(*many), questionnaire(), language())
        assert set(made) == set(OUTPUTS)
        print(resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024)


def test_outputs_of_many_suppliers_take_hardly_more_memory_than_those_of_a_few() -> None:
    script = "from tests.market.test_many import measure; measure(100, 700)"
    run = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True, cwd=ROOT)
    few, more = map(int, run.stdout.split())
    assert more - few < 20, "made at once, documents and sheets take 50 MiB more"
