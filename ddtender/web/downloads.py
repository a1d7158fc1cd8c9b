"""Files that are handed out to be kept, and the kinds of them."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from starlette.responses import Response

#: The media type of a file, by the ending of its name.
KINDS = {
    ".docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    ".xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    ".ics": "text/calendar",
    ".xlf": "application/xliff+xml",
    ".zip": "application/zip",
}


def download(name: str, content: bytes) -> Response:
    """A file that was made just now, under a name in whatever script with one of these endings."""
    headers = {"content-disposition": f"attachment; filename*=utf-8''{quote(name, safe='')}"}
    return Response(content, media_type=KINDS[Path(name).suffix], headers=headers)
