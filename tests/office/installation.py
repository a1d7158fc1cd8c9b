"""A LibreOffice that can show comments.

Debian's LibreOffice without windows (libreoffice-writer-nogui) lacks the descriptions of Writer's windows. It opens
documents without them, but ends when it has to lay out a comment. So where the one file is missing that it asks for,
a folder of links to the installation gets it in addition.
"""

import shutil
from pathlib import Path

_WINDOWS = Path("share/config/soffice.cfg/modules/swriter/ui")
_COMMENT = "annotation.ui"
#: Only what the program looks up by name; nobody ever sees it.
_DESCRIPTION = """<?xml version="1.0" encoding="UTF-8"?>
<interface domain="sw">
  <object class="GtkMenu" id="menu1">
    <child><object class="GtkMenuItem" id="reply"/></child>
  </object>
  <object class="GtkBox" id="Annotation">
    <child>
      <object class="GtkScrolledWindow" id="scrolledwindow">
        <child>
          <object class="GtkViewport"><child><object class="GtkDrawingArea" id="editview"/></child></object>
        </child>
      </object>
    </child>
    <child><object class="GtkLabel" id="author"/></child>
    <child><object class="GtkLabel" id="resolved"/></child>
    <child><object class="GtkLabel" id="date"/></child>
    <child><object class="GtkMenuButton" id="menubutton"><property name="popup">menu1</property></object></child>
  </object>
</interface>
"""


def options(folder: Path) -> list[str]:
    """What ``soffice`` must be told in order to survive comments; links are made below ``folder`` if that is needed."""
    home = Path(shutil.which("soffice") or "soffice").resolve().parent.parent
    if (home / _WINDOWS / _COMMENT).exists() or not (home / _WINDOWS.parent).is_dir():
        return []
    completed = folder / "libreoffice"
    completed.mkdir()
    here, there = home, completed
    for name in _WINDOWS.parts:
        for entry in here.iterdir():
            if entry.name == "presets":  # copied into the user's profile, which does not follow links
                shutil.copytree(entry, there / entry.name)
            elif entry.name != name:
                (there / entry.name).symlink_to(entry)
        here, there = here / name, there / name
        there.mkdir()
    (there / _COMMENT).write_text(_DESCRIPTION, encoding="utf-8")
    return [f"-env:BRAND_BASE_DIR={completed.as_uri()}"]
