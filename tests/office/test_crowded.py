"""An element with so many attributes that lxml would take minutes is refused, in every encoding."""

import pytest

from ddtender.office.package import PackageError, parse_part


def _part(count: int, value: str = "", before: int = 0) -> str:
    crowded = "<x " + " ".join(f'a{n}="{value}"' for n in range(count)) + "/>"
    return f"<r>{'<y/>' * before}{crowded}{'<y/>' * 700}</r>"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "ascii"])
@pytest.mark.parametrize("before", [0, 1, 499, 1200])
def test_so_many_attributes_are_refused_wherever_they_stand(encoding: str, before: int) -> None:
    with pytest.raises(PackageError, match="500 attributes or more"):
        parse_part("word/document.xml", _part(500, before=before).encode(encoding))
    assert len(parse_part("word/document.xml", _part(499, before=before).encode(encoding))) == 701 + before


def test_half_of_a_letter_is_not_the_beginning_of_a_tag() -> None:
    with pytest.raises(PackageError, match="500 attributes or more"):
        parse_part("word/document.xml", _part(500, value="\u3c3c\u3c00\u003e").encode("utf-16"))


def test_a_long_value_is_not_a_crowd() -> None:
    assert parse_part("word/document.xml", f'<r a="{"b" * 100_000}"/>'.encode()).get("a")
