"""French postal codes, départements and régions.

Source: Code officiel géographique, INSEE, 1 January 2025 (régions since 2016; overseas collectivities under one name).
A postal code starts with its département's number, except in Corsica, overseas, and for the codes of ``EXCEPTIONS``.
"""

from __future__ import annotations

import numpy as np
import pandas as pd

REGIONS = {
    "Auvergne-Rhône-Alpes": {
        "01": "Ain", "03": "Allier", "07": "Ardèche", "15": "Cantal", "26": "Drôme", "38": "Isère", "42": "Loire",
        "43": "Haute-Loire", "63": "Puy-de-Dôme", "69": "Rhône", "73": "Savoie", "74": "Haute-Savoie",
    },
    "Bourgogne-Franche-Comté": {
        "21": "Côte-d'Or", "25": "Doubs", "39": "Jura", "58": "Nièvre", "70": "Haute-Saône", "71": "Saône-et-Loire",
        "89": "Yonne", "90": "Territoire de Belfort",
    },
    "Bretagne": {"22": "Côtes-d'Armor", "29": "Finistère", "35": "Ille-et-Vilaine", "56": "Morbihan"},
    "Centre-Val de Loire": {
        "18": "Cher", "28": "Eure-et-Loir", "36": "Indre", "37": "Indre-et-Loire", "41": "Loir-et-Cher", "45": "Loiret",
    },
    "Corse": {"2A": "Corse-du-Sud", "2B": "Haute-Corse"},
    "Grand Est": {
        "08": "Ardennes", "10": "Aube", "51": "Marne", "52": "Haute-Marne", "54": "Meurthe-et-Moselle", "55": "Meuse",
        "57": "Moselle", "67": "Bas-Rhin", "68": "Haut-Rhin", "88": "Vosges",
    },
    "Hauts-de-France": {"02": "Aisne", "59": "Nord", "60": "Oise", "62": "Pas-de-Calais", "80": "Somme"},
    "Île-de-France": {
        "75": "Paris", "77": "Seine-et-Marne", "78": "Yvelines", "91": "Essonne", "92": "Hauts-de-Seine",
        "93": "Seine-Saint-Denis", "94": "Val-de-Marne", "95": "Val-d'Oise",
    },
    "Normandie": {"14": "Calvados", "27": "Eure", "50": "Manche", "61": "Orne", "76": "Seine-Maritime"},
    "Nouvelle-Aquitaine": {
        "16": "Charente", "17": "Charente-Maritime", "19": "Corrèze", "23": "Creuse", "24": "Dordogne", "33": "Gironde",
        "40": "Landes", "47": "Lot-et-Garonne", "64": "Pyrénées-Atlantiques", "79": "Deux-Sèvres", "86": "Vienne",
        "87": "Haute-Vienne",
    },
    "Occitanie": {
        "09": "Ariège", "11": "Aude", "12": "Aveyron", "30": "Gard", "31": "Haute-Garonne", "32": "Gers",
        "34": "Hérault", "46": "Lot", "48": "Lozère", "65": "Hautes-Pyrénées", "66": "Pyrénées-Orientales", "81": "Tarn",
        "82": "Tarn-et-Garonne",
    },
    "Pays de la Loire": {"44": "Loire-Atlantique", "49": "Maine-et-Loire", "53": "Mayenne", "72": "Sarthe", "85": "Vendée"},
    "Provence-Alpes-Côte d'Azur": {
        "04": "Alpes-de-Haute-Provence", "05": "Hautes-Alpes", "06": "Alpes-Maritimes", "13": "Bouches-du-Rhône",
        "83": "Var", "84": "Vaucluse",
    },
    "Guadeloupe": {"971": "Guadeloupe"},
    "Martinique": {"972": "Martinique"},
    "Guyane": {"973": "Guyane"},
    "La Réunion": {"974": "La Réunion"},
    "Mayotte": {"976": "Mayotte"},
    "Collectivités d'outre-mer": {
        "975": "Saint-Pierre-et-Miquelon", "977": "Saint-Barthélemy", "978": "Saint-Martin",
        "984": "Terres australes et antarctiques françaises", "986": "Wallis-et-Futuna", "987": "Polynésie française",
        "988": "Nouvelle-Calédonie", "989": "La Passion-Clipperton",
    },
}  # fmt: skip

EXCEPTIONS = {"94390": "91", "97133": "977", "97150": "978", "98799": "989"}
"""Postal codes whose first digits are another département's."""

_LABEL = {code: f"{name} ({code})" for departements in REGIONS.values() for code, name in departements.items()}
_REGION = {_LABEL[code]: region for region, departements in REGIONS.items() for code in departements}


def departement_of(postal_codes: np.ndarray, other: str) -> np.ndarray:
    """Name the département of each postal code, as ``Paris (75)``.

    Args:
        postal_codes: Texts; one that lost its leading zero ("1000") is understood.
        other: What a text becomes that is no French postal code.

    Returns:
        Texts, dtype object; same shape.
    """
    texts = pd.Series(postal_codes, dtype=object).astype("string").str.strip()
    texts = texts.where(~texts.str.fullmatch(r"\d{4}"), "0" + texts)
    start = texts.str.slice(0, 2)
    start = start.mask(start == "20", texts.str.slice(0, 3).map({"200": "2A", "201": "2A", "202": "2B", "206": "2B"}))
    start = start.mask(start.isin(["97", "98"]), texts.str.slice(0, 3))
    number = texts.map(EXCEPTIONS).fillna(start).where(texts.str.fullmatch(r"\d{5}"))
    return number.map(_LABEL).fillna(other).to_numpy(dtype=object)


def region_of(departements: np.ndarray, other: str) -> np.ndarray:
    """Name the région of each département named by :func:`departement_of`; ``other`` stays as it is."""
    return pd.Series(departements, dtype=object).map(_REGION).fillna(other).to_numpy(dtype=object)
