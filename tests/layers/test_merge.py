"""A layer and its bases are one library, whatever the order of files; what two of them have is no matter of chance."""

import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ddtender.library.layers.fingerprint import fingerprint
from ddtender.library.layers.merge import Base, merged
from ddtender.library.layers.origins import origins_of, own
from ddtender.library.loader import load
from ddtender.library.places import INFO, MERGED, PARAMETERS
from ddtender.model import State
from tests.layers.houses import PLEDGE, base, changed, found, layer, own_pledge, pinned, together, with_files

_CLAUSE = """---
id: award.{name}
title: Another {name}
version: 1.0.0
source: {{document: Handbook, section: "9"}}
legal_basis: ["Directive 2014/24/EU, Article 67"]
scoring:
  sum_of:
    - {{id: made, percent: 100, when: it is made in writing}}
evidence:
  - {{id: letter, text: the signed letter, proves: [made]}}
---
The Tenderer writes a letter about {name} of the Goods.
"""


def test_a_library_that_extends_nothing_is_as_it_was() -> None:
    assert together(base()) == base()


def test_a_layer_has_all_of_its_base_and_what_it_adds() -> None:
    house = with_files(layer(base()), {"clause_library/award_criteria/letter.md": _CLAUSE.format(name="letter")})
    files = together(house, base())
    library, findings = load(files)
    assert not findings
    assert {"award.pledge", "award.letter"} < library.by_id.keys()
    names = {id_: library.layer_of(library.by_id[id_]).name for id_ in ("award.pledge", "award.letter")}
    assert names == {"award.pledge": "A small library for tests", "award.letter": "House"}
    assert library.info.name == "House" and "Clean Phone Mark" in library.info.labels
    assert [one for one in found(files) if "error" in one] == []
    assert own(files) == house


def test_a_clause_is_replaced_whole_and_says_which_version_it_replaces() -> None:
    house = with_files(layer(base()), {"clause_library/award_criteria/ours.md": own_pledge()})
    files = together(house, base())
    library, findings = load(files)
    assert not findings
    pledge = library.by_id["award.pledge"]
    assert (pledge.version, pledge.replaces) == ("1.1.0", "award.pledge@1.0.0")
    assert "in public" in pledge.wording and PLEDGE not in files


def test_two_layers_that_have_one_id_without_saying_so_are_an_error() -> None:
    silent = own_pledge().replace("replaces: award.pledge@1.0.0\n", "")
    for path in (PLEDGE, "clause_library/award_criteria/other.md"):
        files = together(with_files(layer(base()), {path: silent}), base())
        message = "'award.pledge' is a provision of 'A small library for tests', too, and nothing says that this one"
        assert any(f"{path}:1:1: layer-conflict: {message}" in one for one in found(files)), found(files)


def test_another_version_than_is_there_is_stale() -> None:
    files = together(with_files(layer(base()), {PLEDGE: own_pledge(replaces="0.9.0")}), base())
    stale = [one for one in found(files) if "layer-stale" in one]
    assert stale == [f"{PLEDGE}:5:1: layer-stale: 'award.pledge' is version 1.0.0 below this layer, and 0.9.0 is meant"]


@pytest.mark.parametrize(
    ("more", "files", "expected"),
    [
        ("replaces: [scenarios/none.yaml@1.0.0]\n", {}, "layer-unknown: there is no 'scenarios/none.yaml' to replace"),
        ("retires: {award.none@1.0.0: never}\n", {}, "layer-unknown: there is no 'award.none' to retire"),
        ("replaces: [award.pledge@1.0.0]\n", {}, "'award.pledge' is to be replaced, and this layer has nothing"),
        ("retires: {award.pledge@2.0.0: no}\n", {}, "'award.pledge' is version 1.0.0 below this layer, and 2.0.0"),
        ("", {"scenarios/low.yaml": "title: x\n"}, "scenarios/low.yaml:1:1: layer-conflict: 'A small library for"),
        (
            "",
            {PARAMETERS: base()[PARAMETERS].decode()},
            f"{PARAMETERS}:2:1: layer-conflict: 'A small library for tests' has 'buyer', too",
        ),
        ("", {PARAMETERS: "parameters: {a: {}}\n"}, "its entries cannot be put beside those of the base"),
        (
            "",
            {PLEDGE: own_pledge().replace("id: award.pledge", "id: award.vow")},
            "'award.vow' is to replace 'award.pledge': a clause is replaced by one with its own id",
        ),
        (
            "",
            {PLEDGE: own_pledge().replace("replaces: award", '"replaces": award')},
            "nothing says that this one replaces it",
        ),
    ],
)
def test_what_cannot_be_is_told_where_it_stands(more: str, files: dict[str, str], expected: str) -> None:
    lines = found(together(with_files(layer(base(), more), files), base()))
    assert any(expected in one for one in lines), lines


