"""What is explained by itself is not explained: references, terms in definitions and `variant_of` form no circle."""

from collections.abc import Iterator

from ddtender.checks import Subject
from ddtender.diagnostics import Code, Diagnostic, Location, Severity, Topic
from ddtender.model import Kind, Library

CIRCULAR_REFERENCE = Code(
    "circular-reference",
    Topic.STRUCTURE,
    Severity.ERROR,
    "Provisions or definitions refer to each other in a circle, or are variants of each other.",
    why="A thing that is defined by itself is not defined, and of variants in a circle none is the first.",
    mend="State the requirement in one of them and let the others refer to it, or be its variants.",
)

Graph = dict[str, dict[str, Location]]


_REFERENCES = (
    "these refer to each other in a circle",
    "refers to itself",
    "State the thing in one of them, and let the others refer to it.",
)
_VARIANTS = (
    "these are variants of each other in a circle",
    "is a variant of itself",
    "Take `variant_of` out of the one that the others vary.",
)


def check_library(subject: Subject) -> Iterator[Diagnostic]:
    for graph, (circle, itself, hint) in ((_graph(subject), _REFERENCES), (_variants(subject.library), _VARIANTS)):
        for knot in _knots(graph):
            path = _shortest_circle(graph, knot)
            if path:
                shown = " → ".join(path if len(path) < 10 else [*path[:5], "…", *path[-4:]])
                message = f"'{path[0]}' {itself}" if len(path) == 2 else f"{circle}: {shown}"
                yield Diagnostic(CIRCULAR_REFERENCE, graph[path[0]][path[1]], message, hint)


def _variants(library: Library) -> Graph:
    """For every id the one that it is a variant of, with the place where it says so."""
    graph: Graph = {id_: {} for id_ in library.by_id}
    for provision in library.by_id.values():
        if provision.variant_of in graph:
            graph[provision.id][provision.variant_of] = provision.place("variant_of")
    return graph


def _graph(subject: Subject) -> Graph:
    """For every id the ids it leads to, with the place of the first reference or term."""
    graph: Graph = {}
    for provision in subject.library.by_id.values():
        edges = graph.setdefault(provision.id, {})
        for reference in provision.references:
            if reference.target in subject.library.by_id:
                edges.setdefault(reference.target, reference.location)
        for passage in (
            subject.passages(provision)[1:] if provision.kind is Kind.DEFINITION else ()
        ):  # but for its title
            for start, _, definition in subject.library.terms.find(passage.prose.text):
                edges.setdefault(definition.id, passage.prose.locate(start))
    return graph


def _knots(graph: Graph) -> Iterator[set[str]]:
    """The strongly connected components (Tarjan 1972), without recursion: a chain may be as long as the library."""
    index: dict[str, int] = {}
    low: dict[str, int] = {}
    open_: dict[str, None] = {}
    for root in graph:
        if root in index:
            continue
        work = [(root, iter(graph[root]))]
        index[root] = low[root] = len(index)
        open_[root] = None
        while work:
            node, targets = work[-1]
            for target in targets:
                if target not in index:
                    index[target] = low[target] = len(index)
                    open_[target] = None
                    work.append((target, iter(graph.get(target, ()))))
                    break
                if target in open_:
                    low[node] = min(low[node], index[target])
            else:
                work.pop()
                if work:
                    low[work[-1][0]] = min(low[work[-1][0]], low[node])
                if low[node] == index[node]:
                    knot = set()
                    while node not in knot:
                        knot.add(open_.popitem()[0])
                    yield knot


def _shortest_circle(graph: Graph, knot: set[str]) -> list[str]:
    """A shortest way from the alphabetically first member back to itself, or nothing if there is none."""
    start = min(knot)
    came_from: dict[str, str] = {}
    pending = [start]
    for node in pending:  # grows while it is read: breadth first
        for target in graph[node]:
            if target == start:
                path = [start]
                while node != start:
                    path.append(node)
                    node = came_from[node]
                return [start, *reversed(path)]
            if target in knot and target not in came_from:
                came_from[target] = node
                pending.append(target)
    return []
