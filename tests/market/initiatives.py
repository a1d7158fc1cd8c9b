"""What the library knows of initiatives, read once, and suppliers who name all of them."""

from functools import cache

from msgspec.structs import replace

from ddtender.desk.library.initiatives import known
from ddtender.market.assess import Assessment, assess
from ddtender.model.initiatives import Initiatives
from ddtender.words import Language, language
from tests.market.forms import HIGH, MEDIUM, answers_of, questionnaire
from tests.tools import ROOT


@cache
def initiatives() -> Initiatives:
    return known(ROOT)


def naming(*typed: str, words: Language | None = None) -> Assessment:
    """An assessment of suppliers A, B, …, each of which typed this as its initiatives."""
    answers = [
        replace(answers_of(HIGH if n else MEDIUM, company=chr(65 + n)), texts={"actions.initiatives": text})
        for n, text in enumerate(typed)
    ]
    return assess(answers, questionnaire(), None, words or language(), initiatives=initiatives())[0]


def every_name() -> str:
    return ", ".join(one.short for one in initiatives().every)