def test_what_a_layer_says_without_a_base_is_told() -> None:
    alone = with_files(base(), {PLEDGE: own_pledge()})
    assert any("this library extends no other" in one for one in found(alone))


def test_a_base_that_is_not_there_or_was_altered_is_the_only_finding() -> None:
    house = layer(base())
    [missing] = found(together(house))
    assert missing.startswith(f"{INFO}:3:1: base-not-found: 'A small library for tests' 1.0.0 is not here")
    [altered] = found(together(house, changed(base(), PLEDGE, "pledges", "promises")))
    assert "base-altered" in altered and fingerprint(base()) in altered


def test_an_altered_base_in_vendor_is_told_even_where_ddtender_brings_the_right_one() -> None:
    house, altered = layer(base()), changed(base(), PLEDGE, "pledges", "promises")
    candidates = [Base("vendor/small", altered), Base("(in the box)", base())]
    assert "base-altered" in found(merged(house, lambda _: candidates))[0]
    assert found(merged(house, lambda _: [candidates[0], Base("vendor/other", base())])) == []


def test_line_ends_of_windows_are_no_alteration_and_procedures_are_none_either() -> None:
    windows = {
        path: one.replace(b"\n", b"\r\n") if path.endswith((".md", ".yaml")) else one for path, one in base().items()
    }
    assert fingerprint(windows) == fingerprint(base())
    assert fingerprint({**base(), "scenarios/procedures/x.yaml": b"title: x\n"}) == fingerprint(base())
    assert fingerprint({**base(), "scenarios/x.yaml": b"title: x\n"}) != fingerprint(base())


def test_a_circle_is_told() -> None:
    one = layer(base(), name="One")
    two = layer(one, name="Two")
    again = {INFO: f"name: One\nversion: 0.1.0\n{pinned(two)}".encode()}
    [circle] = found(together(again, two, one))
    assert "layer-circle" in circle and "One → Two → One" in circle


def test_a_country_stands_between_the_base_and_the_house() -> None:
    country = with_files(layer(base(), name="Country"), {PLEDGE: own_pledge()})
    house = with_files(
        layer(country), {PLEDGE: own_pledge("The Tenderer pledges it to the City.", "1.2.0", replaces="1.1.0")}
    )
    files = together(house, base(), country)
    library, findings = load(files)
    assert not findings and "to the city" in library.by_id["award.pledge"].wording
    assert [one.name for one in library.origins.layers] == ["A small library for tests", "Country", "House"]
    stale = together(with_files(house, {PLEDGE: own_pledge(replaces="1.0.0")}), base(), country)
    assert any("is version 1.1.0 below this layer, and 1.0.0 is meant" in one for one in found(stale))


def test_what_is_retired_is_not_used_any_more_and_says_why() -> None:
    house = layer(base(), "retires: {award.pledge@1.0.0: We ask for deeds.}\n")
    lines = found(together(house, base()))
    assert any(
        "vendor/0/scenarios/low.yaml" in one and "'award.pledge' is retired: We ask for deeds." in one for one in lines
    )
    library, _ = load(together(house, base()))
    assert library.by_id["award.pledge"].retired == "We ask for deeds."


def test_lists_are_put_together_entry_by_entry_and_places_are_those_of_their_files() -> None:
    ours = "parameters:\n    update_months:\n        type: number\n        unit: weeks\n        label: weeks\n" + (
        "        question: How many?\n        filled_by: nobody\n"
    )
    house = with_files(layer(base(), "replaces: [parameters.update_months@1.0.0]\n"), {PARAMETERS: ours})
    files = together(house, base())
    wrong = [one for one in found(files) if "invalid-value" in one]
    assert wrong and wrong[0].startswith(f"{PARAMETERS}:7:20:")
    library, _ = load({**files, PARAMETERS: files[PARAMETERS].replace(b"nobody", b"authority")})
    assert library.parameter_by_name["update_months"].unit == "weeks" and "buyer" in library.parameter_by_name
    buyer = library.origins.shown(library.parameter_by_name["buyer"].location)
    lines = base()[PARAMETERS].decode().splitlines()
    assert buyer.path == f"vendor/0/{PARAMETERS}" and lines[buyer.line - 1][buyer.column - 1 :] == "buyer:"
    assert own(files) == house


