"""Debian's Chromium over the program as people start it: a new day is a new start of ``ddtender serve``."""

from __future__ import annotations

import base64
import json
import os
import shutil
import subprocess
import sys
import time
from collections.abc import Iterator, Mapping, Sequence
from contextlib import ExitStack, contextmanager
from datetime import date
from pathlib import Path
from types import SimpleNamespace
from typing import Any
from urllib.parse import urlsplit

from tests import tools
from tests.cases.by_page.sitting import Files, Values, epoch
from tests.tools import ROOT
from tests.web.browsing import Shown
from tests.web.serving import served

_DRIVER = ROOT / "tests/cases/by_page/drive.mjs"


class InChromium:
    """A browser window; ``looked`` says of each state of a page that was looked at what is wrong with it: what axe-core
    found in light and in dark colours, and by how much it reaches past a window of 320 px."""

    def __init__(self, driver: subprocess.Popen[str], library: Path, purchases: Path, state: Path) -> None:
        self.driver, self.library, self.purchases, self.state = driver, library, purchases, state
        self.looked: dict[str, list[str]] = {}
        self.said: list[str] = []
        self.language = "en"
        self._server = ExitStack()
        self._began = time.monotonic()

    def day(self, on: date) -> None:
        # Minutes pass, and whoever waits sees how far it is.
        print(f"{on}: {time.monotonic() - self._began:.0f} s", file=sys.stderr, flush=True)
        self._server.close()
        self.state.mkdir(exist_ok=True)
        options = {"SOURCE_DATE_EPOCH": epoch(on), "XDG_CACHE_HOME": str(self.state)}
        entrance = self._server.enter_context(served(self.library, self.purchases, self.state, **options))
        self._shown(self._ask(do="enter", address=entrance))
        if self.language != "en":
            self._shown(self._ask(do="speak", language=self.language))

    def see(self, address: str) -> Shown:
        return self._shown(self._ask(do="see", address=address))

    def send(self, page: Shown, form: int, values: Values, files: Files, press: tuple[str, str] | None) -> Shown:
        return self._shown(
            self._ask(
                do="send",
                on=page.address,
                form=form,
                values={name: [one] if isinstance(one, str) else [*one] for name, one in values.items()},
                files={name: [_packed(*one) for one in several] for name, several in files.items()},
                press=press,
            )
        )

    def wait(self, page: Shown) -> Shown:
        return self._shown(self._ask(do="wait"))

    def take(self, address: str) -> bytes:
        return base64.b64decode(self._ask(do="take", address=address)["content"])

    def close(self) -> None:
        self._server.close()

    def _ask(self, **asked: Any) -> Mapping[str, Any]:
        assert self.driver.stdin is not None and self.driver.stdout is not None
        self.driver.stdin.write(json.dumps(asked) + "\n")
        self.driver.stdin.flush()
        line = self.driver.stdout.readline()
        assert line, f"the browser has ended: {asked}"
        answer = json.loads(line)
        assert "wrong" not in answer, f"{asked}: {answer['wrong']}"
        return answer

    def _shown(self, answer: Mapping[str, Any]) -> Shown:
        self.looked.update(answer.get("looked", {}))
        self.said += answer.get("said", ())
        content = answer["content"].encode()
        return Shown(SimpleNamespace(status_code=answer["status"], url=urlsplit(answer["address"]), content=content))


def _packed(name: str, content: bytes) -> dict[str, str]:
    return {"name": name, "content": base64.b64encode(content).decode()}


@contextmanager
def in_chromium(
    library: Path, purchases: Path, state: Path, look: Sequence[str] = (), shots: Path | None = None
) -> Iterator[InChromium]:
    """A window over a folder of procurements. States of pages whose address has one of the words ``look`` in it are
    looked at with axe-core; all of them are kept as pictures in ``shots``."""
    environment = {**os.environ, "CHROMIUM": tools.chromium() or "", "LOOK": json.dumps([*look])}
    if shots is not None:
        shots.mkdir(parents=True, exist_ok=True)
        environment["SHOTS"] = str(shots)
    command = [shutil.which("node") or "node", str(_DRIVER)]
    with subprocess.Popen(
        command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True, encoding="utf-8", env=environment
    ) as driver:
        window = InChromium(driver, library, purchases, state)
        try:
            yield window
        finally:
            window.close()
            assert driver.stdin is not None
            driver.stdin.close()
            driver.wait(30)
