"""The parts of Word documents and Excel workbooks as bytes by name, and packages made of them."""

import io
import zipfile
from collections.abc import Mapping


def parts_of(content: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(content)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(parts: Mapping[str, bytes], *more: tuple[str, bytes], method: int = zipfile.ZIP_DEFLATED) -> bytes:
    """A package of ``parts``; ``more`` may bring names that it has already. No clock is in it."""
    buffer = io.BytesIO()
    with zipfile.ZipFile(buffer, "w", method) as archive:
        for name, data in (*parts.items(), *more):
            archive.writestr(zipfile.ZipInfo(name), data, method)
    return buffer.getvalue()
