"""Usage: plain_docxtpl.py VALUES OUTPUT [TIMES]: the Word documents of finished values, with no checking at all.

VALUES is a JSON file: for every document its template and its context. With TIMES they are made so often, one after the
other, in one warm process.
"""

import json
import sys
from pathlib import Path

from docxtpl import DocxTemplate

values = json.loads(Path(sys.argv[1]).read_bytes())
output = Path(sys.argv[2])
output.mkdir(parents=True, exist_ok=True)
for _ in range(int(sys.argv[3]) if len(sys.argv) > 3 else 1):
    for name, document in values.items():
        template = DocxTemplate(document["template"])
        template.render(document["context"])
        template.save(output / f"{name}.docx")
