"""Professions et catégories socioprofessionnelles: profession → category → group."""

from __future__ import annotations

from dataclasses import dataclass
from typing import ClassVar, Final

import numpy as np
import pandas as pd

from analysis.dataset import Column
from analysis.hierarchies.nomenclatures.nomenclature import Nomenclature, Reading, Source
from analysis.kinds import Kind
from analysis.wording import Sentence, sentence

GROUPS: Final = {
    "1": "Agriculteurs exploitants",
    "2": "Artisans, commerçants et chefs d'entreprise",
    "3": "Cadres et professions intellectuelles supérieures",
    "4": "Professions intermédiaires",
    "5": "Employés",
    "6": "Ouvriers",
    "7": "Retraités",
    "8": "Autres personnes sans activité professionnelle",
}
"""The groups; 7 and 8 are no longer in PCS 2020."""

CATEGORIES: Final = {
    "10": "Exploitants de l'agriculture, sylviculture, pêche et aquaculture",
    "21": "Artisans",
    "22": "Commerçants et assimilés",
    "23": "Chefs d'entreprise de plus de 10 personnes",
    "31": "Professions libérales",
    "33": "Cadres administratifs et techniques de la fonction publique",
    "34": "Professeurs et professions scientifiques supérieures",
    "35": "Professions de l'information, de l'art et des spectacles",
    "37": "Cadres des services administratifs et commerciaux d'entreprise",
    "38": "Ingénieurs et cadres techniques d'entreprise",
    "42": "Professions de l'enseignement primaire et professionnel, de la formation continue et du sport",
    "43": "Professions intermédiaires de la santé et du travail social",
    "44": "Ministres du culte et religieux consacrés",
    "45": "Professions intermédiaires de la fonction publique (administration, sécurité)",
    "46": "Professions intermédiaires administratives et commerciales des entreprises",
    "47": "Techniciens",
    "48": "Agents de maîtrise (hors maîtrise administrative)",
    "52": "Employés administratifs de la fonction publique, agents de service et auxiliaires de santé",
    "53": "Policiers, militaires, pompiers, agents de sécurité privée",
    "54": "Employés administratifs d'entreprise",
    "55": "Employés de commerce",
    "56": "Personnels des services directs aux particuliers",
    "62": "Ouvriers qualifiés de type industriel",
    "63": "Ouvriers qualifiés de type artisanal",
    "64": "Conducteurs de véhicules de transport, chauffeurs-livreurs, coursiers",
    "65": "Conducteurs d'engins, caristes, magasiniers et ouvriers du transport (non routier)",
    "67": "Ouvriers peu qualifiés de type industriel",
    "68": "Ouvriers peu qualifiés de type artisanal",
    "69": "Ouvriers agricoles, des travaux forestiers, de la pêche et de l'aquaculture",
}
"""The 29 categories of PCS 2020, whose numbers mean the same in PCS 2003."""

CATEGORIES_2003: Final = {
    "11": "Agriculteurs sur petite exploitation",
    "12": "Agriculteurs sur moyenne exploitation",
    "13": "Agriculteurs sur grande exploitation",
    "71": "Anciens agriculteurs exploitants",
    "72": "Anciens artisans, commerçants, chefs d'entreprise",
    "74": "Anciens cadres",
    "75": "Anciennes professions intermédiaires",
    "77": "Anciens employés",
    "78": "Anciens ouvriers",
    "81": "Chômeurs n'ayant jamais travaillé",
    "83": "Militaires du contingent",
    "84": "Élèves, étudiants",
    "85": "Personnes diverses sans activité professionnelle de moins de 60 ans (sauf retraités)",
    "86": "Personnes diverses sans activité professionnelle de 60 ans et plus (sauf retraités)",
}
"""The 14 categories of PCS 2003 that PCS 2020 does without; with 28 of the others they make 42."""

_TITLES: Final = {code: f"{code} {title}" for code, title in {**GROUPS, **CATEGORIES, **CATEGORIES_2003}.items()}
_SHAPE: Final = r"[0-9]|[0-9]{2}|[0-9]{3}[A-Z]|[0-9]{2}[A-Z][0-9]?"
"""A group, a category, a profession of PCS 2003 (``311A``), one of PCS 2020 (``31A1``) or several of them (``31A``)."""


@dataclass(frozen=True)
class Professions(Nomenclature):
    """PCS codes of 2003 or 2020 → category (two digits) → group (one digit) → ``*``.

    A profession counts as listed when its shape is right and its category exists. In a column of whole numbers a single
    digit is not taken for a group.

    Attributes:
        other: What other texts become.
    """

    other: str = "Autres"

    source: ClassVar[Source] = Source(
        "INSEE, PCS 2020 and PCS 2003", "2020, 2003", "Licence Ouverte", "https://www.insee.fr/fr/information/2406153"
    )
    kinds: ClassVar[tuple[Kind, ...]] = (Kind.CODE, Kind.TEXT, Kind.INTEGER)

    @property
    def title(self) -> Sentence:
        return sentence("PCS professions: category, group")

    def read(self, column: Column) -> Reading:
        texts = pd.Series(column.values, dtype="string").str.strip().str.upper()
        texts = texts.where(texts.str.fullmatch(_SHAPE))
        if column.kind is Kind.INTEGER:
            texts = texts.where(texts.str.len() > 1)
        categories = texts.str.slice(0, 2).map(_TITLES)
        known = categories.notna().to_numpy()
        labels = (categories, texts.str.slice(0, 1).where(known).map(_TITLES))
        levels = [level.astype(object).fillna(self.other).to_numpy(dtype=object) for level in labels]
        return Reading(known, levels, np.zeros(len(known), dtype=bool))
