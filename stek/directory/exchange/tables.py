"""The directory as a table: CSV, as a spreadsheet writes it and reads it."""

import codecs
import csv
import re
from collections.abc import Iterable, Iterator
from typing import IO

from django.utils.translation import gettext as _

from .entry import COLUMNS, MUST_HAVE, Entry, Fault, checked
from .text import written

CHUNK = 1 << 16
LONGEST_CELL = 100_000
BY_NAME = {name: column for column, name in COLUMNS.items()}

# A cell that begins like this is calculated by a spreadsheet that opens it.
_FORMULA = re.compile(r"'*[=+\-@\t\r]")
_NUMBER = re.compile(r"-?[0-9]+([.,][0-9]+)?")
_CONTROLS = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f-\x9f]")


class Unreadable(Exception):
    """The sentence that says why this file cannot be read at all."""


def harmless(text: str) -> str:
    """A cell that no spreadsheet calculates: with a quote before it, as spreadsheets know it."""
    return f"'{text}" if _FORMULA.match(text) and not _NUMBER.fullmatch(text) else text


def as_meant(text: str) -> str:
    """What `harmless` was given."""
    return text[1:] if text.startswith("'") and _FORMULA.match(text) else text


def encoding_of(file: IO[bytes]) -> str:
    """UTF-8, with or without a mark, or Windows-1252. Reads the file once and goes back to its beginning."""
    file.seek(0)
    start = file.read(4)
    if start.startswith((codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)) or b"\x00" in start:
        raise Unreadable(_("Dit bestand is bewaard als UTF-16. Bewaar het als 'CSV UTF-8' en probeer opnieuw."))
    if start.startswith(b"PK\x03\x04"):
        raise Unreadable(_("Dit is een werkblad en geen CSV. Bewaar het als 'CSV UTF-8' en probeer opnieuw."))
    try:
        for name in ("utf-8-sig", "cp1252"):
            if _reads_as(file, name):
                return name
    finally:
        file.seek(0)
    raise Unreadable(
        _(
            "We herkennen niet hoe de letters in dit bestand bewaard zijn. Bewaar het als 'CSV UTF-8' en probeer opnieuw."
        )
    )


def _reads_as(file: IO[bytes], name: str) -> bool:
    file.seek(0)
    decoder = codecs.getincrementaldecoder(name)()
    try:
        while chunk := file.read(CHUNK):
            text = decoder.decode(chunk)
            if name == "cp1252" and _CONTROLS.search(text):
                return False
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def entries(file: IO[bytes]) -> Iterator[Entry | Fault]:
    """Row by row: the entry, or each thing that does not fit. Holds no more than a row in memory."""
    decoded = codecs.getreader(encoding_of(file))(file)
    # A reader that cuts on lines as Python knows them would break a cell on a line separator.
    lines = _lines(decoded)
    first = next(lines, "")
    delimiter = max(";,\t", key=first.count)
    csv.field_size_limit(LONGEST_CELL)
    rows = csv.reader(_chain(first, lines), delimiter=delimiter, strict=True)
    try:
        header = [as_meant(cell).strip().casefold() for cell in next(rows, [])]
        if wrong := list(_faults_of(header)):
            yield from wrong
            return
        for number, row in enumerate(rows, start=2):
            if any(cell.strip() for cell in row):
                yield from _read(row, header, number)
    except csv.Error:
        yield Fault(
            _("rij %(number)s") % {"number": rows.line_num}, "",
            _("Hier klopt iets niet met de aanhalingstekens, of een cel is veel te lang."),
        )  # fmt: skip


def _lines(decoded: codecs.StreamReader) -> Iterator[str]:
    rest = ""
    while chunk := decoded.read(CHUNK):
        *whole, rest = (rest + chunk).split("\n")
        for line in whole:
            yield line + "\n"
    if rest:
        yield rest


def _chain(first: str, others: Iterator[str]) -> Iterator[str]:
    if first:
        yield first
    yield from others


def _faults_of(header: list[str]) -> Iterator[Fault]:
    where = _("rij %(number)s") % {"number": 1}
    if not any(header):
        yield Fault(where, "", _("Het bestand is leeg. Op de eerste rij staan de namen van de kolommen."))
        return
    for name in sorted({name for name in header if header.count(name) > 1 and name}):
        yield Fault(where, name, _("Deze kolom staat er meer dan één keer."))
    for name in header:
        if name and name not in BY_NAME:
            yield Fault(where, name[:40], _("Deze kolom kennen we niet."))
    for column in MUST_HAVE:
        if COLUMNS[column] not in header:
            yield Fault(where, COLUMNS[column], _("Deze kolom ontbreekt."))


def _read(row: list[str], header: list[str], number: int) -> Iterator[Entry | Fault]:
    where = _("rij %(number)s") % {"number": number}
    if len(row) > len(header) and any(cell.strip() for cell in row[len(header) :]):
        yield Fault(
            where,
            "",
            _("Deze rij heeft meer cellen dan er kolommen zijn. Staat er ergens een scheidingsteken te veel?"),
        )
        return
    raw = {BY_NAME[name]: as_meant(cell) for name, cell in zip(header, row, strict=False) if name}
    entry, faults = checked(raw, where)
    if entry is not None:
        yield entry
    yield from faults


class _Echo:
    """Where csv writes to: it hands the line back."""

    def write(self, line: str) -> str:
        return line


def as_csv(found: Iterable[Entry]) -> Iterator[str]:
    """Line by line, with the mark that tells a spreadsheet it is UTF-8."""
    writer = csv.writer(_Echo(), delimiter=";", lineterminator="\r\n")
    yield "\ufeff" + writer.writerow(COLUMNS.values())
    for entry in found:
        yield writer.writerow([harmless(cell) for cell in written(entry).values()])
