"""A team's page as it runs: `ddtender serve --team` behind a proxy that knows who people are and says so in a header.

The proxy is a plain one of our own; how the same was tried behind Apache with mod_auth_openidc stands in docs/team.md.
"""

from __future__ import annotations

import http.client
import json
import threading
from collections.abc import Iterator
from contextlib import contextmanager
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path

import httpx2
import pytest

from tests.web.serving import free_port, page_of_team

NAME, HEADER = "tenders.city.example", "X-Auth-Request-Email"
#: Who is signed in at the proxy, by the cookie that it has given them.
SIGNED_IN = {"1": "a.buyer@city.example", "2": "x@elsewhere.example", "3": "A.Buyer@City.example"}


@contextmanager
def proxy(port: int) -> Iterator[int]:
    """A reverse proxy before a port; its own port. It takes the header away from whoever brings it."""

    class Passing(BaseHTTPRequestHandler):
        def _pass(self) -> None:
            body = self.rfile.read(int(self.headers.get("content-length", "0")))
            kept = [(name, text) for name, text in self.headers.items() if name.lower() != HEADER.lower()]
            who = SIGNED_IN.get(self.headers.get("x-test-signed-in", ""))
            behind = http.client.HTTPConnection("127.0.0.1", port)
            behind.putrequest(self.command, self.path, skip_host=True, skip_accept_encoding=True)
            for name, text in [*kept, *([(HEADER, who)] if who else []), ("X-Forwarded-Proto", "https")]:
                behind.putheader(name, text)
            behind.endheaders(body)
            answer = behind.getresponse()
            content = answer.read()
            self.send_response(answer.status)
            for name, text in answer.getheaders():
                if name.lower() not in ("transfer-encoding", "connection", "content-length", "server", "date"):
                    self.send_header(name, text)
            self.send_header("content-length", str(len(content)))
            self.end_headers()
            self.wfile.write(content)

        do_GET = do_POST = _pass

        def log_message(self, format: str, *args: object) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Passing) as server:
        threading.Thread(target=server.serve_forever, daemon=True).start()
        yield server.server_address[1]
        server.shutdown()


@pytest.fixture
def ports(purchases: Path, tmp_path: Path) -> Iterator[tuple[int, int]]:
    """The port of the proxy, and that of the page behind it."""
    people = {"a.buyer@city.example": {"name": "A. Buyer", "roles": ["officer"]}}
    team, port = tmp_path / "team.yaml", free_port()
    said = {"address": f"https://{NAME}", "header": HEADER, "proxies": ["127.0.0.1"], "people": people}
    team.write_text(json.dumps({**said, "logout": "/oidc?logout=x"}), "utf-8")
    with page_of_team(purchases, team, tmp_path / "state", port), proxy(port) as before:
        yield before, port


def test_who_people_are_is_said_by_the_proxy_alone(ports: tuple[int, int]) -> None:
    before, behind = ports
    signed_in, forged = {"host": NAME, "x-test-signed-in": "1"}, {"host": NAME, HEADER: "a.buyer@city.example"}
    with httpx2.Client(base_url=f"http://127.0.0.1:{before}") as client:
        first = client.get("/", headers=signed_in)
        assert first.status_code == 200 and "A. Buyer" in first.text
        cookie = first.headers["set-cookie"].lower()
        assert {"secure", "httponly", "samesite=strict", "path=/"} <= {*cookie.split("; ")}
        assert first.headers["strict-transport-security"]
        client.cookies.clear()
        assert client.get("/", headers={**signed_in, "x-test-signed-in": "3"}).status_code == 200
        client.cookies.clear()
        # whoever is not signed in, is not of the team, or says who they are themselves
        for headers in ({"host": NAME}, {**signed_in, "x-test-signed-in": "2"}, forged):
            assert client.get("/", headers=headers).status_code == 403, headers
        # nor is another name of the machine believed, or another place that a proxy may tell of
        other = client.get("/", headers={**signed_in, "host": "evil.example", "accept-language": "nl"})
        assert other.status_code == 400 and "Dit is niet het adres van de pagina" in other.text
        told = {
            **signed_in,
            "x-forwarded-host": "evil.example",
            "x-forwarded-for": "192.0.2.1",
            "forwarded": "host=evil",
        }
        page = client.get("/you", headers={**signed_in, **told})
        assert page.status_code == 200 and "evil" not in page.text
        token = page.text.partition('name="csrf" value="')[2].partition('"')[0]
        cookies = f"ddtender={page.headers['set-cookie'].partition('=')[2].partition(';')[0]}"
        sent = {**signed_in, "origin": f"https://{NAME}", "sec-fetch-site": "same-origin", "cookie": cookies}
        assert client.post("/new", data={"csrf": token, "name": "one"}, headers=sent).status_code == 303
        for wrong in (
            {"origin": f"http://{NAME}"},
            {"origin": "https://evil.example"},
            {"sec-fetch-site": "same-site"},
        ):
            refused = client.post("/new", data={"csrf": token, "name": "two"}, headers={**sent, **wrong})
            assert refused.status_code == 403 and "another page" in refused.text, wrong
        left = client.post("/leave", data={"csrf": token}, headers=sent)
        assert left.status_code == 200 and 'href="/oidc?logout=x"' in left.text
        # the session is over: with the old cookie another one begins
        assert "set-cookie" in client.get("/", headers={**signed_in, "cookie": cookies}).headers
    with httpx2.Client(base_url=f"http://127.0.0.1:{behind}") as direct:
        assert direct.get("/", headers={"host": NAME}).status_code == 403
        assert direct.get("/").status_code == 400
