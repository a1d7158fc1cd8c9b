"""What a browser does without JavaScript: follows links, fills in forms as they stand on a page, keeps cookies."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from lxml import html
from msgspec.structs import replace
from sqlalchemy import Engine
from starlette.testclient import TestClient

from ddtender.web import app
from ddtender.web.jobs import running
from ddtender.web.serving import prepared
from ddtender.web.settings import Settings
from ddtender.web.store import jobs
from ddtender.web.store.database import opened


class Shown:
    """A page as it came."""

    def __init__(self, answer: Any) -> None:
        self.answer = answer
        self.status: int = answer.status_code
        self.address: str = answer.url.path
        self.tree = html.fromstring(answer.content or b"<p></p>")

    @property
    def text(self) -> str:
        """What a reader sees, in one line."""
        return " ".join(self.tree.text_content().split())

    @property
    def problems(self) -> list[str]:
        """What is said to be wrong, at the top."""
        return [" ".join(one.text_content().split()) for one in self.tree.cssselect("#problems li")]

    def links(self, which: str = "main a") -> list[str]:
        """Where links lead that a CSS selector finds."""
        return [one.get("href", "") for one in self.tree.cssselect(which)]

    def ticks(self, *ids: str) -> dict[str, str | list[str]]:
        """What is sent by whoever ticks the texts with these ids, as they are shown."""
        values = [one.get("value", "") for one in self.tree.cssselect("input[name=id]")]
        return {"id": [next(value for value in values if value.partition("@")[0] == id_) for id_ in ids]}

    def form(self, action: str | None = None) -> Any:
        """The form of the page (not those of the footer), or the one that is sent to an address."""
        found = [one for one in self.tree.cssselect("main form") if action is None or one.get("action") == action]
        assert found, f"no form on {self.address}: {self.text[:300]}"
        return found[0]


def standing(form: Any) -> Iterator[tuple[str, str]]:
    """What a browser sends of a form as it stands; lxml takes an empty value of a chosen button for none."""
    for field in form.inputs:
        if field.tag == "input" and field.get("type") in ("radio", "checkbox"):
            if field.get("name") and field.get("checked") is not None:
                yield field.get("name"), field.get("value", "on")
        elif field.get("name") and field.tag in ("input", "textarea", "select") and field.get("type") != "file":
            yield field.get("name"), field.value or ""


class Browser(TestClient):
    """A browser over the application itself."""

    def __init__(self, settings: Settings, engine: Engine) -> None:
        super().__init__(app.made(settings, engine), base_url=settings.origin, raise_server_exceptions=False)
        self.settings, self.engine = settings, engine

    def see(self, address: str) -> Shown:
        """Open a page."""
        return Shown(self.get(address))

    def submit(
        self,
        page: Shown,
        values: Mapping[str, str | list[str]] | None = None,
        files: Any = None,
        action: str | None = None,
        button: tuple[str, str] | None = None,
    ) -> Shown:
        """Fill in a form of a page, leave what is not named as it stands there, and send it."""
        return self.fill_in(page, page.form(action), values or {}, files, button)

    def fill_in(
        self, page: Shown, form: Any, values: Mapping[str, Any], files: Any, button: tuple[str, str] | None
    ) -> Shown:
        """The same with this form of the page."""
        data: dict[str, Any] = {}
        for name, value in standing(form):
            data.setdefault(name, []).append(value)
        data.update(values)
        if button:
            data[button[0]] = button[1]
        return Shown(self.post(form.get("action") or page.address, data=data, files=files))

    def wait(self, page: Shown) -> Shown:
        """Do the job whose page this is, as the other process would, and look again."""
        id = page.address.rpartition("/")[2]
        job = jobs.find(self.engine, id)
        assert job is not None, page.text[:300]
        if job.is_under_way:
            running.do_job(self.settings, self.engine, id)
        return self.see(page.address)


@contextmanager
def let_in(
    root: Path, purchases: Path, browser: Callable[..., Browser] = Browser, **settings: Any
) -> Iterator[Browser]:
    """A browser that the page of a folder of procurements has let in, with these settings of it changed."""
    served = prepared(root, purchases)
    changed = replace(served.settings, **settings)
    engine = opened(changed.database)
    with browser(changed, engine) as found:
        found.get(served.entrance)
        yield found
    engine.dispose()
