"""Where things are in a workspace: paths below its root, with forward slashes. It imports nothing, so that to look at a
workspace takes no reader of its files."""

LIBRARY = "clause_library"
SCENARIOS = "scenarios"
PROCEDURES = "scenarios/procedures"
TEMPLATES = "templates"
DEFINITIONS = f"{LIBRARY}/definitions"
REPLY_FORMS = f"{LIBRARY}/reply_forms"
REVIEWS = f"{LIBRARY}/reviews"
QUESTIONNAIRES = f"{LIBRARY}/questionnaire"
RISKS = f"{LIBRARY}/risks"
INFO = f"{LIBRARY}/library.yaml"
PARAMETERS = f"{LIBRARY}/parameters.yaml"
#: Need not be there: what the provisions of law allow or require.
LEGAL_BASES = f"{LIBRARY}/legal_bases.yaml"
TEMPLATE_NAMES = ("tender", "contract")
#: Paper of the market documents; no provision is composed into it.
MARKET_TEMPLATE = f"{TEMPLATES}/market.docx"
DEFAULT_TEMPLATES = tuple(f"{TEMPLATES}/{name}.docx" for name in TEMPLATE_NAMES)
#: How the folder is named that stands beside the library while a change of several files is under way.
JOURNAL = ".ddtender-change"
