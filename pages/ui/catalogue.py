"""Keeps the catalogues complete: ``python -m pages.ui.catalogue``, for whoever changes a text.

Finds every text that the code asks to have translated, sorts the catalogues and writes the English one, and prints
what French lacks in the form that can be added to the end of ``locale/fr/LC_MESSAGES/foule.po``. ``--prune`` also
removes the translations that no code asks for any more.
"""

from __future__ import annotations

import argparse
import ast
import re
import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from io import BytesIO
from pathlib import Path
from string import Formatter
from typing import Final

from babel.messages.catalog import Catalog, Message
from babel.messages.pofile import read_po, write_po

from analysis import errors
from analysis.speech import LANGUAGES, catalogue_file

ROOT: Final = Path(__file__).resolve().parents[2]
ERRORS: Final = tuple(
    name for name, kind in vars(errors).items() if isinstance(kind, type) and issubclass(kind, Exception)
)
ASKED_BY: Final = {"_": 1, "sentence": 1, "ngettext": 2, **dict.fromkeys(ERRORS, 1)}
"""Functions and errors that take texts to translate, and how many of their first arguments are such texts."""
WIDTH: Final = 120
HEADER: Final = """\
# What Foule says. Written by `python -m pages.ui.catalogue`; add a translation anywhere and run it again.
msgid ""
msgstr ""
"Language: {language}\\n"
"Plural-Forms: {plural}\\n"
"MIME-Version: 1.0\\n"
"Content-Type: text/plain; charset=utf-8\\n"
"Content-Transfer-Encoding: 8bit\\n"

"""


@dataclass(frozen=True)
class Asked:
    """One place in the code that asks for a translation.

    Attributes:
        place: File and line.
        texts: The text, or its singular and plural; empty if they are not literal and so cannot be translated.
    """

    place: str
    texts: tuple[str, ...]


def asked() -> Iterator[Asked]:
    """Every place in the code that asks for a translation, inside f-strings too (which Babel passes over)."""
    for file in (ROOT / "app.py", *sorted((ROOT / "analysis").rglob("*.py")), *sorted((ROOT / "pages").rglob("*.py"))):
        place = file.relative_to(ROOT).as_posix()
        for node in ast.walk(ast.parse(file.read_bytes())):
            match node:
                case ast.Call(ast.Name(name), [ast.Attribute(attr="template"), *_rest]) if name in ERRORS:
                    continue  # a sentence of the library handed on
                case ast.Call(ast.Name(name), [_first, *_rest] as given) if name in ASKED_BY:
                    yield Asked(f"{place}:{node.lineno}", _literals(given[: ASKED_BY[name]]))


def _literals(arguments: Sequence[ast.expr]) -> tuple[str, ...]:
    """The texts of some arguments; none unless all are literal."""
    texts = [argument.value for argument in arguments if isinstance(argument, ast.Constant)]
    found = tuple(text for text in texts if isinstance(text, str))
    return found if len(found) == len(arguments) else ()


def wanted() -> Catalog:
    """Every text that the code asks to have translated."""
    catalogue = Catalog()
    for place in asked():
        if place.texts:
            catalogue.add(place.texts if len(place.texts) > 1 else place.texts[0])
    return catalogue


def read(language: str) -> Catalog:
    """One language's catalogue as it stands."""
    with catalogue_file(language).open("rb") as source:
        return read_po(source, locale=language)


def texts(message: Message, translated: bool = False) -> tuple[str, ...]:
    """The one text of a message, or its plural forms; its translations on request."""
    found = message.string if translated else message.id
    return (found,) if isinstance(found, str) else tuple(found or ())


def missing(catalogue: Catalog) -> list[Message]:
    """The texts that a catalogue does not translate, or not in all the plural forms of its language."""

    def lacks(message: Message) -> bool:
        own = catalogue.get(message.id)
        return own is None or own.pluralizable != message.pluralizable or not all(texts(own, translated=True))

    return [message for message in wanted() if message.id and lacks(message)]


def unused(catalogue: Catalog) -> list[Message]:
    """The translations that no code asks for."""
    asked = wanted()
    return [message for message in catalogue if message.id and asked.get(message.id) is None]


def misfilled(catalogue: Catalog) -> list[Message]:
    """The translations whose fields are not those of the text, so that a figure would be lost or an error raised."""

    def differs(message: Message) -> bool:
        asked = set().union(*map(fields, texts(message)))
        filled = [fields(text) for text in texts(message, translated=True)]
        return set().union(*filled) != asked or any(own - asked for own in filled)

    return [message for message in catalogue if message.id and differs(message)]


def fields(text: str) -> set[str]:
    """Names of the ``{fields}`` of a text."""
    return {name for _text, name, _form, _conversion in Formatter().parse(text) if name is not None}


def tidied(language: str, prune: bool = False) -> Catalog:
    """A catalogue with what the code asks for: English as it stands in the code, French as far as it is translated."""
    catalogue = Catalog(locale=language)
    if language == "en":
        for message in wanted():
            catalogue.add(message.id, message.id)
    else:
        gone = {message.id for message in unused(read(language))} if prune else set()
        for message in read(language):
            if message.id and message.id not in gone:
                said = [typeset(text) for text in texts(message, translated=True)]
                catalogue.add(message.id, said if message.pluralizable else said[0])
    return catalogue


def typeset(french: str) -> str:
    """French with the spaces that do not break and the apostrophes that print."""
    closed = re.sub(r" (?=[:%»](?:[\s.,;*)]|$))", "\N{NO-BREAK SPACE}", french)
    closed = re.sub(r" (?=[;?!](?:[\s*)]|$))", "\N{NARROW NO-BREAK SPACE}", closed)
    return re.sub(r"(?<=\w)'(?=[\w{«*])", "’", closed.replace("« ", "«\N{NO-BREAK SPACE}"))


def po(catalogue: Catalog) -> str:
    """A catalogue as its file holds it: sorted, and the same text for the same messages."""
    output = BytesIO()
    write_po(output, catalogue, sort_output=True, no_location=True, omit_header=True, width=WIDTH)
    return (
        HEADER.format(language=catalogue.locale_identifier, plural=catalogue.plural_forms) + output.getvalue().decode()
    )


def main() -> int:
    """Tidy the catalogues; 1 while French lacks something."""
    parser = argparse.ArgumentParser(prog="python -m pages.ui.catalogue", description=__doc__)
    parser.add_argument("--prune", action="store_true", help="remove the translations that no code asks for")
    prune = parser.parse_args().prune
    for language in LANGUAGES:
        catalogue_file(language).write_text(po(tidied(language, prune)), encoding="utf-8")
    french = read("fr")
    lacking = Catalog(locale="fr")
    for message in missing(french):
        lacking.add(message.id)
    sys.stdout.write(po(lacking).split("\n\n", 1)[-1] if len(lacking) else "French is complete.\n")
    sys.stderr.writelines(f"No longer asked for: {texts(message)[0]}\n" for message in unused(french))
    return min(len(lacking), 1)


if __name__ == "__main__":
    sys.exit(main())
