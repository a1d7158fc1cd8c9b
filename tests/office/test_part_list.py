"""A list of parts without end is refused before anybody goes through it."""

import struct
import zipfile
from collections.abc import Callable

import pytest

from ddtender.desk.contract.contracts import _is_register
from ddtender.office.kinds import kind_of
from ddtender.office.package import PackageError, open_package, open_workbook
from ddtender.office.part_list import has_long_list
from ddtender.web.guard.uploads import kind_of as kind_of_upload
from tests.packages import zipped

#: The list of thirty thousand empty parts, all of them the one local entry at the beginning.
_COUNT = 30_000
_ENTRY = struct.pack("<4s6H3L5H2L", b"PK\1\2", 20, 20, 0, 0, 0, 33, 0, 0, 0, 1, 0, 0, 0, 0, 0, 0) + b"x"
LOCAL = struct.pack("<4s5H3L2H", b"PK\3\4", 20, 0, 0, 0, 33, 0, 0, 0, 1, 0) + b"x"
END = struct.pack("<4s4H2LH", b"PK\5\6", 0, 0, 1, 1, len(_ENTRY) * _COUNT, len(LOCAL), 0)
LONG = LOCAL + _ENTRY * _COUNT + END


@pytest.mark.parametrize("behind", [b"", b"a remark", END[:4] + bytes(18)], ids=["", "a remark", "another end"])
def test_a_long_list_is_not_gone_through(behind: bytes, monkeypatch: pytest.MonkeyPatch) -> None:
    def gone_through(*_: object) -> None:
        raise AssertionError("somebody goes through the list")

    monkeypatch.setattr(zipfile.ZipFile, "_RealGetContents", gone_through)
    content = LONG + behind
    readers: list[Callable[[bytes], object]] = [open_package, open_workbook]
    for read in readers:
        with pytest.raises(PackageError, match="too many parts"):
            read(content)
    assert (kind := kind_of(content)) is not None and kind.name == "a zip archive"
    assert kind_of_upload(content) is None and _is_register(content)


def test_other_lists_are() -> None:
    assert not has_long_list(zipped({f"x/{n}": b"" for n in range(2_000)}))
    assert not has_long_list(b"") and not has_long_list(b"PK\5\6")
    assert has_long_list(zipped({"x": b""})[:-22] + b"PK\6\7" + bytes(16) + zipped({"x": b""})[-22:])
