"""What a command prints on may be closed, full, or unable to say more than ASCII; and Ctrl-C may come at any time."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from tests.tools import ROOT

ENVIRONMENT = {**os.environ, "PYTHONPATH": str(ROOT)}
OUTLINE = [sys.executable, "-m", "ddtender", "outline", "--scenario", "low"]


def test_json_is_json_where_only_ascii_can_be_printed() -> None:
    said = [
        subprocess.run(
            [*OUTLINE, "--format", "json"], cwd=ROOT, capture_output=True, env={**ENVIRONMENT, **more}
        ).stdout
        for more in ({"PYTHONIOENCODING": "ascii"}, {"PYTHONIOENCODING": "utf-8"})
    ]
    assert json.loads(said[0].decode("ascii")) == json.loads(said[1].decode())


@pytest.mark.skipif(not os.path.exists("/dev/full"), reason="needs a device that is always full")
@pytest.mark.parametrize("command", [OUTLINE, [*OUTLINE[:3], "explain"], [*OUTLINE[:3], "--help"]])
def test_a_full_output_is_told(command: list[str]) -> None:
    with open("/dev/full", "w") as full:
        done = subprocess.run(command, cwd=ROOT, stdout=full, stderr=subprocess.PIPE, env=ENVIRONMENT)
    assert done.returncode == 2 and b"No space left" in done.stderr and b"Traceback" not in done.stderr


@pytest.mark.parametrize("closed", [">&-", "2>&-", "<&- >&- 2>&-"])
def test_closed_streams_are_no_fault(closed: str) -> None:
    command = ["bash", "-c", f'"$@" {closed}', "-", *OUTLINE]
    done = subprocess.run(command, cwd=ROOT, capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 0 and b"Traceback" not in done.stderr


#: An interrupt comes while a module is imported for the first time.
INTERRUPTED = """
import sys
class Interrupt:
    def find_spec(self, name, path=None, target=None):
        if name == "MODULE":
            sys.meta_path.remove(self)
            raise KeyboardInterrupt
sys.meta_path.insert(0, Interrupt())
from ddtender.cli import main
sys.argv[1:] = ["check"]
main()
"""


@pytest.mark.parametrize("module", ["datetime", "enum", "decimal", "msgspec", "lxml.etree", "yaml"])
def test_ctrl_c_while_a_library_is_imported_ends_with_a_word(module: str) -> None:
    """msgspec forgot that the import of datetime had failed, and the process was killed for it later."""
    program = INTERRUPTED.replace("MODULE", module)
    done = subprocess.run([sys.executable, "-c", program], cwd=ROOT, capture_output=True, env=ENVIRONMENT)
    assert done.returncode == 130 and b"Traceback" not in done.stderr, done.stderr


def test_ctrl_c_at_any_time_ends_with_a_word() -> None:
    command = [sys.executable, "-m", "ddtender", "check"]
    for n in range(8):
        process = subprocess.Popen(command, cwd=ROOT, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=ENVIRONMENT)
        time.sleep(0.15 + n * 0.12)
        process.send_signal(signal.SIGINT)
        _, said = process.communicate(timeout=60)
        if b"Traceback" in said:  # only where Python itself had not come as far as to us
            assert b"/ddtender/" not in said, said
        assert process.returncode in (0, 1, 130, -signal.SIGINT)
