"""The links between options, evidence and KPIs run over ids: each must exist, and only once in its provision."""

from collections.abc import Iterable, Iterator

from ddtender.checks import Wording
from ddtender.checks.passages import Suggestions, options_path
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import Provision

UNKNOWN_OPTION = Code(
    "unknown-option",
    Topic.SCORING,
    Severity.ERROR,
    "Evidence or an option names a scoring option that does not exist, or an option's id stands twice.",
    why="The link between points and proof would be broken.",
    mend="Use an id that stands under `scoring`.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        options = provision.scoring.options if provision.scoring else ()
        known = {option.id for option in options}
        for id_, place in (*_proved(provision), *_required(provision)):
            if id_ not in known:
                hint = Suggestions(known)(
                    id_, "Use an id that stands under `scoring`." if known else "Without `scoring`, leave it out."
                )
                yield Diagnostic(UNKNOWN_OPTION, place, f"no scoring option has the id '{id_}'", hint)
        for option in options:
            if option.id in option.requires:
                hint = "Name the option that comes first, or leave `requires` out."
                yield Diagnostic(UNKNOWN_OPTION, option.location, f"the option '{option.id}' requires itself", hint)
        steps = getattr(provision.scoring, "steps", ())
        for name, things in (
            ("option", options),
            ("step", steps),
            ("evidence", provision.evidence),
            ("KPI", provision.kpis),
        ):
            yield from _repeated(name, things)


def _proved(provision: Provision) -> Iterator[tuple[str, Location]]:
    for n, evidence in enumerate(provision.evidence):
        yield from ((id_, provision.place("evidence", n, "proves", k)) for k, id_ in enumerate(evidence.proves))


def _required(provision: Provision) -> Iterator[tuple[str, Location]]:
    if provision.scoring:
        path = options_path(provision.scoring)
        for n, option in enumerate(provision.scoring.options):
            yield from ((id_, provision.place(*path, n, "requires", k)) for k, id_ in enumerate(option.requires))


def _repeated(name: str, things: Iterable) -> Iterator[Diagnostic]:
    first: dict[str, Location] = {}
    for thing in things:
        earlier = first.setdefault(thing.id, thing.location)
        if earlier is not thing.location:
            message = f"the {name} id '{thing.id}' stands here a second time"
            hint = f"The first is in line {earlier.line}; give one of the two an id of its own."
            yield Diagnostic(UNKNOWN_OPTION, thing.location, message, hint)
