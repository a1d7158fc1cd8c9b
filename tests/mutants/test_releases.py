"""A library against several releases, exactly as `check` says it."""

from ddtender.desk.pipeline import check
from ddtender.diagnostics.formats import as_text
from ddtender.history.release import Release
from tests.checks.cases import good_workspace
from tests.mutants.test_rules_removed import DUTY, PLEDGE, edited, raised

FIRST = Release("v1.0.0", good_workspace())
WITHOUT = Release(
    "v2.0.0",
    {path: content.replace(b"  - award.pledge\n", b"") for path, content in good_workspace().items() if path != PLEDGE},
)


def messages(files: dict[str, bytes], *releases: Release) -> list[str]:
    return [line for line in as_text(check(files, releases=releases)).splitlines() if not line.startswith("  hint")]


def test_a_change_without_a_new_version_is_one_finding() -> None:
    assert messages(edited(DUTY), FIRST) == [
        f"{PLEDGE}:4:10: error[version-not-raised] 'award.pledge' has changed since v1.0.0, "
        "but its version is still 1.0.0"
    ]


def test_the_command_that_mends_it_is_told() -> None:
    assert '  hint: Run `ddtender bump award.pledge --major --why "…"`.' in as_text(
        check(edited(DUTY), releases=[FIRST])
    )


def test_a_version_that_is_old_may_be_two_releases_back() -> None:
    second = Release("v2.0.0", edited(DUTY, raised("2.0.0")))
    third = Release("v3.0.0", edited(DUTY, raised("2.0.0"), ("title: Pledge", "title: Promise")))
    files = edited(("respect the rights", "respect no rights"))
    assert (
        f"{PLEDGE}:4:10: error[version-reused] v1.0.0 gave version 1.0.0 of 'award.pledge' to another text"
        in messages(files, third, second, FIRST)
    )


def test_a_provision_that_was_away_may_come_back_as_it_was_and_not_otherwise() -> None:
    assert messages(good_workspace(), WITHOUT, WITHOUT, FIRST) == []
    found = messages(edited(DUTY), WITHOUT, WITHOUT, FIRST)
    assert f"{PLEDGE}:4:10: error[version-reused] v1.0.0 gave version 1.0.0 of 'award.pledge' to another text" in found
    assert any("error[id-reused] 'award.pledge' was released in v1.0.0" in message for message in found)
