"""Properties that are on or off (ECMA-376 part 1, 17.17.4)."""

from __future__ import annotations

from lxml import etree

from ddtender.office.package import W

_OFF = ("0", "false", "off")


def is_on(switch: etree._Element | None) -> bool:
    """Whether a property is there and not switched off."""
    return switch is not None and switch.get(W + "val", "1").lower() not in _OFF
