"""People at a page: each asks as a browser does, waits for the answer, thinks, and goes on; some save an answer."""

from __future__ import annotations

import http.client
import random
import re
import threading
import time
from collections import defaultdict
from collections.abc import Iterable
from html import unescape
from urllib.parse import urlencode, urlsplit

#: The header by which the proxy of a team says who somebody is.
HEADER = "X-Auth-Request-Email"
#: What people look at, more often what is more often looked at; {n} is one of the procurements.
PAGES = ("/", "/p/{n}", "/p/{n}", "/p/{n}/facts", "/p/{n}/facts/award", "/p/{n}/preview", "/p/{n}/record", "/you")
#: One in so many times somebody saves a fact, and looks at the preview then.
_SAVES = 10
SAVED, AFTER = "save a fact", "preview after that"
_FORM = "/p/{n}/facts/what"


class Answer:
    """A page as it came: its status (0: none), its text, the seconds to its first byte and to its last."""

    def __init__(self, status: int, text: str, first: float, last: float) -> None:
        self.status, self.text, self.first, self.last = status, text, first, last


class LoadPerson:
    """Somebody of the team, in a browser of their own."""

    def __init__(self, address: str, identity: str) -> None:
        self.address, self.identity, self.cookie = urlsplit(address), identity, ""

    def ask(self, path: str, form: dict[str, str] | None = None) -> Answer:
        """Open a page, or send a form."""
        headers = {HEADER: self.identity, "Cookie": self.cookie}
        body = None
        if form is not None:
            body, headers["Content-Type"] = urlencode(form), "application/x-www-form-urlencoded"
        begun = time.monotonic()
        try:
            connection = http.client.HTTPConnection(self.address.hostname or "", self.address.port, timeout=60)
            connection.request("GET" if form is None else "POST", path, body, headers)
            answer = connection.getresponse()
            first = time.monotonic() - begun
            text = answer.read().decode()
            connection.close()
        except OSError:
            return Answer(0, "", 60.0, 60.0)
        self.cookie = (answer.getheader("set-cookie") or self.cookie).partition(";")[0]
        return Answer(answer.status, text, first, time.monotonic() - begun)

    def change(self, name: str, title: str) -> tuple[Answer, Answer]:
        """Save another title of a procurement, and look at its preview: both answers."""
        page = self.ask(_FORM.format(n=name)).text
        fields = {one: _value(page, one) for one in ("csrf", "was:title")}
        saved = self.ask(_FORM.format(n=name), {**fields, "title": title, "do": "save"})
        return saved, self.ask(f"/p/{name}/preview")


def _value(page: str, name: str) -> str:
    found = re.search(rf'name="{re.escape(name)}" value="([^"]*)"', page)
    return unescape(found[1]) if found else ""


class Crowd:
    """What people waited for, by what they asked for, and what went wrong: everything but pages and conflicts."""

    def __init__(self) -> None:
        self.times: dict[str, list[float]] = defaultdict(list)
        self.failed: list[str] = []
        self.conflicts = 0
        self._lock = threading.Lock()

    def look(self, person: LoadPerson, names: list[str], chance: random.Random, until: float, think: float) -> None:
        """One of them looks at pages, with so many seconds between two on average."""
        time.sleep(chance.uniform(0, think))
        while time.monotonic() < until:
            name = chance.choice(names)
            if chance.randrange(_SAVES):
                path = chance.choice(PAGES)
                self._took(path, person.ask(path.format(n=name)), (200,))
            else:
                saved, after = person.change(name, f"Laptops and screens {chance.randrange(10**6)}")
                self.conflicts += saved.status == 409
                self._took(SAVED, saved, (303, 409))
                self._took(AFTER, after, (200,))
            time.sleep(chance.expovariate(1 / think))

    def _took(self, what: str, answer: Answer, fine: Iterable[int]) -> None:
        with self._lock:
            self.times[what].append(answer.last)
            if answer.status not in fine:
                self.failed.append(f"{what}: {answer.status}")


def crowd(people: list[LoadPerson], names: list[str], seconds: float, think: float) -> Crowd:
    """All of them at once, for so long."""
    made, until = Crowd(), time.monotonic() + seconds
    threads = [
        threading.Thread(target=made.look, args=(one, names, random.Random(n), until, think))
        for n, one in enumerate(people)
    ]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return made
