"""The list of commands: the module that each is in, and what ``ddtender --help`` says of it.

It imports nothing, so that a command starts without the others, and ``--help`` without any.
"""

from __future__ import annotations

ABOUT = """\
Compose a checked clause library into Word tender and contract documents.

\b
Examples:
  ddtender check
  ddtender build --scenario high
  ddtender build --scenario high --procedure scenarios/procedures/laptops.yaml
  ddtender outline --scenario low
  ddtender explain typed-number
  ddtender status
"""
WORKSPACE_HELP = (
    "The folder that has clause_library/; left out, the one at or above this folder, or else what came with ddtender."
)

#: By name: the module in ``ddtender.cli``, and a line of at most 60 characters.
COMMANDS: dict[str, tuple[str, str]] = {
    "adopt": ("documents", "Give a Word document of yours the styles of a template."),
    "agenda": ("dialogue", "Write the agenda of a meeting with the market."),
    "approve": ("approving", "Stamp provisions as reviewed, as they stand now."),
    "assess": ("market", "Score returned questionnaires and recommend a scenario."),
    "award": ("procurement", "Hand over the contracts with what was offered."),
    "batch": ("batch", "Build many procedures, several at a time."),
    "brand-letter": ("dialogue", "Write the letter to a brand through the reseller."),
    "build": ("documents", "Write the tender, the contract and what belongs to them."),
    "bump": ("maintain", "Raise the versions of provisions and record why."),
    "check": ("library", "Report every finding about library and templates."),
    "comments": ("commenting", "Show colleagues' comments on the texts; answer them."),
    "decide": ("approving", "Decide an open question, and keep it on record."),
    "diff": ("maintain", "Show what has changed between two revisions."),
    "evaluate": ("evaluating", "Count a filled evaluation again, and rank the Tenders."),
    "explain": ("library", "Explain a code: what it means, and how to mend it."),
    "export": ("exporting", "Write the sheet for the contract notice."),
    "extend": ("contracts", "Continue a register whose contract's end is moved."),
    "facts": ("facts", "Show the facts of a procurement; --set changes them."),
    "init": ("layering", "Begin an authority's own library over this one."),
    "initiatives": ("initiatives", "Show what codes, labels and ratings prove and do not."),
    "invitation": ("market", "Write the invitation to a market consultation."),
    "issue": ("procurement", "Seal a procurement's documents as they are published."),
    "kickoff": ("contracts", "Write the agenda of the first meeting after the award."),
    "kpis": ("manage", "Read a filled KPI register: due, overdue, missing."),
    "law": ("law", "Show laws on due diligence, and duties of public buyers."),
    "layers": ("layering", "Show the libraries that this one is made of."),
    "new": ("procurement", "Make the folder of one procurement."),
    "outline": ("documents", "Show what a scenario contains, with its numbers."),
    "portfolio": ("contracts", "Put all contracts below a folder on one page."),
    "programme": ("dialogue", "Write the programme of a day on which buyers meet suppliers."),
    "questionnaire": ("market", "Write the supplier questionnaire as a Word form."),
    "questions": ("procurement", "Print Tenderers' questions and answers, without names."),
    "record": ("procurement", "Print a procurement's record as the report on it."),
    "redline": ("redline", "Write what has changed as tracked changes in Word."),
    "release": ("releasing", "Raise the library's version, write its changelog, tag it."),
    "rename": ("maintain", "Give a provision another id, wherever it stands."),
    "replace": ("layering", "Take something of the base over, to change it."),
    "review": ("review", "Read a reviewed draft; --apply writes it into the clauses."),
    "risks": ("risks", "Write a worksheet for a product's human rights risks."),
    "schema": ("library", "Print the JSON Schema of a file, for editors."),
    "serve": ("serving", "Open the page in a browser, for all procurements here."),
    "sign": ("proving", "Sign for a folder of documents with a key of OpenSSH."),
    "signoff": ("approving", "Write the sheet on which those who answer sign."),
    "status": ("status", "Show every provision's version, state and reviewer."),
    "training": ("dialogue", "Write a training outline for contract managers."),
    "translate": ("translating", "Begin a language, send its texts and take them back."),
    "update": ("layering", "Raise the base, and take over what has changed in it."),
    "verify": ("proving", "Prove a folder of documents against its manifest."),
    "where-used": ("maintain", "Show what uses a provision."),
}
