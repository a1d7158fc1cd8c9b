"""What `make audit` makes of an answer: a known fault counts, and silence is told."""

import json

from tests.audit import judge, pinned

PINS = pinned("jinja2==3.1.6 \\\n    --hash=sha256:00\nruamel_yaml==0.18 ; python_version < '3.12' \\\n")


def answered(*dependencies: dict[str, object]) -> str:
    return json.dumps({"dependencies": dependencies, "fixes": []})


def test_pins_are_read_with_their_markers() -> None:
    assert {("jinja2", "3.1.6"), ("ruamel-yaml", "0.18")} == PINS


def test_clean_is_what_was_answered_for() -> None:
    clean = (
        {"name": "Jinja2", "version": "3.1.6", "vulns": []},
        {"name": "ruamel.yaml", "version": "0.18", "vulns": []},
    )
    assert judge(PINS, answered(*clean)) == ([], [])


def test_a_known_fault_is_told_beside_silence() -> None:
    fault = {"id": "PYSEC-1", "fix_versions": ["3.1.7"], "aliases": [], "description": ""}
    skipped = {"name": "ruamel-yaml", "skip_reason": "no data: ruamel-yaml (0.18)"}
    faults, silent = judge(PINS, answered({"name": "jinja2", "version": "3.1.6", "vulns": [fault]}, skipped))
    assert faults == ["known fault: jinja2 3.1.6: PYSEC-1 (mended in: 3.1.7)"]
    assert silent == ["not audited: ruamel-yaml 0.18 (no data: ruamel-yaml (0.18))"]


def test_a_pin_that_the_answer_lacks_is_not_clean() -> None:
    _, silent = judge(PINS, answered({"name": "jinja2", "version": "3.1.6", "vulns": []}))
    assert len(silent) == 1 and silent[0].startswith("not audited: ruamel-yaml 0.18")


def test_no_answer_is_not_clean() -> None:
    assert judge(PINS, "", "a\nno route to host\n") == ([], ["not audited: all 2 pins (no route to host)"])
    assert judge(PINS, "{}") == ([], ["not audited: all 2 pins (no answer)"])
