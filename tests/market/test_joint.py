"""Several buyers assess together: every supplier counts once, and only those that have agreed are shown."""

import json
from pathlib import Path

import pytest

from ddtender.market.shared import read_shared, share
from tests.commands import ddtender
from tests.market.forms import HIGH, MEDIUM, NOTHING, answers_of, as_yaml, assessed, questionnaire

AGREED = b"choices: {consent: agreed}\n"
REFUSED = b"choices: {consent: refused}\n"


@pytest.fixture(scope="module")
def cities(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two buyers: both have answers of Delta, and each has suppliers that have not agreed."""
    folder = tmp_path_factory.mktemp("cities")
    for city, forms in {
        "antwerp": {"a": (HIGH, "Delta B.V.", AGREED), "b": (MEDIUM, "Orion", AGREED), "c": (HIGH, "Secret A", b"")},
        "oslo": {"a": (MEDIUM, "delta  BV", AGREED), "b": (NOTHING, "Secret B", REFUSED)},
    }.items():
        (folder / city).mkdir()
        for name, (level, company, choices) in forms.items():
            contact = b"contact: Jo Jansen\n"
            (folder / city / f"{name}.yaml").write_bytes(as_yaml(level, company=company) + contact + choices)
    run = ddtender("assess", folder / "oslo", "--share", "-o", folder / "of-oslo")
    assert run.returncode == 0, run.stderr
    return folder


def test_what_is_shared_has_only_those_that_have_agreed(cities: Path) -> None:
    text = (cities / "of-oslo/shared.json").read_text()
    made = json.loads(text)
    assert [one["company"] for one in made["suppliers"]] == ["delta BV"] and made["not_shared"] == 1
    assert "Secret" not in text and "Jansen" not in text and "oslo" not in text


def test_a_supplier_of_two_buyers_counts_once_and_others_are_not_shown(cities: Path, tmp_path: Path) -> None:
    out = tmp_path / "joint"
    run = ddtender("assess", "--joint", cities / "antwerp", cities / "of-oslo/shared.json", "-o", out)
    assert run.returncode == 0, run.stderr
    made = json.loads((out / "assessment.json").read_text())
    assert [one["company"] for one in made["suppliers"]] == ["Delta B.V.", "Orion", "delta BV"]
    assert sum(made["market"]["counts"]["level"].values()) == 2
    assert made["market"]["counts"]["level"] == {"low": 0, "medium": 2, "high": 0}  # the lower one of Delta counts
    assert made["reasons"][0].startswith("Put together from the answers that 2 buyers have")
    assert made["reasons"][1].startswith("2 further sets of answers are left out")
    for said in (run.stdout, (out / "assessment.json").read_text()):
        assert "Secret" not in said
    assert "also answered in" in " ".join(made["suppliers"][2]["notes"])


def test_folders_of_forms_come_to_the_same_as_what_was_shared(cities: Path) -> None:
    counts = []
    for oslo in (cities / "oslo", cities / "of-oslo/shared.json"):
        run = ddtender("assess", "--joint", cities / "antwerp", oslo, "--format", "json")
        assert run.returncode == 0, run.stderr
        made = json.loads(run.stdout)
        counts.append((made["market"], made["reasons"], [one["company"] for one in made["suppliers"]]))
    assert counts[0] == counts[1]


def test_what_is_read_back_scores_as_before() -> None:
    agreed = [answers_of(level, company=f"C{n}") for n, level in enumerate((NOTHING, MEDIUM, HIGH))]
    made = assessed(*(replaced(one) for one in agreed))
    back, others, findings = read_shared("s.json", share(made, questionnaire()), questionnaire())
    assert (others, findings) == (0, [])
    assert [s.dimensions for s in assessed(*back).suppliers] == [s.dimensions for s in made.suppliers]


def replaced(answers):
    from msgspec.structs import replace

    return replace(answers, choices={"consent": "agreed"})


@pytest.mark.parametrize("content", [b"", b"{}", b"[" * 100_000, b'{"suppliers": []}', b"\xff\xfe", b'{"what": 1}'])
def test_another_file_is_refused_with_the_way_to_make_one(tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x.json").write_bytes(content)
    run = ddtender("assess", "--joint", tmp_path / "x.json")
    assert run.returncode == 2 and "assess --share" in run.stderr and "Traceback" not in run.stderr


def test_an_agreement_that_a_file_only_claims_to_have_is_none() -> None:
    made = json.loads(share(assessed(replaced(answers_of(HIGH))), questionnaire()))
    made["suppliers"][0]["choices"] = {"consent": "refused"}
    made["suppliers"][0]["ticked"]["risks"] = ["good", "nonsense"]
    back, others, (finding,) = read_shared("s.json", json.dumps(made).encode(), questionnaire())
    assert (back, others) == ([], 1) and "risks.nonsense" in finding.message


def test_sharing_needs_a_folder(cities: Path) -> None:
    assert ddtender("assess", cities / "oslo", "--share").returncode == 2
