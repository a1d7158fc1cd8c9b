"""One composition: which provisions, in which order, with which facts, and why."""

from __future__ import annotations

import re
from collections.abc import Iterable

from ddtender.compose.codes import (
    CHANGE_WITHOUT_EFFECT,
    REPEATED_PROVISION,
    REPLACED_KIND,
    UNKNOWN_PARAMETER,
    UNKNOWN_PROVISION,
)
from ddtender.compose.forms import form_texts, reply_forms_of
from ddtender.compose.naming import did_you_mean
from ddtender.compose.national import law_of, national_of
from ddtender.diagnostics import Code, Diagnostic, Location
from ddtender.diagnostics.messages import FactKey, Message, NamedProvision
from ddtender.library.codes import INVALID_VALUE, STRAY_TEMPLATE_TAG
from ddtender.library.facts import convert
from ddtender.library.places import PARAMETERS
from ddtender.library.tagged import asked_frame
from ddtender.model import (
    ComposedProvision,
    DraftDocument,
    FactValue,
    Kind,
    Library,
    Origin,
    Procedure,
    Provision,
    Scenario,
)
from ddtender.model.conditions import contents, holds

#: What a template engine, or the reader of a document, could take for a tag.
_BRACES = re.compile(r"\{\{|\}\}|\{%|%\}|\{#|#\}")
_ORDER = {kind: position for position, kind in enumerate(Kind)}


def compose_one(
    library: Library, scenario: Scenario, procedure: Procedure | None
) -> tuple[DraftDocument, list[Diagnostic]]:
    """One composition, whatever lots the procedure has. Provisions that do not exist are findings and are left out."""
    composing = _Composing(library, scenario, procedure)
    composing.list_scenario()
    composing.list_frame()
    if procedure:
        composing.change(procedure)
    composing.leave_out_by_condition()
    provisions = composing.ordered()
    values, national = composing.values(), national_of(library, procedure)
    draft = DraftDocument(
        scenario,
        procedure,
        provisions,
        definitions_of(library, provisions, procedure),
        values,
        dict(library.parameter_by_name),
        tuple(composing.dropped),
        national,
        law=law_of(library, national),
    )
    return draft, composing.findings


def by_kind(provisions: Iterable[ComposedProvision]) -> tuple[ComposedProvision, ...]:
    """Provisions in the order of the documents; those of a kind stay in theirs (the sort is stable)."""
    return tuple(sorted(provisions, key=lambda c: _ORDER[c.provision.kind]))


