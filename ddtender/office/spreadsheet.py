"""Importing openpyxl without the libraries that it would like to have beside it."""

from __future__ import annotations

import sys

#: openpyxl imports them where they are installed (matplotlib needs both): to know numpy's number types, and to put
#: pictures into sheets. Neither stands in a workbook of ours, and they take longer to import than openpyxl itself.
_OPTIONAL = ("numpy", "PIL")


def load_openpyxl() -> None:
    """Import openpyxl as it is where its optional libraries are not installed. They can be imported afterwards."""
    if "openpyxl" in sys.modules:
        return
    hidden = [name for name in _OPTIONAL if name not in sys.modules]
    for name in hidden:
        sys.modules[name] = None  # type: ignore[assignment]  # "import numpy" raises ModuleNotFoundError
    try:
        import openpyxl  # noqa: F401
    finally:
        for name in hidden:
            del sys.modules[name]
