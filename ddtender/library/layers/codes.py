"""What is found while the layers of a library are put together."""

from ddtender.diagnostics import Code, Severity, Topic

BASE_NOT_FOUND = Code(
    "base-not-found",
    Topic.LAYERS,
    Severity.ERROR,
    "The library that this one extends is not here.",
    why="A layer has only what it changes; without its base there is nothing to build. Nothing is ever fetched.",
    mend="Put the base into `vendor/`, or use the ddtender that has it; `ddtender update` goes over to what is here.",
)
BASE_ALTERED = Code(
    "base-altered",
    Topic.LAYERS,
    Severity.ERROR,
    "The library that this one extends is not the one that is pinned: its fingerprint is another.",
    why="Whoever changes a base in its place changes contracts of everybody who builds on it, without a trace.",
    mend="Restore the base; `ddtender update` takes a new one over, and shows what has changed in it.",
)
LAYER_CIRCLE = Code(
    "layer-circle",
    Topic.LAYERS,
    Severity.ERROR,
    "A library extends itself, by way of others or at once.",
    why="Then nobody can say which of two wordings goes before the other.",
    mend="Take `extends` out of one of them.",
)
LAYER_CONFLICT = Code(
    "layer-conflict",
    Topic.LAYERS,
    Severity.ERROR,
    "A layer has something that its base has, too, and does not say that it replaces it.",
    why="Which of two wordings binds is never to be decided by chance, or by where a file happens to lie.",
    mend="Say `replaces: ID@VERSION` in the clause, or for anything else in library.yaml; or give it another name.",
)
LAYER_STALE = Code(
    "layer-stale",
    Topic.LAYERS,
    Severity.ERROR,
    "A layer replaces or retires another version than its base has.",
    why="Whoever wrote it had another wording before them: what the base has improved since may be lost unseen.",
    mend="Compare the two, take over what is better, and write the version that is there.",
)
LAYER_UNKNOWN = Code(
    "layer-unknown",
    Topic.LAYERS,
    Severity.ERROR,
    "A layer replaces or retires something that its base does not have.",
    why="A name that leads to nothing is a slip, or the base has changed: either way what was meant does not happen.",
    mend="Correct the name, or take the line out; `ddtender layers` lists what there is.",
)
CODES = (BASE_NOT_FOUND, BASE_ALTERED, LAYER_CIRCLE, LAYER_CONFLICT, LAYER_STALE, LAYER_UNKNOWN)