class _Composing:
    def __init__(self, library: Library, scenario: Scenario, procedure: Procedure | None) -> None:
        self.library, self.scenario, self.procedure = library, scenario, procedure
        self.findings: list[Diagnostic] = []
        self.chosen: dict[str, ComposedProvision] = {}
        self.dropped: list[Provision] = []

    def list_scenario(self) -> None:
        for id_, place in self.scenario.provisions:
            if id_ in self.chosen:
                message = _of(f"'{id_}' stands in this list twice", "repeated_provision.twice", id_)
                self._find(REPEATED_PROVISION, place, message, "Delete one of the two.")
            elif self._is_optional(id_):
                continue  # it stands among the other passages
            elif provision := self._provision(id_, place):
                self.chosen[id_] = ComposedProvision(provision, Origin.SCENARIO, place)

    def list_frame(self) -> None:
        """The passages that the templates ask for, in the library's order; of those beyond the manual, those that the
        scenario or the procedure lists."""
        wanted = {id_ for id_, _ in self.scenario.provisions}
        wanted.update(id_ for id_, _ in (self.procedure.changes.add if self.procedure else ()))
        for id_, place in asked_frame(self.library):
            if (provision := self.library.by_id.get(id_)) and (id_ in wanted or not self._is_optional(id_)):
                self.chosen[id_] = ComposedProvision(provision, Origin.FRAME, place)

    def leave_out_by_condition(self) -> None:
        """Of these, those whose conditions do not hold for what is composed now."""
        facts = {key: value for key, (value, _) in (self.procedure.facts if self.procedure else {}).items()}
        if self.procedure and self.procedure.award:
            facts |= self.procedure.award.facts
        there = contents(c.provision for c in self.chosen.values())
        if self.procedure and not self.procedure.has_reply_forms:
            there -= {"reply_forms"}
        self.chosen = {
            id_: composed
            for id_, composed in self.chosen.items()
            if all(holds(condition, there, facts) for condition in composed.provision.when)
        }

    def change(self, procedure: Procedure) -> None:
        for id_, place in procedure.changes.drop:
            if self._has(id_, place, "drops"):
                self.dropped.append(self.chosen.pop(id_).provision)
        for old, new, place in procedure.changes.replace:
            provision = self._provision(new, place)
            if not self._has(old, place, "replaces") or provision is None:
                continue
            if provision.kind is not self.chosen[old].provision.kind:
                before = self.chosen[old].provision.kind
                message = Message(
                    f"'{new}' is {provision.kind.with_article}, '{old}' {before.with_article}",
                    "messages.replaced_kind.other",
                    new=NamedProvision(new),
                    old=NamedProvision(old),
                )
                self._find(REPLACED_KIND, place, message, "Replace it by one of the same kind, or use drop and add.")
            elif new in self.chosen:
                message = _of(f"'{new}' is in the scenario already", "repeated_provision.there", new)
                self._find(REPEATED_PROVISION, place, message, f"Drop '{old}' instead.")
            else:
                replaced = ComposedProvision(provision, Origin.REPLACES, place, old)
                self.chosen = {
                    new if id_ == old else id_: replaced if id_ == old else kept for id_, kept in self.chosen.items()
                }
        for id_, place in procedure.changes.add:
            if self._is_optional(id_):
                if id_ not in self.chosen:
                    said = f"no template asks for '{id_}', a general provision of the {self._provision_of(id_)}"
                    message = _of(said, "change_without_effect.no_template", id_)
                    hint = "Put the tag of the general provisions into the template, or take it out of `add`."
                    self._find(CHANGE_WITHOUT_EFFECT, place, message, hint)
            elif id_ in self.chosen and not self.chosen[id_].provision.kind.is_frame:
                message = _of(f"'{id_}' is in the scenario already", "repeated_provision.there", id_)
                self._find(REPEATED_PROVISION, place, message, "Take it out of `add`.")
            elif provision := self._provision(id_, place):
                self.chosen[id_] = ComposedProvision(provision, Origin.ADDED, place)

    def ordered(self) -> tuple[ComposedProvision, ...]:
        """By kind, and within a kind in the order of the lists (the sort is stable)."""
        return by_kind(self.chosen.values())

    def values(self) -> dict[str, FactValue]:
        parameters = self.library.parameter_by_name
        values = {name: p.default for name, p in parameters.items() if p.default is not None}
        if self.procedure is None:
            return values
        by_fact = {p.fact: p for p in parameters.values() if p.fact}
        for key, (raw, place) in self.procedure.facts.items():
            if parameter := by_fact.get(key):
                self._set(values, parameter.name, raw, place)
        for name, (raw, place) in self.procedure.parameters.items():
            parameter = parameters.get(name)
            if parameter is None and PARAMETERS in self.library.broken_files:
                continue
            if parameter is None:
                self._find(
                    UNKNOWN_PARAMETER,
                    place,
                    Message(
                        f"the library declares no parameter '{name}'", "messages.unknown_parameter.none", name=name
                    ),
                    did_you_mean(name, parameters),
                )
            elif parameter.fact:
                self._find(
                    UNKNOWN_PARAMETER,
                    place,
                    Message(
                        f"'{name}' has a place of its own in this file",
                        "messages.unknown_parameter.own",
                        name=name,
                        fact=FactKey(parameter.fact),
                    ),
                    f"Write it at `{parameter.fact}`.",
                )
            else:
                self._set(values, name, raw, place)
        return values

    def _set(self, values: dict[str, FactValue], name: str, raw: FactValue, place: Location) -> None:
        if isinstance(raw, str) and _BRACES.search(raw):
            self._find(STRAY_TEMPLATE_TAG, place, f"{name}: a fact has no braces", "Write the text itself.")
            return
        try:
            values[name] = convert(self.library.parameter_by_name[name], raw)
        except ValueError as error:
            self._find(INVALID_VALUE, place, f"{name}: {error}", self.library.parameter_by_name[name].question)

    def _provision(self, id_: str, place: Location) -> Provision | None:
        provision = self.library.by_id.get(id_)
        if provision is None:
            if id_ not in self.library.broken_ids:
                self._find(
                    UNKNOWN_PROVISION,
                    place,
                    _of(f"the library has no provision '{id_}'", "unknown_provision", id_),
                    did_you_mean(id_, self.library.by_id),
                )
            return None
        if provision.kind is Kind.DEFINITION:
            self._find(
                REPLACED_KIND,
                place,
                _of(f"'{id_}' is a definition", "replaced_kind.definition", id_),
                "Definitions come by themselves where their terms are used; delete it here.",
            )
            return None
        if provision.kind.is_frame and not self._may_replace(id_):
            self._find(
                REPLACED_KIND,
                place,
                _of(f"'{id_}' is a passage of the frame", "replaced_kind.frame", id_),
                "These come by the tags of the template; a procedure may drop or replace one of them.",
            )
            return None
        return provision

    def _is_optional(self, id_: str) -> bool:
        """Whether an id is that of a passage of the frame that is printed only where it is asked for by name."""
        found = self.library.by_id.get(id_)
        return found is not None and found.kind.is_frame and bool(found.source and found.source.practice)

    def _provision_of(self, id_: str) -> str:
        return self.library.by_id[id_].kind.document

    def _may_replace(self, id_: str) -> bool:
        """Whether the procedure puts a passage in the place of another one."""
        return self.procedure is not None and any(new == id_ for _, new, _ in self.procedure.changes.replace)

    def _has(self, id_: str, place: Location, verb: str) -> bool:
        if id_ in self.chosen:
            return True
        self._find(
            CHANGE_WITHOUT_EFFECT,
            place,
            Message(
                f"the procedure {verb} '{id_}', which scenario '{self.scenario.name}' does not have",
                f"messages.change_without_effect.{verb}",
                id=NamedProvision(id_),
            ),
            did_you_mean(id_, self.chosen) or "Delete the line, or choose another scenario.",
        )
        return False

    def _find(self, code: Code, place: Location, message: str, hint: str) -> None:
        self.findings.append(Diagnostic(code, place, message, hint))


def _of(text: str, key: str, id_: str) -> Message:
    """A message on one provision."""
    return Message(text, f"messages.{key}", id=NamedProvision(id_))


def definitions_of(
    library: Library, provisions: tuple[ComposedProvision, ...], procedure: Procedure | None
) -> tuple[Provision, ...]:
    """The definitions that either document needs, by term."""
    forms = reply_forms_of(library, (c.provision for c in provisions), procedure)
    texts = [text for form in forms for text in form_texts(form)]
    texts += [p.text for template in library.templates for p in template.paragraphs]
    return library.terms.used_in((c.provision for c in provisions), texts)
