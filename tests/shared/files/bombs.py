"""Workbooks that are small on the wire and endless inside, and files that only look like workbooks."""

import io
import struct
from collections.abc import Callable
from string import ascii_uppercase
from zipfile import ZIP_LZMA, ZipFile

from tests.shared.files.reading import MAIN, PLAIN_SHEET, Repeated, make_container, make_parts, make_workbook


def make_huge_extent() -> bytes:
    """Two cells, the last row and column of a sheet apart."""
    far = '<row r="1048576"><c r="XFD1048576"><v>1</v></c></row>'
    return make_container(make_parts(PLAIN_SHEET + far))


def make_lying_dimension() -> bytes:
    """A sheet that says it is full, with its only cell in the last column."""
    parts = make_parts('<row r="1"><c r="XFD1"><v>1</v></c></row>')
    sheet = parts["xl/worksheets/sheet1.xml"]
    parts["xl/worksheets/sheet1.xml"] = sheet.replace("<sheetData>", '<dimension ref="A1:XFD1048576"/><sheetData>')
    return make_container(parts)


def make_shared_string() -> bytes:
    """One shared string of 200 million letters."""
    strings = Repeated(f'<sst xmlns="{MAIN}"><si><t>', "a" * 1_000_000, 200, "</t></si></sst>")
    return make_container(make_parts(PLAIN_SHEET) | {"xl/sharedStrings.xml": strings})


def make_repeated_string() -> bytes:
    """One string of 30,000 letters in fifty thousand cells: 1.5 GB of text."""
    rows = []
    for row in range(1, 2_000):
        cells = "".join(f'<c r="{letter}{row}" t="s"><v>0</v></c>' for letter in ascii_uppercase)
        rows.append(f'<row r="{row}">{cells}</row>')
    return make_container(make_parts("".join(rows), strings=f"<si><t>{'a' * 30_000}</t></si>"))


def make_many_strings() -> bytes:
    """Ten million empty shared strings."""
    return make_container(make_parts(PLAIN_SHEET, strings="<si/>" * 10_000_000))


def make_many_cells() -> bytes:
    """A row after a row of cells that hold nothing, without numbers."""
    return make_container(make_parts(PLAIN_SHEET + f"<row>{'<c/>' * 200}</row>" * 20_000))


def make_deep_nesting() -> bytes:
    """A million elements in each other."""
    return make_container(make_parts(PLAIN_SHEET + "<row>" * 1_000_000 + "</row>" * 1_000_000))


def make_billion_laughs() -> bytes:
    """Entities that double thirty times."""
    entities = "".join(f'<!ENTITY a{step} "&a{step - 1};&a{step - 1};">' for step in range(1, 31))
    doctype = f'<!DOCTYPE worksheet [<!ENTITY a0 "ha">{entities}]>'
    laugh = '<row r="2"><c r="A2" t="inlineStr"><is><t>&a30;</t></is></c></row>'
    return make_container(make_parts(PLAIN_SHEET + laugh, doctype=doctype))


def make_outside_entity() -> bytes:
    """An entity that is a file of the server, declared in UTF-16, where a search for bytes would miss it."""
    parts = make_parts("", doctype='<!DOCTYPE worksheet [<!ENTITY x SYSTEM "file:///etc/passwd">]>')
    target = io.BytesIO()
    with ZipFile(target, "w") as archive:
        for name, text in parts.items():
            archive.writestr(name, text.encode("utf-16") if name.endswith("sheet1.xml") else text)
    return target.getvalue()


def make_huge_attribute() -> bytes:
    """A start tag that takes a hundred megabytes to end."""
    strings = Repeated(f'<sst xmlns="{MAIN}" x="', "a" * 1_000_000, 100, '"/>')
    return make_container(make_parts(PLAIN_SHEET) | {"xl/sharedStrings.xml": strings})


def make_many_entries() -> bytes:
    """A workbook among a hundred thousand empty parts."""
    return make_container(make_parts(PLAIN_SHEET) | {f"xl/media/{number}": "" for number in range(100_000)})


def make_heavy_stylesheet() -> bytes:
    """A stylesheet of a million number formats."""
    formats = '<numFmt numFmtId="164" formatCode="0"/>'
    styles = Repeated(f'<styleSheet xmlns="{MAIN}"><numFmts>', formats, 1_000_000, "</numFmts></styleSheet>")
    return make_container(make_parts(PLAIN_SHEET) | {"xl/styles.xml": styles})


def make_zeros_for_a_picture() -> bytes:
    """A gigabyte of zeros that no reader would ever look at, in one megabyte."""
    return make_container(make_parts(PLAIN_SHEET) | {"xl/media/image1.png": Repeated("", "\0" * 1_000_000, 1_000)})


def make_encrypted() -> bytes:
    """A workbook whose parts say that they are encrypted."""
    content = bytearray(make_workbook([("code", "count")]))
    for signature, flags in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        place = content.find(signature)
        while place >= 0:
            struct.pack_into("<H", content, place + flags, 1)
            place = content.find(signature, place + 4)
    return bytes(content)


def make_other_compression() -> bytes:
    """Parts compressed in a way that takes memory of the sender's choice."""
    target = io.BytesIO()
    with ZipFile(target, "w", ZIP_LZMA) as archive:
        for name, text in make_parts(PLAIN_SHEET).items():
            archive.writestr(name, text)
    return target.getvalue()


BOMBS: dict[str, Callable[[], bytes]] = {
    "huge extent": make_huge_extent,
    "lying dimension": make_lying_dimension,
    "huge shared string": make_shared_string,
    "repeated string": make_repeated_string,
    "many strings": make_many_strings,
    "many cells": make_many_cells,
    "deep nesting": make_deep_nesting,
    "billion laughs": make_billion_laughs,
    "outside entity": make_outside_entity,
    "huge attribute": make_huge_attribute,
    "many entries": make_many_entries,
    "heavy stylesheet": make_heavy_stylesheet,
    "zeros for a picture": make_zeros_for_a_picture,
    "encrypted": make_encrypted,
    "password": lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 4096,
    "other compression": make_other_compression,
    "any zip": lambda: make_container({"readme.txt": "not a workbook"}),
    "cut off": lambda: make_workbook([("code", "count")])[:-100],
    "no zip": lambda: b"code,count\n1,2\n",
    "nothing": lambda: b"",
    "too large": lambda: b"PK" + b"\0" * 20_000_000,
}
