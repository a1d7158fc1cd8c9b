"""Runs in the system's Python, which has ``uno``: starts LibreOffice and does what each line of standard input asks.

Usage: driver.py PROFILE_FOLDER AUTHOR. Requests and answers are JSON (see tests/office/__init__.py).
"""

import contextlib
import json
import os
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

import installation
import uno
from com.sun.star.beans import PropertyValue

STARTS_IN = 90  # seconds
FILTERS = {".docx": "MS Word 2007 XML", ".odt": "writer8"}
SETTINGS = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.UserProfile/Data"><prop oor:name="givenname"><value>%s</value></prop></item>
</oor:items>
"""


def prop(name, value):
    return PropertyValue(name, 0, value, 0)


class Driver:
    def __init__(self, profile, author):
        self.profile = profile
        settings = Path(profile) / "user"
        settings.mkdir(parents=True)
        (settings / "registrymodifications.xcu").write_text(SETTINGS % author, encoding="utf-8")
        pipe = f"ddtender{os.getpid()}"
        options = ["--headless", "--norestore", "--nologo", "--nodefault", f"--accept=pipe,name={pipe};urp;"]
        options += [f"-env:UserInstallation={Path(profile).as_uri()}", *installation.options(Path(profile))]
        self.office = subprocess.Popen(["soffice", *options], stdout=subprocess.DEVNULL)
        local = uno.getComponentContext()
        resolver = local.ServiceManager.createInstanceWithContext("com.sun.star.bridge.UnoUrlResolver", local)
        end = time.monotonic() + STARTS_IN
        while True:
            try:
                self.context = resolver.resolve(f"uno:pipe,name={pipe};urp;StarOffice.ComponentContext")
                break
            except Exception:
                if time.monotonic() > end or self.office.poll() not in (None, 0):
                    raise
                time.sleep(0.2)
        self.desktop = self._service("com.sun.star.frame.Desktop")
        self.dispatcher = self._service("com.sun.star.frame.DispatchHelper")
        self.document = None

    def _service(self, name):
        return self.context.ServiceManager.createInstanceWithContext(name, self.context)

    def end(self):
        with contextlib.suppress(Exception):  # the connection ends with the program
            self.close()
            self.desktop.terminate()
        with contextlib.suppress(subprocess.TimeoutExpired):
            self.office.wait(15)

    def open(self, path):
        self.close()
        # A copy: LibreOffice locks what it opens, and one that crashed leaves the lock behind.
        copy = Path(tempfile.mkdtemp(dir=self.profile)) / Path(path).name
        shutil.copyfile(path, copy)
        self.document = self.desktop.loadComponentFromURL(copy.as_uri(), "_blank", 0, (prop("Hidden", True),))
        if self.document is None:
            raise ValueError("LibreOffice cannot open it")

    def close(self):
        if self.document is not None:
            self.document.close(True)
            self.document = None

    def track(self, on):
        self.document.RecordChanges = on

    def _dispatch(self, command):
        self.dispatcher.executeDispatch(self.document.CurrentController.Frame, command, "", 0, ())

    def accept_all(self):
        self._dispatch(".uno:AcceptAllTrackedChanges")

    def reject_all(self):
        self._dispatch(".uno:RejectAllTrackedChanges")

    def _find(self, text):
        search = self.document.createSearchDescriptor()
        search.SearchString, search.SearchCaseSensitive = text, True
        found = self.document.findFirst(search)
        if found is None:
            raise ValueError(f"the text {text!r} is not in the document")
        return found

    def replace(self, old, new):
        self._find(old).setString(new)

    def replace_all(self, old, new):
        search = self.document.createReplaceDescriptor()
        search.SearchString, search.ReplaceString, search.SearchCaseSensitive = old, new, True
        return self.document.replaceAll(search)

    def delete_from(self, first, last):
        cursor = self._paragraphs_from(first, last)
        cursor.goRight(1, True)
        cursor.setString("")

    def _paragraphs_from(self, first, last):
        start, end = self._find(first), self._find(last)
        cursor = start.getText().createTextCursorByRange(start)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoRange(end.getEnd(), True)
        cursor.gotoEndOfParagraph(True)
        return cursor

    def move_down(self, first, last, times):
        self.document.CurrentController.select(self._paragraphs_from(first, last))
        for _ in range(times):
            self._dispatch(".uno:MoveDown")

    def insert_after(self, text, new):
        end = self._find(text).getEnd()
        cursor = end.getText().createTextCursorByRange(end)
        for n, line in enumerate(new.split("\n")):
            if n:
                cursor.getText().insertControlCharacter(cursor, 0, False)  # PARAGRAPH_BREAK
            cursor.getText().insertString(cursor, line, False)

    def delete_paragraph(self, text):
        found = self._find(text)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoStartOfParagraph(False)
        cursor.gotoEndOfParagraph(True)
        if not cursor.goRight(1, True):
            raise ValueError("the last paragraph cannot be deleted")
        cursor.setString("")

    def add_paragraph(self, text, new):
        found = self._find(text)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        cursor.getText().insertControlCharacter(cursor, 0, False)
        cursor.getText().insertString(cursor, new, False)

    def join(self, text):
        found = self._find(text)
        cursor = found.getText().createTextCursorByRange(found)
        cursor.gotoEndOfParagraph(False)
        if not cursor.goRight(1, True):
            raise ValueError("there is no paragraph behind it")
        cursor.setString("")

    def bold(self, text):
        self._find(text).CharWeight = 150.0

    def resolve(self, words):
        fields = self.document.getTextFields().createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation") and field.Content == words:
                field.Resolved = True

    def comment(self, text, words):
        found = self._find(text)
        note = self.document.createInstance("com.sun.star.text.textfield.Annotation")
        note.Content = words
        note.Author = sys.argv[2]
        note.DateTimeValue = uno.createUnoStruct("com.sun.star.util.DateTime", Year=2027, Month=1, Day=4)
        found.getText().insertTextContent(found, note, True)

    def paragraphs(self):
        self.document.getTextFields().refresh()
        return list(self._texts(self.document.getText()))

    def _texts(self, text):
        blocks = text.createEnumeration()
        while blocks.hasMoreElements():
            block = blocks.nextElement()
            if block.supportsService("com.sun.star.text.TextTable"):
                for name in block.getCellNames():
                    yield from self._texts(block.getCellByName(name))
            else:
                # LibreOffice 7.4 begins a block control's first paragraph with a mark of its own.
                yield block.getString().replace("\r", "")

    def styles(self):
        found, blocks = [], self.document.getText().createEnumeration()
        while blocks.hasMoreElements():
            block = blocks.nextElement()
            if not block.supportsService("com.sun.star.text.TextTable"):
                found.append([block.ParaStyleName, block.ListLabelString, block.getString().replace("\r", "")])
        return found

    def changes(self):
        found, listed = [], self.document.getRedlines().createEnumeration()
        while listed.hasMoreElements():
            change = listed.nextElement()
            found.append({"type": change.RedlineType, "author": change.RedlineAuthor})
        return found

    def comments(self):
        found, fields = [], self.document.getTextFields().createEnumeration()
        while fields.hasMoreElements():
            field = fields.nextElement()
            if field.supportsService("com.sun.star.text.textfield.Annotation"):
                on = field.getAnchor().getString()
                found.append({"author": field.Author, "words": field.Content, "on": on})
        return found

    def save(self, path):
        self.document.storeToURL(Path(path).as_uri(), (prop("FilterName", FILTERS[Path(path).suffix]),))


def main():
    driver = Driver(*sys.argv[1:3])
    try:
        for line in sys.stdin:
            request = json.loads(line)
            try:
                answer = {"result": getattr(driver, request.pop("do"))(**request)}
            except Exception as error:  # whatever LibreOffice says is an answer
                answer = {"error": f"{type(error).__name__}: {error}"}
            print(json.dumps(answer), flush=True)
    finally:
        driver.end()


if __name__ == "__main__":
    main()
