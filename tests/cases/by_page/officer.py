"""A page of docs/cases done on the page in the browser: what the diary types as a command is a form here.

Nothing of a procurement is touched but through the page: what people fill in elsewhere is taken home, filled in by
``hands.py`` and handed in.
"""

from __future__ import annotations

import shlex
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from typing import Any

import yaml

from tests.cases import hands
from tests.cases.by_page.answers import type_evaluation, type_facts
from tests.cases.by_page.differences import changed_facts
from tests.cases.by_page.sitting import Files, Sits, Values, filled
from tests.cases.page import ByHand, Change, Commands, Day, steps
from tests.sheets.workbooks import calculated
from tests.web.browsing import Shown


def option(words: Sequence[str], name: str) -> str:
    """What a command says behind an option, "" where it does not say it."""
    return words[words.index(name) + 1] if name in words else ""


class Officer:
    """One officer who has a browser, and a folder at ``home``; ``types`` says which workbooks are filled in on the page
    itself, and not taken home."""

    def __init__(self, sits: Sits, home: Path, types: Callable[[str], bool]) -> None:
        self.sits, self.home, self.types = sits, home, types
        self.name, self.facts, self.who = "", "", ("", "")
        #: The procedure file as it stood after each time that facts were answered.
        self.written: list[bytes] = []

    def do(self, page: Path) -> None:
        for step in steps(page):
            if isinstance(step, Day):
                self.sits.day(step.on)
                self.who = ("", "")
            elif isinstance(step, Change):
                self._change(step)
                self.written.append(self._take("procedure.yaml"))
            elif isinstance(step, ByHand):
                self._by_hand(step)
                if step.how == "facts":
                    self.written.append(self._take("procedure.yaml"))
            else:
                for line in step.lines:
                    self._do(shlex.split(line), step)

    # Going about

    @property
    def here(self) -> str:
        return f"/p/{self.name}"

    def be(self, name: str, role: str) -> None:
        """Say who sits there."""
        if self.who != (name, role):
            self._sent("/you", {"who": name, "role": role})
            self.who = (name, role)

    def see(self, address: str) -> Shown:
        shown = self.sits.see(address if address.startswith("/p") else f"{self.here}{address}")
        assert shown.status == 200, (address, shown.text[:2000])
        return shown

    def _sent(
        self,
        page: str | Shown,
        values: Values | None = None,
        files: Files | None = None,
        press: tuple[str, str] | None = None,
        **holding: str,
    ) -> Shown:
        shown = page if isinstance(page, Shown) else self.sits.see(page)
        sent = filled(self.sits, shown, values, files, press, holding)
        assert sent.status == 200, (page, sent.problems, sent.text[:2000])
        return sent

    def _job(self, page: Shown) -> Shown:
        assert "/jobs/" in page.address, (page.address, page.text[:2000])
        done = self.sits.wait(page)
        assert done.tree.cssselect(".job-done"), done.text[:3000]
        for link in done.links("ul.files a"):
            assert link.startswith(f"{self.here}/files/")
        return done

    def _take(self, file: str) -> bytes:
        return self.sits.take(f"{self.here}/files/{file}")

    # What the diary does by hand

    def _change(self, step: Change) -> None:
        self.facts, changes = changed_facts(self.facts, step.difference)
        if "contractor" in changes or "contractors" in changes:
            self._name_winners(changes.get("contractors") or [changes["contractor"]])
        else:
            type_facts(self.sits, self.here, changes)

    def _name_winners(self, winners: Sequence[Mapping[str, Any]]) -> None:
        page = self.see("/award")
        values = {}
        for label in page.tree.cssselect("label[for^=address-]"):
            said = " ".join(label.text_content().split())
            (to,) = {
                one["address"]
                for one in winners
                if one["name"] in said and ("lot" not in one or f" {one['lot']}:" in said)
            }
            values[label.get("for")] = to
        self._sent(page, values, do="winners")

    def _by_hand(self, step: ByHand) -> None:
        if step.how == "facts":
            self.facts = step.data.read_text(encoding="utf-8")
            type_facts(self.sits, self.here, yaml.safe_load(self.facts))
        elif step.how == "decided":
            self._decide_all(yaml.safe_load(step.data.read_text(encoding="utf-8")))
        elif step.how == "ticked":
            form = hands.tick(self._take("market/questionnaire.docx"), step.data)
            for file in step.files:
                *_, folder, name = file.split("/")
                address = f"{self.here}/market" if folder == "returned" else f"{self.here}/again"
                self._sent(address, files={"forms": [(name, form)]})
        else:
            for file in step.files:
                self._typed(file.partition(f"{self.name}/")[2], step.data)

    def _typed(self, file: str, data: Path) -> None:
        path = self.home / file
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(self._take(file))
        hands.type_in(path, data)
        step, key = file.split("/")[0], path.stem
        if step == "evaluation" and self.types(file):
            type_evaluation(self.sits, f"{self.here}/evaluation/{key}", path.read_bytes())
        elif step == "evaluation":
            content = hands.without_clock(*calculated([path.read_bytes()]))
            self._sent(f"{self.here}/evaluation/{key}", files={"workbook": [(path.name, content)]})
        elif step == "contracts":
            self._hand_in(f"{self.here}/contracts/{file.split('/')[1]}/register", path)
        else:
            address, field = ("/risks", "sheet") if step == "risks" else ("/questions", "table")
            files = {field: [(path.name, path.read_bytes())]}
            self._sent(f"{self.here}{address}", files=files, press=("do", "upload"))

    def _hand_in(self, address: str, register: Path) -> None:
        """Hand in a register that was taken last; one that says otherwise what was typed before, all the same."""
        files = {"register": [(register.name, register.read_bytes())]}
        sent = filled(self.sits, self.sits.see(address), files=files, holding={"do": "hand-in"})
        if sent.status == 422 and sent.tree.cssselect("[name=replaces]"):
            sent = filled(self.sits, sent, {"replaces": "yes"}, files, holding={"do": "hand-in"})
        assert sent.status == 200, (address, sent.problems, sent.text[:2000])

    def _decide_all(self, said: Mapping[str, Any]) -> None:
        self.be(said["by"], said["role"])
        while links := self.see("/decisions").links("main .card a"):
            *_, about, number = links[0].split("/")
            given = said["answers"][about][int(number) - 1]
            page = self.see(links[0])
            asks = page.tree.cssselect("[name=answer]")
            values = {"why": given["why"]} | ({"answer": given["answer"]} if asks else {})
            shown = self._sent(page, values)
            assert shown.address == f"{self.here}/decisions", shown.text[:1000]

    # What the diary does by command

    def _do(self, words: list[str], step: Commands) -> None:
        if words[0] == "cp":
            if self.see("/evaluation").tree.cssselect(".empty"):
                self._sent(f"{self.here}/evaluation", do="begin")
            return
        name = words[1].replace("-", "_")
        if by := option(words, "--by"):
            self.be(by, option(words, "--role"))
        getattr(self, f"_by_{name}")(words[2:], step)

    def _by_new(self, words: list[str], step: Commands) -> None:
        self.name = Path(words[0]).name
        self._sent("/new", {"name": self.name}, press=("do", "plain"))

    def _by_status(self, words: list[str], step: Commands) -> None:
        """Each state that the diary shows is the one that the page shows."""
        page = self.see("")
        order = ("risks", "market", "tender", "issued", "evaluation", "award", "contracts")
        states = [one.get("class", "").removeprefix("at-") for one in page.tree.cssselect("ol.tasks > li")]
        for line in step.shown:
            first, _, rest = line.partition(" ")
            if first in order:
                assert states[order.index(first)] == rest.split()[0], (line, states)

    def _by_risks(self, words: list[str], step: Commands) -> None:
        if product := option(words, "--product"):
            self._sent(f"{self.here}/risks", {"product": product}, press=("do", "begin"))
            return
        page = self.see("/risks")
        whole = next(line for line in step.shown if line.startswith("As a whole"))
        stated = [one.get("data-level") for one in page.tree.cssselect("[data-level]")]
        assert stated == [whole.rpartition(": ")[2].rstrip(".")] and not page.tree.cssselect(".finding"), page.text
        if "--annex" in words:
            self._sent(page, press=("do", "background"))

    def _by_questionnaire(self, words: list[str], step: Commands) -> None:
        self._sent(f"{self.here}/market", {"answer_by": option(words, "--answer-by")})

    def _by_invitation(self, words: list[str], step: Commands) -> None:
        assert "invitation.docx" in self.see("/market").text  # the page makes both at once

    def _by_assess(self, words: list[str], step: Commands) -> None:
        if "--before" in words:
            done = self._job(self._sent(f"{self.here}/again", press=("do", "assess")))
            assert "comparison.docx" in done.text
            return
        own = option(words, "--authority-maturity")
        self._job(self._sent(f"{self.here}/market", {"maturity": own}))
        said = next((line for line in step.shown if line.startswith("Recommended")), "")
        assert said.rpartition(" ")[2].rstrip(".") in self.see("/market").text

    def _by_agenda(self, words: list[str], step: Commands) -> None:
        if supplier := option(words, "--supplier"):
            self._job(self._sent(f"{self.here}/talks", {"supplier": supplier}, do="supplier"))
        else:
            self._job(self._sent(f"{self.here}/talks", {"meeting": option(words, "--meeting")}, do="meeting"))

    def _by_brand_letter(self, words: list[str], step: Commands) -> None:
        self._job(self._sent(f"{self.here}/talks", {"reseller": option(words, "--reseller")}, do="brand"))

    def _by_build(self, words: list[str], step: Commands) -> None:
        self._job(self._sent(f"{self.here}/draft"))

    def _by_decide(self, words: list[str], step: Commands) -> None:
        page = self.see("/decisions")
        if not option(words, "--answer"):
            return
        (link,) = (one for one in page.links("main .card a") if f"/{words[0]}/" in one)
        self._sent(self.see(link), {"answer": option(words, "--answer"), "why": option(words, "--why")})

    def _by_signoff(self, words: list[str], step: Commands) -> None:
        self._job(self._sent(f"{self.here}/signoff", press=("do", "sheet")))

    def _by_issue(self, words: list[str], step: Commands) -> None:
        page = self.see("/issue")
        assert not page.tree.cssselect(".findings"), page.text[:3000]
        why = option(words, "--why")
        self._job(self._sent(page, {"why": why} if why else {}))

    def _by_questions(self, words: list[str], step: Commands) -> None:
        press = ("do", "publish") if option(words, "--by") else ("do", "begin")
        self._sent(f"{self.here}/questions", press=press)

    def _by_evaluate(self, words: list[str], step: Commands) -> None:
        if "--copies" in words:
            names = [words[n + 1] for n, word in enumerate(words) if word == "--evaluator"]
            lot = Path(words[0]).stem.rpartition("lot-")[2]
            self._sent(f"{self.here}/evaluation", {"evaluators": "\n".join(names)}, do="copies", lot=lot)
            return
        if "--consensus" in words:
            lot = Path(option(words, "-o")).stem.rpartition("lot-")[2]
            self._sent(f"{self.here}/evaluation", do="consensus", lot=lot)
            return
        key = Path(words[0]).stem
        if "-o" in words:
            lot = key.partition("lot-")[2]
            values = {f"sent-{lot}": option(words, "--sent")}
            self._job(self._sent(f"{self.here}/award", values, do="letters", lot=lot))
            return
        cells = {one.text_content().strip() for one in self.see(f"/evaluation/{key}").tree.cssselect("tbody td")}
        for points in (word for line in step.shown for word in line.split() if word[:1].isdecimal() and "." in word):
            assert {points, points.replace(".", ",")} & cells, (points, cells)

    def _by_award(self, words: list[str], step: Commands) -> None:
        page = self.see("/award")
        if any("winner-not-named" in line for line in step.shown):
            assert not page.tree.cssselect("input[name=do][value=award]")
            return
        self._job(self._sent(page, do="award"))

    def _by_kickoff(self, words: list[str], step: Commands) -> None:
        self._sent(f"{self.here}/contracts/{Path(words[0]).parent.name}", do="kickoff")

    def _by_kpis(self, words: list[str], step: Commands) -> None:
        address = f"{self.here}/contracts/{Path(words[0]).parent.name}/register"
        if "-o" in words:
            self._sent(address, do="report")
        else:
            self.see(f"{address}?as_of={option(words, '--as-of')}")

    def _by_extend(self, words: list[str], step: Commands) -> None:
        address = f"{self.here}/contracts/{Path(words[0]).parent.name}"
        what = "extend" if "--months" in words else "end"
        new = {"months": option(words, "--months")} if what == "extend" else {"end": option(words, "--end")}
        values = {**new, f"why-{what}": option(words, "--why"), f"on-{what}": option(words, "--on")}
        self._sent(address, values, do=what)

    def _by_record(self, words: list[str], step: Commands) -> None:
        topic, said = option(words, "--about"), option(words, "--say")
        values = {"topic": topic, "said": said, "why": option(words, "--why")}
        self._sent(f"{self.here}/record", values, press=("do", "note"))
        self._sent(f"{self.here}/record", press=("do", "report"))
