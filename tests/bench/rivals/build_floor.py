"""Usage: build_floor.py VALUES CELLS WORKSPACE OUTPUT: what a build cannot do without, and nothing else.

One process that imports the libraries of a build, parses the provisions as floor.py does, renders the two documents as
plain_docxtpl.py does, and writes workbooks and a calendar with finished CELLS: no styles, no checks, nothing read back.
"""

import gc
import json
import sys
from datetime import date
from pathlib import Path

gc.disable()  # as ddtender does

import click  # noqa: E402, F401
import icalendar  # noqa: E402
import jinja2  # noqa: E402, F401
import msgspec  # noqa: E402, F401
import openpyxl  # noqa: E402
import yaml  # noqa: E402
from docxtpl import DocxTemplate  # noqa: E402
from markdown_it import MarkdownIt  # noqa: E402

values, finished = (json.loads(Path(argument).read_bytes()) for argument in sys.argv[1:3])
workspace, output = map(Path, sys.argv[3:5])
output.mkdir(parents=True, exist_ok=True)

markdown = MarkdownIt("commonmark")
for path in sorted((workspace / "clause_library").rglob("*.md")):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    yaml.load(front, Loader=yaml.CSafeLoader)
    markdown.parse(body)
for folder in ("clause_library", "scenarios"):
    for path in sorted((workspace / folder).rglob("*.yaml")):
        yaml.load(path.read_bytes(), Loader=yaml.CSafeLoader)

for name, document in values.items():
    template = DocxTemplate(document["template"])
    template.render(document["context"])
    template.save(output / f"{name}.docx")

for name, sheets in finished["workbooks"].items():
    book = openpyxl.Workbook(write_only=True)
    for title, rows in sheets.items():
        sheet = book.create_sheet(title)
        for row in rows:
            sheet.append(row)
    book.save(output / name)

calendar = icalendar.Calendar()
for uid, summary, day in finished["entries"]:
    entry = icalendar.Event()
    entry.add("uid", uid)
    entry.add("summary", summary)
    entry.add("dtstart", date.fromisoformat(day))
    calendar.add_component(entry)
(output / "kpi-calendar.ics").write_bytes(calendar.to_ical())
gc.freeze()
