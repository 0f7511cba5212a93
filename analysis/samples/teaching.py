"""A table of 12 made-up people, small enough for a slide."""

from __future__ import annotations

import numpy as np
import pandas as pd

from analysis.dataset import Column, Dataset
from analysis.kinds import Kind

_KINDS = {"prenom": Kind.TEXT, "age": Kind.INTEGER, "sexe": Kind.TEXT, "code_postal": Kind.CODE, "maladie": Kind.TEXT}

_PEOPLE = (
    ("Anouk", "34", "F", "69003", "Asthme"),
    ("Basile", "47", "M", "69100", "VIH"),
    ("Capucine", "34", "F", "69003", "Diabète"),
    ("Darius", "47", "M", "69100", "VIH"),
    ("Élina", "38", "F", "69007", "Migraine"),
    ("Fanch", "22", "M", "01000", "Fracture"),
    ("Gaspard", "47", "M", "69100", "VIH"),
    ("Hélia", "63", "F", "01200", "Hypertension"),
    ("Ismaël", "27", "M", "01500", "Asthme"),
    ("Jonas", "29", "M", "01100", "Fracture"),
    ("Katell", "63", "F", "01200", "Diabète"),
    ("Léonie", "68", "F", "01000", "Cancer du sein"),
)


def teaching_table() -> Dataset:
    """The 12 people: first name, age, sex, postal code, disease; always the same, and none of them exists.

    With age, sex and postal code as quasi-identifiers it teaches, in this order:

    - Without the first names, 5 of 12 people are still unique: Élina, Fanch, Ismaël, Jonas, Léonie; 8 classes, k = 1.
    - Two classes of 2 (Anouk and Capucine; Hélia and Katell) leave one chance in two, whatever the disease.
    - Basile, Darius and Gaspard form a class of 3, and all have HIV: whoever knows one of them to be in the table
      learns it for certain (homogeneity), although none is singled out.
    - Ages by ten years and postal codes by département give 4 classes of 3, k = 3, nobody unique, nobody suppressed;
      the class with HIV stays as it was (distinct 1-diversity). Suppressing the sex as well changes no class.
    - Postal codes read as numbers lose the 0 of the Ain (01).
    """
    return Dataset("Table pédagogique (fictif)", tuple(map(_column, _KINDS, zip(*_PEOPLE, strict=True))))


def _column(name: str, texts: tuple[str, ...]) -> Column:
    codes, values = pd.factorize(np.array(texts, dtype=object))
    return Column(name, _KINDS[name], values, codes.astype(np.int32))
