"""Whoever sits at the page: forms are found by what stands in them, filled in as they stand there, and sent.

What a browser does of it is in ``WithoutJavaScript`` here and in ``chromium.py``.
"""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from datetime import UTC, date, datetime, time
from pathlib import Path
from typing import Any, Protocol

from tests.web.browsing import Browser, Shown, let_in

Values = Mapping[str, str | Sequence[str]]
Files = Mapping[str, Sequence[tuple[str, bytes]]]


class Sits(Protocol):
    """A browser on a day."""

    def day(self, on: date) -> None:
        """From now on it is this day."""

    def see(self, address: str) -> Shown:
        """Open a page."""
        ...

    def send(self, page: Shown, form: int, values: Values, files: Files, press: tuple[str, str] | None) -> Shown:
        """Fill in the n-th form of the content of a page, and press a button of it (None: the first)."""
        ...

    def wait(self, page: Shown) -> Shown:
        """Wait until the job is done whose page this is."""
        ...

    def take(self, address: str) -> bytes:
        """Take a file home."""
        ...


def epoch(on: date) -> str:
    """The moment at which everything of a day happens, as ``tests/cases`` has it for commands."""
    return str(int(datetime.combine(on, time(9), UTC).timestamp()))


def filled(
    sits: Sits,
    page: Shown,
    values: Values | None = None,
    files: Files | None = None,
    press: tuple[str, str] | None = None,
    holding: Mapping[str, str] | None = None,
) -> Shown:
    """Fill in the form of a page that has these fields, this button and what is ``holding`` it together (fields that
    nobody sees), and send it. A person types nothing else than what a form asks for: nor does this."""
    values, files = values or {}, files or {}
    found = [
        n
        for n, form in enumerate(page.tree.cssselect("main form"))
        if all(_has(form, name, value) for name, value in (holding or {}).items())
        and all(_takes(form, name, value) for name, value in values.items())
        and all(form.cssselect(f'[type=file][name="{name}"]') for name in files)
        and (press is None or form.cssselect(f'button[name="{press[0]}"][value="{press[1]}"]'))
    ]
    assert found, f"no form on {page.address} takes {values or holding or press}: {page.text[:2000]}"
    return sits.send(page, found[0], values, files, press)


def _has(form: Any, name: str, value: str) -> bool:
    return any(one.get("value") == value for one in form.cssselect(f'input[type=hidden][name="{name}"]'))


def _takes(form: Any, name: str, value: str | Sequence[str]) -> bool:
    fields = form.cssselect(f'[name="{name}"]')
    if not fields or any(one.get("type") in ("hidden", "file") for one in fields):
        return False
    there = {one.get("value") for one in fields if one.get("type") in ("radio", "checkbox")}
    there |= {one.get("value") for field in fields if field.tag == "select" for one in field.cssselect("option")}
    wanted = [value] if isinstance(value, str) else value
    return not there or all(one in there for one in wanted)


class WithoutJavaScript:
    """A browser over the application itself, in this process: nothing refreshes by itself."""

    def __init__(self, browser: Browser) -> None:
        self.browser = browser

    def day(self, on: date) -> None:
        os.environ["SOURCE_DATE_EPOCH"] = epoch(on)

    def see(self, address: str) -> Shown:
        return self.browser.see(address)

    def send(self, page: Shown, form: int, values: Values, files: Files, press: tuple[str, str] | None) -> Shown:
        of = page.tree.cssselect("main form")[form]
        buttons = of.cssselect("button")
        if press is None and buttons and buttons[0].get("name"):
            press = (buttons[0].get("name", ""), buttons[0].get("value", ""))
        typed = {name: value if isinstance(value, str) else [*value] for name, value in values.items()}
        given = [(name, one) for name, several in files.items() for one in several]
        return self.browser.fill_in(page, of, typed, given or None, press)

    def wait(self, page: Shown) -> Shown:
        return self.browser.wait(page)

    def take(self, address: str) -> bytes:
        answer = self.browser.get(address)
        assert answer.status_code == 200, address
        return answer.content


@contextmanager
def without_javascript(library: Path, purchases: Path) -> Iterator[WithoutJavaScript]:
    """A browser that a page over this folder has let in; the day is that of this process until it ends."""
    before = os.environ.get("SOURCE_DATE_EPOCH")
    try:
        with let_in(library, purchases) as browser:
            yield WithoutJavaScript(browser)
    finally:
        os.environ.pop("SOURCE_DATE_EPOCH", None)
        if before is not None:
            os.environ["SOURCE_DATE_EPOCH"] = before