def test_a_finding_about_the_base_is_at_its_place_in_the_base() -> None:
    broken = changed(base(), PLEDGE, "title: Pledge", "title: Pledge\nodd: key")
    assert any(one.startswith(f"vendor/0/{PLEDGE}:4:1: unknown-key") for one in found(together(layer(broken), broken)))


def test_an_approval_of_the_base_counts_only_where_the_house_says_so() -> None:
    from ddtender.history.fingerprint import Fingerprints
    from ddtender.history.states import standings

    library, _ = load(base())
    known, goods = Fingerprints(library), library.by_id["definition.goods"]
    stamp = (
        f"id: definition.goods\nfingerprint: {known.of(goods)}\nreviewer: A. Base\ndate: 2027-01-04\nversion: 1.0.0\n"
    )
    stamp += "references:\n" + "".join(f"  {id_}: {one}\n" for id_, one in known.referred_to(goods).items())
    approved = with_files(base(), {"clause_library/reviews/definition.goods.yaml": stamp})
    states = {}
    for more in ("", "accepts: [approvals]\n"):
        merged, _ = load(together(layer(approved, more), approved))
        states[more] = standings(Fingerprints(merged))["definition.goods"].state
    assert states == {"": State.DRAFT, "accepts: [approvals]\n": State.APPROVED}


@pytest.mark.parametrize("name", ["../../etc", "vendor/../x", "A small library for tests/../x"])
def test_a_hostile_name_of_a_base_leads_nowhere(name: str) -> None:
    pin = f'extends: {{library: "{name}", version: 1.0.0, fingerprint: "{fingerprint({})}"}}'
    house = {INFO: f"name: House\nversion: 0.1.0\n{pin}\n".encode()}
    [finding] = found(together(house, base()))
    assert "base-not-found" in finding


@pytest.mark.parametrize("id_", ["Award.Pledge", "AWARD.PLEDGE", "award.pledge ", "award.plеdge"])
def test_an_id_in_odd_letters_is_no_way_around(id_: str) -> None:
    """The last one has a letter that is not Latin."""
    odd = own_pledge().replace("id: award.pledge", f'id: "{id_}"').replace("replaces: award.pledge@1.0.0\n", "")
    files = together(with_files(layer(base()), {"clause_library/award_criteria/odd.md": odd}), base())
    library, findings = load(files)
    assert findings and "in public" not in library.by_id["award.pledge"].wording


@given(st.randoms(use_true_random=False), st.sets(st.sampled_from(["a", "b", "c", "d"])), st.booleans(), st.booleans())
def test_the_order_of_files_decides_nothing_and_layers_can_be_put_together_in_steps(
    shuffled: random.Random, names: set[str], replaces: bool, retires: bool
) -> None:
    added = {f"clause_library/award_criteria/{name}.md": _CLAUSE.format(name=name) for name in sorted(names)}
    country = with_files(layer(base(), name="Country"), {PLEDGE: own_pledge()} if replaces else added)
    version = "1.1.0" if replaces else "1.0.0"
    more = f"retires: {{award.pledge@{version}: no}}\n" if retires else ""
    over = {} if retires else {PLEDGE: own_pledge("The Tenderer pledges it again.", "1.3.0", replaces=version)}
    house = with_files(layer(country, more), {**over, **(added if replaces else {})})

    def mixed(files: dict[str, bytes]) -> dict[str, bytes]:
        listed = [*files.items()]
        shuffled.shuffle(listed)
        return dict(listed)

    at_once = together(house, base(), country)
    assert together(mixed(house), mixed(base()), mixed(country)) == at_once
    below = {path: one for path, one in together(country, base()).items() if path != MERGED}
    below[INFO] = b"name: Country\nversion: 0.1.0\n"  # the lower two, written down as one library
    in_steps = together({**house, INFO: layer(below, more)[INFO]}, below)
    assert _said(at_once) == _said(in_steps)
    assert not origins_of(at_once).faults


def _said(files: dict[str, bytes]) -> dict[str, tuple[str, str, str | None]]:
    library, _ = load(files)
    return {p.id: (p.version, p.wording, p.retired) for p in library.provisions}
