"""Usage: floor.py FOLDER: parse every provision's front matter and body, and do nothing with them.

PyYAML's loader in C and markdown-it-py: the parsers of the stack, without a model, a place or a check.
"""

import sys
from pathlib import Path

import yaml
from markdown_it import MarkdownIt

markdown = MarkdownIt("commonmark")
for path in sorted(Path(sys.argv[1]).rglob("*.md")):
    _, front, body = path.read_text(encoding="utf-8").split("---\n", 2)
    yaml.load(front, Loader=yaml.CSafeLoader)
    markdown.parse(body)
