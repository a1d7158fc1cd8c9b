"""The law of procedures as our own library has it."""

from ddtender.library.law import read_law
from ddtender.library.places import PROCEDURE_LAW
from ddtender.library.source import SourceText
from ddtender.model.procedure_law import ProcedureLaw
from tests.tools import ROOT


def law_in(text: str) -> ProcedureLaw:
    """The value of a file law/procedures.yaml, in which there is no mistake."""
    read, findings = read_law(SourceText(PROCEDURE_LAW, text))
    assert findings == [] and isinstance(read, ProcedureLaw)
    return read


OURS = law_in((ROOT / PROCEDURE_LAW).read_text(encoding="utf-8"))
