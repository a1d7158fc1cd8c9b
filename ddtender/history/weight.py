"""Words that decide what a sentence asks of somebody, by kind: where one comes, goes or moves, a duty has changed.

The kinds are those in which a lawyer reads a change of meaning from a single word. A word may stand in one only.
"""

from __future__ import annotations

import re
from collections.abc import Sequence

#: The words by kind, in small letters; a space stands between the words of one that has several.
KINDS: dict[str, str] = {
    "negation": """
        not|no|none|nor|neither|never|nothing|nobody|nowhere|without|cannot|can't|don't|doesn't|didn't|won't|isn't|aren't
        wasn't|weren't|shan't|mustn't|needn't|non|un|fail|fails|failed|failing|lack|lacks|lacking|absent|refrain|refrains
        refuse|refuses|reject|rejects|deny|denies|accept|accepts|accepted|approve|approves|rejected|refused|denied
        waive|waives|waived|free|exempt|exempted|disregard|disregards|disregarded|ignore|ignored|hardly|barely|scarcely
    """,
    "quantifier": """
        all|every|each|any|some|most|many|much|few|several|both|either|half|majority|minority|certain|whole|part|partly|parts
        partial|partially|fully|full|entire|entirely|wholly|complete|completely|everything|everybody|anything|various
        sufficient|enough|another|other|others|number of|at random|sample|selected|main|mainly|key|principal
        relevant|material|substantial|substantially|significant|significantly|reasonable|reasonably|appropriate|adequate
        essentially|generally|largely|almost|nearly|approximately|about|around|roughly|usually|normally|typically|often
        always|sometimes|rarely|occasionally|regularly
    """,
    "obligation": """
        shall|must|may|might|will|would|can|could|should|ought|need|needs|is to|are to|was to|were to|be to|has to
        have to|had to|required|require|requires|obliged|oblige|obliges|bound|entitled|permitted|permits|permit|allowed
        allow|allows|prohibited|prohibits|forbidden
        mandatory|compulsory|binding|optional|voluntary|voluntarily|recommended|recommends
        encouraged|invited|expected|expects|intends|intend|aims|aim|seeks|seek|strives|strive|endeavours|endeavour
        endeavors|endeavor|efforts|undertakes|undertake|agrees|agree|warrants|warrant|guarantees|guarantee|ensures|ensure
        promotes|able|unable|discretion|liable|responsible|possible|practicable|feasible|commits|commit|acknowledges
        confirms|declares|demonstrates|demonstrate|proves|prove
    """,
    "comparison": """
        more|less|fewer|least|than|over|above|below|exceed|exceeds|exceeding|maximum|minimum|up|higher|lower|greater|smaller
        larger|longer|shorter|equal|equals|exactly|precisely|same|equivalent|equivalents|similar|comparable|identical|best
        worst|highest|lowest|better|worse|minus|plus|between|from|down|increase|increases|decrease|decreases|reduce
        reduces|double|twice|triple
    """,
    "time": """
        before|after|until|till|since|within|by|prior|following|during|upon|when|whenever|while|once|immediately|promptly
        forthwith|delay|first|last|next|previous|later|latest|earlier|earliest|soon|already|still|yet|now|daily|weekly
        monthly|quarterly|yearly|annually|annual|second|minute|hour|day|week|month|quarter|year|seconds|minutes|hours|days
        weeks|months|quarters|years|working|business|calendar|permanent|permanently|temporary|temporarily|continuous
        continuously|periodic|periodically
    """,
    "exclusivity": """
        only|solely|exclusively|exclusive|alone|sole|just|merely|including|includes|include|included|excluding|excludes
        exclude|excluded
    """,
    "cumulation": """
        and|or|but|also|as well|additionally|cumulatively|alternatively|alternative|instead|rather|together|separately
        jointly|severally|respectively
    """,
    "condition": """
        if|unless|provided|except|excepting|exception|subject|otherwise|whether|notwithstanding|despite|although|though
        where|case|condition|conditional|unconditional|unconditionally|regardless|irrespective|insofar|because
    """,
    "number": """
        zero|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|thirteen|fourteen|fifteen|sixteen|seventeen
        eighteen|nineteen|twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand|million|billion|dozen|third
        fourth|fifth|sixth|seventh|eighth|ninth|tenth|thirds|halves|single|pair|percent|per cent|percentage|points
        point|euro|euros|eur|usd|gbp|chf|dollars|pounds|mm|cm|metre|metres|km|kilometre|kilometres|mile|miles|gram|grams|kg
        kilogram|kilograms|tonne|tonnes|ton|tons|kwh|watt|watts|kw|litre|litres|mb|gb|tb
    """,
    "party": """
        tenderer|tenderers|contractor|contractors|authority|authorities|buyer|supplier|suppliers|sub-supplier|sub-suppliers
        subcontractor|subcontractors|manufacturer|manufacturers|party|parties
    """,
}
_WEIGHTY = {
    entry for kind in KINDS.values() for line in kind.splitlines() for entry in line.strip().split("|") if entry
}
_PAIRS = {tuple(words.split()) for words in _WEIGHTY if " " in words}
#: What turns a word into its opposite.
_OPPOSITE = re.compile(r"(?:un|in|im|il|ir|non-?|dis|mis)(?=.{3})")


def _weighs(word: str) -> bool:
    return word in _WEIGHTY or not word.replace("-", "").replace("'", "").replace(" ", "").isalpha()


def _joined(words: Sequence[str]) -> list[str]:
    """The words, those of ``_PAIRS`` as one."""
    found: list[str] = []
    for word in words:
        word = word.replace("’", "'")
        if found and (found[-1], word) in _PAIRS:
            found[-1] += f" {word}"
        else:
            found.append(word)
    return found


def weighty_change(before: Sequence[str], after: Sequence[str]) -> bool:
    """Whether of the words (in small letters) that came, went or moved between two texts one decides what is asked."""
    first, second = _joined(before), _joined(after)
    from difflib import SequenceMatcher  # most checks compare nothing

    for tag, i1, i2, j1, j2 in SequenceMatcher(None, first, second, autojunk=False).get_opcodes():
        if tag == "equal":
            continue
        gone, come = first[i1:i2], second[j1:j2]
        if any(map(_weighs, (*gone, *come))) or _opposites(gone, come) or _opposites(come, gone):
            return True
    return False


def _opposites(words: Sequence[str], others: Sequence[str]) -> bool:
    """Whether one of the words is another one with a prefix that denies it: "incomplete", "complete"."""
    plain = {_OPPOSITE.sub("", word, count=1) for word in words if _OPPOSITE.match(word)}
    return not plain.isdisjoint(others)
