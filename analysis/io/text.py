"""Bytes → UTF-8 text: which encoding a file is written in, and whether it is text at all."""

from __future__ import annotations

import codecs
import re

import numpy as np

from analysis.errors import DatasetError
from analysis.wording import Sentence, sentence

SIGNATURES = (
    (b"PK\x03\x04", "Excel (.xlsx) or ZIP"),
    (b"\xd0\xcf\x11\xe0", "Excel (.xls)"),
    (b"PAR1", "Parquet"),
    (b"$FL2", "SPSS (.sav)"),
    (b"%PDF", "PDF"),
    (b"\x1f\x8b", "gzip"),
)
"""First bytes of files that often bear the wrong extension."""

MARKS = ((codecs.BOM_UTF8, "utf-8-sig"), (codecs.BOM_UTF16_LE, "utf-16"), (codecs.BOM_UTF16_BE, "utf-16"))
"""Byte order marks."""

UTF8 = ("utf-8", "utf-8-sig")

LEGACY = ("cp1252", "iso8859-15", "cp850", "mac_roman")
"""Eight-bit encodings of Western Europe, the likeliest first."""

_UTF8_LETTER = re.compile(b"\xc3[\x80-\xbf]")
"""An accented letter of Western Europe in UTF-8; in the eight-bit encodings, two signs that no word has side by side."""

_PLAUSIBLE = ((3, "éèàçêôîâûùëïüœ"), (2, "ÉÈÀÇÊÔÎÂÛŒ€"), (1, "öäßñáíóúãõåøæÖÄÑÁÍÓÚÅØÆ°«»’‘“”–…·§²³µ"))
_CHUNK = 1 << 20


def to_utf8(content: bytes, encoding: str | None = None) -> tuple[bytes, str]:
    """Turn the text of a file into UTF-8 without a byte order mark.

    Args:
        content: The whole file.
        encoding: Python's name of its encoding; None to find it out.

    Returns:
        The text, and the name of its encoding.

    Raises:
        DatasetError: The file is empty or not text, or the encoding is unknown or does not fit.
    """
    if not content.strip():
        raise DatasetError("The file is empty.")
    found = encoding or _encoding_of(content)
    try:
        text = content if found in UTF8 and _is_utf8(content) else content.decode(found).encode()
    except LookupError:
        raise DatasetError("No encoding is called {encoding}. Try utf-8 or cp1252.", encoding=found) from None
    except UnicodeError as error:
        raise DatasetError(
            "Line {line} is not written in {encoding}. Choose another encoding, or let it be detected.",
            line=content.count(b"\n", 0, getattr(error, "start", 0)) + 1,
            encoding=found,
        ) from None
    text = text.removeprefix(codecs.BOM_UTF8)
    if not text.strip():
        raise DatasetError("The file is empty.")
    _check_is_text(text)
    return text, found


def mixed_encodings(content: bytes, encoding: str) -> tuple[Sentence, ...]:
    """Say where a file that was read in an eight-bit encoding has letters of UTF-8, which come out as two signs each."""
    found = _UTF8_LETTER.search(content) if encoding in LEGACY else None
    if found is None:
        return ()
    return (
        sentence(
            "The file mixes encodings: it was read as {encoding}, but line {line} is written in UTF-8. Letters with accents "
            "are wrong there: write the file again in one encoding.",
            encoding=encoding,
            line=content.count(b"\n", 0, found.start()) + 1,
        ),
    )


def _encoding_of(content: bytes) -> str:
    marked = next((name for mark, name in MARKS if content.startswith(mark)), None)
    if marked:
        return marked
    _check_is_text(content)
    return "utf-8" if _is_utf8(content) else _legacy_encoding(content)


def _check_is_text(content: bytes) -> None:
    for signature, kind in SIGNATURES:
        if content.startswith(signature):
            raise DatasetError(
                "The file is not text: it looks like {format}. Give it the extension of its format.", format=kind
            )
    start = np.frombuffer(content[:_CHUNK], dtype=np.uint8)
    control = (start < 32) & ~np.isin(start, list(b"\t\n\r\f"))
    if b"\0" in content or control.mean() > 0.05:
        raise DatasetError("The file is not text: it holds binary data. Export it again as CSV, Excel or Parquet.")


def _is_utf8(content: bytes) -> bool:
    decoder = codecs.getincrementaldecoder("utf-8")()
    try:
        for start in range(0, len(content), _CHUNK):
            decoder.decode(content[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _legacy_encoding(content: bytes) -> str:
    """The encoding in which the bytes beyond ASCII spell letters that French and its neighbours use most."""
    written = np.frombuffer(content, dtype=np.uint8)
    counts = np.bincount(written[written >= 128], minlength=256)
    return max(LEGACY, key=lambda encoding: sum(int(counts[i]) * _plausibility(i, encoding) for i in range(128, 256)))


def _plausibility(byte: int, encoding: str) -> int:
    sign = bytes([byte]).decode(encoding, "replace")
    if not sign.isprintable():
        return 0 if sign == "\u00a0" else -10
    return next((weight for weight, signs in _PLAUSIBLE if sign in signs), 0 if sign.isalpha() else -1)
