"""Whatever is judged must be provable, and so must every scoring option (evidence that names none proves all)."""

from collections.abc import Iterator

from ddtender.checks import Wording
from ddtender.diagnostics import Code, Diagnostic, Severity, Topic
from ddtender.model import Kind

MISSING_EVIDENCE = Code(
    "missing-evidence",
    Topic.SCORING,
    Severity.ERROR,
    "A criterion or specification does not say what proves it, or an award option has no evidence.",
    why="A criterion must be verifiable, or it can be set aside.",
    mend="List under `evidence` what the Tenderer hands in, and for which options.",
)


def check_provisions(wording: Wording) -> Iterator[Diagnostic]:
    for provision in wording.provisions:
        if provision.kind not in (Kind.SPECIFICATION, Kind.SELECTION, Kind.AWARD):
            continue
        if not provision.evidence:
            message = f"this {provision.kind.label} does not say what proves that it is met"
            hint = "List under `evidence` what the Tenderer hands in."
            yield Diagnostic(MISSING_EVIDENCE, provision.location, message, hint)
        elif provision.scoring and all(evidence.proves for evidence in provision.evidence):
            proved = {id_ for evidence in provision.evidence for id_ in evidence.proves}
            for option in provision.scoring.options:
                if option.id not in proved:
                    message = f"no evidence proves the option '{option.id}'"
                    hint = f"Add '{option.id}' to `proves` of a piece of evidence, or add evidence for it."
                    yield Diagnostic(MISSING_EVIDENCE, option.location, message, hint)
