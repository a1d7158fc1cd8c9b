"""How much there may be of what documents and workbooks hold: what is checked in sources, and what is read back.

A tag of a content control takes 64 characters (Word's own limit); the rest is more than any procurement needs, and
little enough to be read.
"""

#: Characters of a workbook's cell (Excel's own limit); openpyxl cuts off what is longer.
LONGEST_CELL = 32_767
#: Characters of a text in a file, and of a paragraph as it is printed.
LONGEST_TEXT = 30_000
#: Characters of a fact, a parameter's value, and words that are printed as they stand.
LONGEST_WORDS = 500
#: Characters that a number has in words, such as "technical specification 100, Title (in the contract)".
LONGEST_REFERENCE = 150
#: Characters of an id within a file, such as an option's.
LONGEST_SLUG = 60
#: Characters of a version: `id@version` is the tag of a provision's content control.
LONGEST_VERSION = 13
#: Alternatives, parts, tiers, elements or steps of one criterion.
MOST_OPTIONS = 40
#: KPIs of one clause.
MOST_KPIS = 100
#: Contract clauses with KPIs in one contract: each has a sheet in the register.
MOST_KPI_CLAUSES = 200
#: Award criteria of one tender: each has a sheet in the evaluation.
MOST_CRITERIA = 100
#: Selection criteria and technical specifications of one tender: each has two columns in the evaluation.
MOST_REQUIREMENTS = 100
#: Rows of a register, one for each KPI and due date.
MOST_ROWS = 20_000
#: Lots of one procurement: what a table of the tender document, and a folder of contracts, can be read with.
MOST_LOTS = 40
