"""NAF rév. 2, the French version of NACE Rev. 2: activity → class → group → division → section."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.wording import Sentence, sentence

SECTIONS: Final = {
    "A": ("Agriculture, sylviculture et pêche", 1, 3),
    "B": ("Industries extractives", 5, 9),
    "C": ("Industrie manufacturière", 10, 33),
    "D": ("Production et distribution d'électricité, de gaz, de vapeur et d'air conditionné", 35, 35),
    "E": ("Production et distribution d'eau ; assainissement, gestion des déchets et dépollution", 36, 39),
    "F": ("Construction", 41, 43),
    "G": ("Commerce ; réparation d'automobiles et de motocycles", 45, 47),
    "H": ("Transports et entreposage", 49, 53),
    "I": ("Hébergement et restauration", 55, 56),
    "J": ("Information et communication", 58, 63),
    "K": ("Activités financières et d'assurance", 64, 66),
    "L": ("Activités immobilières", 68, 68),
    "M": ("Activités spécialisées, scientifiques et techniques", 69, 75),
    "N": ("Activités de services administratifs et de soutien", 77, 82),
    "O": ("Administration publique", 84, 84),
    "P": ("Enseignement", 85, 85),
    "Q": ("Santé humaine et action sociale", 86, 88),
    "R": ("Arts, spectacles et activités récréatives", 90, 93),
    "S": ("Autres activités de services", 94, 96),
    "T": ("Activités des ménages en tant qu'employeurs ou que producteurs pour usage propre", 97, 98),
    "U": ("Activités extra-territoriales", 99, 99),
}
"""For each section its title, its first division and its last."""

SECTION_OF: Final = {
    f"{division:02}": f"{letter} {title}"
    for letter, (title, first, last) in SECTIONS.items()
    for division in range(first, last + 1)
}
"""The section of each of the 88 divisions."""

_SHAPE: Final = r"[0-9]{2}(?:\.?[0-9]{2}[A-Z]|\.[0-9]{1,2})"


@dataclass(frozen=True)
class Activities(Nomenclature):
    """NAF codes (``62.01Z``, ``6201Z``; ``62.01`` and ``62.0`` of NACE too) → class → group → division → section → ``*``.

    A code counts as listed when its shape is right and its division exists: four digits alone could be a year.

    Attributes:
        other: What other texts become.
    """

    other: str = "Autres"

    source: ClassVar[Source] = Source(
        "INSEE, NAF rév. 2", "2008", "Licence Ouverte", "https://www.insee.fr/fr/information/2406147"
    )

    @property
    def title(self) -> Sentence:
        return sentence("NAF rév. 2 activities: class, group, division, section")

    def read(self, column: Column) -> Reading:
        texts = pd.Series(column.values, dtype="string").str.strip().str.upper()
        texts = texts.where(texts.str.fullmatch(_SHAPE)).str.replace(".", "", regex=False)
        divisions = texts.str.slice(0, 2)
        sections = divisions.map(SECTION_OF)
        known = sections.notna().to_numpy()
        dotted = divisions + "." + texts.str.slice(2, 4)
        labels = (dotted, dotted.str.slice(0, 4), divisions, sections)
        levels = [level.astype(object).where(known, self.other).to_numpy(dtype=object) for level in labels]
        return Reading(known, levels, np.zeros(len(known), dtype=bool))
