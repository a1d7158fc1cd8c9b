"""What a document says of itself, beside what stands in it (ECMA-376 part 2, 11)."""

from __future__ import annotations

from collections.abc import Mapping

from ddtender.office.package import PackageError
from ddtender.office.safe_xml import parse_part

_CORE = "core.xml"
_TITLE = "{http://purl.org/dc/elements/1.1/}title"


def title_in(parts: Mapping[str, bytes]) -> str:
    """The title that a package gives itself; "" where it has none that can be read."""
    core = next((data for name, data in parts.items() if name.endswith(_CORE)), b"")
    try:
        found = next(parse_part(_CORE, core).iter(_TITLE), None) if core else None
    except PackageError:
        return ""
    return (found.text or "").strip() if found is not None else ""
