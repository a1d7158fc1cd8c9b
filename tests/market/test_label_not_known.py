"""Where our specification on labels is for products that few or no labels are known for, a warning says so."""

from functools import cache

from ddtender.checks.rules.label_not_known import LABEL_NOT_KNOWN
from ddtender.desk.pipeline import check
from ddtender.workspace import read_sources
from tests.tools import ROOT

DROPPED = "provisions: {drop: [specification.certified-products, contract.certified-products]}"
LABELS = "parameters: {labelled_categories: %s}"
LOTS = """\
lots:
  - {id: "1", title: Laptops}
  - {id: "2", title: Network switches}
  - {id: "3", title: Rack servers, provisions: {drop: [specification.certified-products, contract.certified-products]}}
  - {id: "4", title: The rest, subject: "cameras"}
subject: laptops, switches, servers and cameras
"""
#: Procedures, and what is said of each; nothing where nothing is to be said.
PROCEDURES = {
    "laptops and docking stations": ("subject: laptops and docking stations", ""),
    "displays in Dutch": ("subject: 200 beeldschermen", ""),
    "switches": ("subject: network switches", "what is bought is 'network switches'"),
    "servers": ("subject: Rack-servers", "what is bought is 'Rack-servers'"),
    "tablets": ("subject: tablets", ""),
    "cameras": ("subject: security cameras", "none is known for 'security cameras'"),
    "servers named": (f"subject: servers\n{LABELS % 'servers'}", ""),
    "something named": (f"subject: equipment\n{LABELS % 'servers'}", ""),
    "cameras named": (f"subject: cameras\n{LABELS % 'cameras'}", "none is known for 'cameras'"),
    "another": (
        f"subject: switches\n{LABELS % 'notebooks'}",
        "labels of notebooks, and what is bought is 'switches'",
    ),
    "no subject": ("title: Something", ""),
    "without": (f"subject: cameras\n{DROPPED}", ""),
}


@cache
def found() -> dict[str, list[str]]:
    """What is said of every procedure, by its name; all are checked together."""
    files = dict(read_sources(ROOT).files)
    for name, (facts, _) in PROCEDURES.items():
        files[f"scenarios/procedures/{name}.yaml"] = f"scenario: low\n{facts}\n".encode()
    files["scenarios/procedures/lots.yaml"] = f"{LOTS}scenario: low\n".encode()
    told: dict[str, list[str]] = {}
    for finding in check(files):
        if finding.code is LABEL_NOT_KNOWN:
            name = finding.location.path.removeprefix("scenarios/procedures/").removesuffix(".yaml")
            told.setdefault(name, []).append(f"{finding.location.line}: {finding.message} {finding.hint}")
    return told


def test_a_kind_of_product_with_many_labels_is_fine_and_of_the_rest_it_is_said_what_is_known() -> None:
    for name, (_, said) in PROCEDURES.items():
        told = found().get(name, [])
        assert len(told) == bool(said) and all(said in one for one in told), (name, told)


def test_what_was_found_is_said_with_its_day_and_what_was_not_found_is_no_no() -> None:
    (switches,) = found()["switches"]
    assert "'network equipment' is a category of TCO Certified (found on 2026-11-30) and EPEAT (found on" in switches
    assert "for how many products is not known" in switches and "not checked since" in switches
    assert (
        "drop: [specification.certified-products, contract.certified-products]" in switches
        and "say why in the decision" in switches
    )
    (cameras,) = found()["cameras"]
    assert "category of" not in cameras and "desktops, displays, notebooks" in cameras


def test_each_lot_goes_by_its_own_words() -> None:
    assert [(one[0], one[3:8]) for one in found()["lots"]] == [("3", "lot 2"), ("5", "lot 4")]
    assert "'Network switches'" in found()["lots"][0] and "drop it in lot 2" in found()["lots"][0]
