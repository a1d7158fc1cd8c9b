"""Where things are in a workspace: paths below its root, with forward slashes. It imports nothing, so that to look at a
workspace takes no reader of its files."""

LIBRARY = "clause_library"
SCENARIOS = "scenarios"
PROCEDURES = "scenarios/procedures"
TEMPLATES = "templates"
DEFINITIONS = f"{LIBRARY}/definitions"
REPLY_FORMS = f"{LIBRARY}/reply_forms"
REVIEWS = f"{LIBRARY}/reviews"
#: What was decided of the questions in notes, beside the stamps: a file for each provision.
DECISIONS = f"{LIBRARY}/decisions"
QUESTIONNAIRES = f"{LIBRARY}/questionnaire"
RISKS = f"{LIBRARY}/risks"
#: Need not be there: what is known of codes, industry bodies, labels and ratings.
INITIATIVES = f"{LIBRARY}/initiatives"
#: Need not be there: what is said in talks with the market, with brands and among colleagues.
DIALOGUE = f"{LIBRARY}/dialogue"
#: Need not be there: the letters on the award decision.
LETTERS = f"{LIBRARY}/letters"
INFO = f"{LIBRARY}/library.yaml"
PARAMETERS = f"{LIBRARY}/parameters.yaml"
#: Need not be there: what the provisions of law allow or require.
LEGAL_BASES = f"{LIBRARY}/legal_bases.yaml"
#: Need not be there: a folder for each language that the library is translated into, a mirror of the library.
LANGUAGES = f"{LIBRARY}/languages"
#: Need not be there: laws on due diligence, duties of public buyers, the steps of due diligence.
LAW = f"{LIBRARY}/law"
#: Need not be there: what the law asks of procedures, its days above all.
PROCEDURE_LAW = f"{LAW}/procedures.yaml"
#: Lists whose entries a layer adds and replaces one by one, by the key that they stand under.
LISTS = {PARAMETERS: "parameters", LEGAL_BASES: "legal_bases"}
#: Need not be there: where the law of a country has what provisions cite, one file a country.
NATIONAL = f"{LIBRARY}/national"
#: Need not be there: the libraries that this one extends, each in a folder of its own.
VENDOR = "vendor"
#: What a merge of layers has found out, as one more file among those that it gives; no file on a disk is read by such
#: a name.
MERGED = ".layers"
TEMPLATE_NAMES = ("tender", "contract")
#: Paper of the market documents; no provision is composed into it.
MARKET_TEMPLATE = f"{TEMPLATES}/market.docx"
DEFAULT_TEMPLATES = tuple(f"{TEMPLATES}/{name}.docx" for name in TEMPLATE_NAMES)
#: How the folder is named that stands beside the library while a change of several files is under way.
JOURNAL = ".ddtender-change"
#: What the folder of a procurement has: its facts, its record, and a folder for each step.
PROCEDURE_FILE, RECORD_FILE = "procedure.yaml", "record.jsonl"
#: What is written of a notice: the page to copy from, the notice of eForms, the release of OCDS.
NOTICE_SHEET, NOTICE_FILE, RELEASE_FILE = "notice-sheet.html", "notice.xml", "release.json"
RISKS_STEP, MARKET_STEP, DRAFT_STEP, ISSUED_STEP = "risks", "market", "draft", "issued"
EVALUATION_STEP, AWARD_STEP, CONTRACTS_STEP = "evaluation", "award", "contracts"
#: In the officer's order.
STEPS = (RISKS_STEP, MARKET_STEP, DRAFT_STEP, ISSUED_STEP, EVALUATION_STEP, AWARD_STEP, CONTRACTS_STEP)
#: What colleagues remark on the texts of a procurement, a file for each comment; no step of its own.
COMMENTS = "comments"
#: Questionnaires that came back.
RETURNED = f"{MARKET_STEP}/returned"
#: How a line of a record begins that puts a decision on it: no other line decides what a document says.
_DECIDED = b'{"what": "decided"'


def record_of(procedure: str) -> str:
    """The path of the record of a procurement, from that of its procedure file: ``record.jsonl`` in a folder of its
    own, and beside a procedure file of another name one that begins with that name."""
    folder, slash, name = procedure.rpartition("/")
    stem = name.rpartition(".")[0] or name
    return f"{folder}{slash}record.jsonl" if stem == "procedure" else f"{folder}{slash}{stem}.record.jsonl"


def decided_part(record: bytes) -> bytes:
    """A record up to its last decision: what is written on it later decides nothing in a document."""
    lines = record.splitlines(keepends=True)
    while lines and not lines[-1].startswith(_DECIDED):
        lines.pop()
    return b"".join(lines)


def of_part(name: str, part: str) -> str:
    """The name of a file that is made for one lot, or one contract, only: ``contract-lot-1.docx``."""
    stem, dot, ending = name.rpartition(".")
    return f"{stem}-{part}{dot}{ending}" if part else name


#: Names of devices on Windows, in every folder and with every ending.
DEVICES = frozenset(("con", "prn", "aux", "nul", "conin$", "conout$")) | {
    f"{port}{number}" for port in ("com", "lpt") for number in "123456789¹²³"
}
#: A file name may be longer, but not everywhere.
_LONGEST = 120


def slug(text: str) -> str:
    """A text in small letters, digits and hyphens; what these cannot tell apart has the beginning of a digest as
    well, and so has the name of a device."""
    import hashlib
    import re

    short = re.sub(r"[^a-z0-9]+", "-", text.lower()).strip("-")
    if text.isascii() and 0 < len(short) <= _LONGEST and short not in DEVICES:
        return short
    return f"{short[:_LONGEST].strip('-')}-{hashlib.sha256(text.encode()).hexdigest()[:8]}".lstrip("-")


def id_of_template(path: str) -> str:
    """The id of the words of the template at a path, by which they are approved; of one outside the workspace by its
    name alone, as ids are given away."""
    parts = [part for part in path.removesuffix(".docx").split("/") if part]
    within = not path.startswith("/") and not {"..", "~"} & {*parts} and ":" not in path
    return ".".join(["template", *map(slug, parts if within else parts[-1:])])


def stamp_of_template(path: str) -> str:
    """Where the stamp on the words of the template at a path lies."""
    return f"{REVIEWS}/{id_of_template(path)}.yaml"
