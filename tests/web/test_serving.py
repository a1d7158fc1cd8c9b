"""Starting the page: whose the port is."""

from __future__ import annotations

import pytest

from ddtender.web.serving import listening
from ddtender.workspace.errors import WorkspaceError


def test_a_port_is_had_by_one_page_alone() -> None:
    with listening("127.0.0.1") as first, listening("127.0.0.1") as second:
        port, other = first.getsockname()[1], second.getsockname()[1]
        assert port != other
        with pytest.raises(WorkspaceError, match=rf"port {port} of 127\.0\.0\.1 cannot be had"):
            listening("127.0.0.1", port)
    with listening("127.0.0.1", port) as again:  # what has ended leaves it
        assert again.getsockname()[1] == port
