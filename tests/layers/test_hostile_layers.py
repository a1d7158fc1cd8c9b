"""A layer that came with a folder: its base is seen however it is named, and lies where it seems to."""

from pathlib import Path

import pytest

from ddtender.library.layers.origins import origins_of
from ddtender.library.places import INFO
from ddtender.workspace.disk import read_sources
from ddtender.workspace.errors import WorkspaceError
from tests.layers.houses import base, layer, put


@pytest.mark.parametrize(
    "key", ["extends:", "extends :", '"extends":', "'extends' :", '"e\\x78tends":', '"\\u0065xtends" :', "? extends\n:"]
)
def test_a_base_is_read_however_the_key_is_written(tmp_path: Path, key: str) -> None:
    top = layer(base())
    top = {**base(), **top, INFO: top[INFO].replace(b"extends:", key.encode())}
    origins = origins_of(read_sources(put(tmp_path, top)).files)
    assert [one.code for one in origins.faults] == ["base-not-found"]


def test_the_folder_of_bases_is_no_link(tmp_path: Path) -> None:
    put(tmp_path / "elsewhere/base", base())
    root = put(tmp_path / "house", layer(base()))
    (root / "vendor").symlink_to(tmp_path / "elsewhere")
    with pytest.raises(WorkspaceError, match="symbolic link"):
        read_sources(root)
