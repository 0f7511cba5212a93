"""What the made-up patients are in hospital for: CIM-10 codes (WHO, ICD-10 2019) with who gets them and what they cost.

The figures are orders of magnitude chosen for teaching, not statistics: a disease is about as common, as old, as
male and as long in bed as a hospital would expect.
"""

from __future__ import annotations

from typing import NamedTuple


class Diagnosis(NamedTuple):
    """A main diagnosis and the stays it leads to. A code may come twice, for the young and for the old.

    Attributes:
        frequency: Stays, relative to the other rows.
        men: Share of men, 0 to 1.
        ages: Youngest, most typical and oldest age at admission, in years.
        nights: Mean number of nights of a patient below 60; 0 for a day in hospital only.
        base_cost: Cost without the nights, in euros.
    """

    code: str
    frequency: float
    men: float
    ages: tuple[float, float, float]
    nights: float
    base_cost: int


DIAGNOSES = (
    Diagnosis("Z38.0", 45, 0.51, (0, 0, 0), 3.6, 700),  # born in hospital
    Diagnosis("P07.3", 5, 0.54, (0, 0, 0), 17, 3500),  # born before term
    Diagnosis("P59.9", 4, 0.55, (0, 0.01, 0.05), 3, 800),  # jaundice of the newborn
    Diagnosis("J21.9", 14, 0.58, (0.05, 0.3, 2), 4, 900),  # bronchiolitis
    Diagnosis("A08.4", 10, 0.54, (0.1, 1, 6), 2, 600),  # viral gastroenteritis, children
    Diagnosis("A08.4", 4, 0.42, (18, 66, 100), 4, 700),  # and adults
    Diagnosis("J18.9", 4, 0.53, (1, 3, 15), 3.5, 900),  # pneumonia, children
    Diagnosis("J18.9", 12, 0.54, (18, 82, 107), 9, 1300),  # and adults
    Diagnosis("H65.9", 5, 0.58, (1, 4, 10), 0, 650),  # otitis media
    Diagnosis("J35.3", 12, 0.54, (2, 4, 14), 0.4, 900),  # tonsils and adenoids
    Diagnosis("Q53.1", 1.5, 1, (0.8, 1.5, 10), 0, 1100),  # undescended testicle
    Diagnosis("F84.0", 0.6, 0.78, (3, 8, 25), 10, 900),  # autism
    Diagnosis("J45.9", 5, 0.5, (2, 9, 85), 3, 800),  # asthma
    Diagnosis("K35.8", 12, 0.54, (4, 16, 85), 2.8, 2200),  # appendicitis
    Diagnosis("K01.1", 20, 0.44, (15, 19, 45), 0, 750),  # wisdom teeth
    Diagnosis("S06.0", 10, 0.62, (1, 19, 98), 1, 500),  # concussion
    Diagnosis("S52.5", 8, 0.63, (4, 11, 17), 0.8, 1300),  # broken wrist, children
    Diagnosis("S52.5", 6, 0.18, (45, 68, 98), 1.5, 1700),  # and older women
    Diagnosis("S61.0", 5, 0.79, (15, 32, 75), 0.3, 900),  # wound of a finger
    Diagnosis("S62.6", 4, 0.76, (14, 26, 70), 0.4, 1200),  # broken finger
    Diagnosis("S82.8", 7, 0.52, (14, 38, 92), 4, 2900),  # broken ankle
    Diagnosis("S83.5", 9, 0.68, (15, 24, 55), 1.6, 2600),  # knee ligaments
    Diagnosis("S72.0", 15, 0.25, (48, 87, 107), 11, 5200),  # broken hip
    Diagnosis("T39.1", 4, 0.25, (13, 18, 60), 2, 600),  # paracetamol poisoning
    Diagnosis("F10.0", 10, 0.75, (15, 44, 80), 1, 450),  # acute alcohol intoxication
    Diagnosis("F10.2", 7, 0.74, (25, 49, 75), 11, 500),  # alcohol dependence
    Diagnosis("F20.0", 6, 0.66, (17, 31, 75), 28, 400),  # schizophrenia
    Diagnosis("F32.2", 9, 0.38, (15, 46, 95), 19, 400),  # severe depression
    Diagnosis("F50.0", 1, 0.07, (12, 17, 45), 30, 600),  # anorexia nervosa
    Diagnosis("G30.1", 8, 0.34, (62, 85, 107), 13, 700),  # Alzheimer's disease
    Diagnosis("O80.0", 42, 0, (15, 31, 49), 3.1, 1500),  # spontaneous delivery
    Diagnosis("O82.1", 10, 0, (16, 32, 49), 4.6, 2600),  # emergency caesarean
    Diagnosis("O04.9", 10, 0, (15, 26, 48), 0, 450),  # abortion
    Diagnosis("O03.4", 4, 0, (17, 32, 48), 0.2, 700),  # miscarriage
    Diagnosis("O14.1", 1.5, 0, (17, 32, 48), 5, 1700),  # pre-eclampsia
    Diagnosis("N97.9", 3, 0, (22, 34, 43), 0, 1100),  # female infertility
    Diagnosis("N80.1", 4, 0, (18, 32, 50), 1.3, 2100),  # endometriosis
    Diagnosis("D25.9", 5, 0, (28, 46, 62), 2, 2700),  # uterine fibroids
    Diagnosis("N81.1", 3, 0, (40, 67, 92), 1.8, 2600),  # prolapse
    Diagnosis("C50.9", 14, 0.012, (28, 62, 98), 1.8, 3300),  # breast cancer
    Diagnosis("C56", 1.5, 0, (28, 66, 92), 7, 5600),  # ovarian cancer
    Diagnosis("C61", 9, 1, (50, 68, 97), 3.6, 5200),  # prostate cancer
    Diagnosis("N40", 7, 1, (50, 72, 98), 3, 2500),  # enlarged prostate
    Diagnosis("C62.9", 0.8, 1, (17, 30, 60), 1.6, 2500),  # testicular cancer
    Diagnosis("C34.1", 8, 0.66, (38, 67, 93), 7, 3900),  # lung cancer
    Diagnosis("C18.7", 6, 0.54, (38, 73, 99), 8, 6100),  # colon cancer
    Diagnosis("C25.0", 2, 0.51, (40, 72, 95), 10, 5400),  # pancreatic cancer
    Diagnosis("C67.9", 5, 0.81, (45, 74, 98), 3, 2700),  # bladder cancer
    Diagnosis("C45.0", 0.4, 0.75, (50, 75, 92), 8, 4200),  # mesothelioma
    Diagnosis("C91.0", 0.6, 0.56, (1, 4, 70), 12, 7200),  # acute lymphoblastic leukaemia
    Diagnosis("Z51.1", 30, 0.46, (18, 67, 93), 0, 650),  # chemotherapy session
    Diagnosis("D12.6", 33, 0.55, (35, 63, 90), 0, 850),  # polyps of the colon
    Diagnosis("K21.0", 12, 0.47, (18, 55, 90), 0, 700),  # reflux
    Diagnosis("K40.9", 16, 0.89, (18, 63, 95), 0.4, 1700),  # inguinal hernia
    Diagnosis("K50.9", 2.5, 0.48, (11, 27, 80), 3, 1600),  # Crohn's disease
    Diagnosis("K57.3", 4, 0.45, (35, 67, 98), 6, 1700),  # diverticular disease
    Diagnosis("K70.3", 4, 0.72, (33, 59, 86), 8, 1900),  # alcoholic cirrhosis
    Diagnosis("K80.2", 12, 0.34, (17, 52, 95), 1.7, 2300),  # gallstones
    Diagnosis("E10.9", 3, 0.54, (3, 16, 70), 5, 900),  # type 1 diabetes
    Diagnosis("E11.9", 9, 0.54, (32, 69, 98), 5, 900),  # type 2 diabetes
    Diagnosis("E66.8", 7, 0.2, (20, 41, 65), 2.5, 4700),  # obesity surgery
    Diagnosis("E86", 4, 0.35, (65, 90, 108), 8, 700),  # dehydration of the elderly
    Diagnosis("I10", 6, 0.42, (32, 77, 102), 4, 700),  # hypertension
    Diagnosis("I20.0", 7, 0.66, (36, 70, 99), 3, 3300),  # unstable angina
    Diagnosis("I21.4", 9, 0.67, (34, 69, 101), 5, 4300),  # heart attack
    Diagnosis("I48.9", 9, 0.52, (35, 77, 102), 3.5, 1700),  # atrial fibrillation
    Diagnosis("I50.1", 19, 0.49, (42, 86, 107), 8.5, 1500),  # heart failure
    Diagnosis("I63.9", 9, 0.51, (32, 79, 104), 11, 2600),  # stroke
    Diagnosis("I83.9", 9, 0.3, (25, 53, 85), 0, 1200),  # varicose veins
    Diagnosis("J44.1", 8, 0.64, (45, 75, 100), 8, 1300),  # COPD
    Diagnosis("G20", 2.5, 0.57, (48, 78, 98), 9, 900),  # Parkinson's disease
    Diagnosis("G35", 3, 0.28, (17, 40, 72), 0.6, 1400),  # multiple sclerosis
    Diagnosis("G40.9", 7, 0.53, (1, 45, 98), 4, 900),  # epilepsy
    Diagnosis("G47.3", 18, 0.64, (25, 57, 85), 1, 450),  # sleep apnoea
    Diagnosis("G56.0", 14, 0.33, (28, 56, 93), 0, 800),  # carpal tunnel
    Diagnosis("H25.1", 48, 0.41, (45, 76, 101), 0, 1250),  # cataract
    Diagnosis("H33.0", 3, 0.6, (20, 62, 90), 0.8, 2300),  # retinal detachment
    Diagnosis("M16.1", 10, 0.44, (40, 72, 98), 4.5, 5700),  # hip replacement
    Diagnosis("M17.1", 11, 0.38, (46, 72, 93), 4.8, 6100),  # knee replacement
    Diagnosis("M51.1", 6, 0.55, (20, 47, 80), 2.8, 3100),  # slipped disc
    Diagnosis("N18.5", 4, 0.6, (25, 71, 96), 4, 1500),  # kidney failure
    Diagnosis("N20.1", 9, 0.65, (19, 47, 85), 1.2, 1800),  # kidney stones
    Diagnosis("N39.0", 9, 0.32, (17, 82, 107), 6.5, 900),  # urinary infection
    Diagnosis("R07.4", 8, 0.55, (16, 55, 97), 0.8, 600),  # chest pain
    Diagnosis("A15.0", 1, 0.63, (15, 36, 92), 15, 1600),  # tuberculosis
    Diagnosis("B20.6", 0.25, 0.72, (24, 45, 75), 18, 5200),  # HIV disease with pneumocystosis
    Diagnosis("B24", 1, 0.67, (18, 46, 80), 5, 1800),  # HIV disease
    Diagnosis("B54", 0.6, 0.62, (2, 33, 75), 3, 1100),  # malaria
    Diagnosis("A97.9", 0.4, 0.48, (3, 35, 85), 3, 900),  # dengue
    Diagnosis("A69.2", 0.5, 0.55, (4, 55, 88), 2.5, 900),  # Lyme disease
    Diagnosis("D57.0", 1, 0.48, (1, 19, 60), 5, 1700),  # sickle-cell crisis
    Diagnosis("D66", 0.25, 1, (1, 25, 75), 2, 9000),  # haemophilia
    Diagnosis("E75.2", 0.12, 0.5, (3, 38, 70), 0.5, 8200),  # Fabry and Gaucher diseases
    Diagnosis("E84.0", 0.4, 0.52, (0.5, 20, 58), 9, 3400),  # cystic fibrosis
    Diagnosis("G10", 0.15, 0.5, (28, 50, 75), 14, 900),  # Huntington's disease
    Diagnosis("G12.2", 0.4, 0.57, (35, 68, 88), 7, 1700),  # motor neurone disease
    Diagnosis("G71.0", 0.3, 0.9, (3, 15, 50), 3, 1900),  # muscular dystrophy
    Diagnosis("M32.1", 0.5, 0.1, (14, 32, 72), 6, 2200),  # lupus
)

_OVERSEAS = ("Guadeloupe", "Martinique", "Guyane", "La Réunion", "Mayotte")

PLACE_EFFECTS: dict[str, dict[str, float]] = {
    "D57.0": dict.fromkeys(_OVERSEAS, 12.0) | {"La Réunion": 3.0, "Île-de-France": 4.0},
    "A69.2": {"Grand Est": 7.0, "Bourgogne-Franche-Comté": 3.0, "Auvergne-Rhône-Alpes": 2.0},
    "A97.9": dict.fromkeys(_OVERSEAS, 40.0) | {"Provence-Alpes-Côte d'Azur": 2.0},
    "A15.0": {"Île-de-France": 2.0, "Guyane": 4.0, "Mayotte": 4.0},
    "B24": {"Île-de-France": 2.0, "Guyane": 6.0, "Guadeloupe": 2.0},
    "B54": {"Île-de-France": 3.0, "Guyane": 6.0, "Mayotte": 4.0},
    "C45.0": {"Hauts-de-France": 3.0, "Normandie": 3.0, "Pays de la Loire": 2.0},
    "C61": {"Martinique": 1.8, "Guadeloupe": 1.8},
    "E11.9": dict.fromkeys(_OVERSEAS, 2.0) | {"Hauts-de-France": 1.5, "Grand Est": 1.3},
    "F10.0": {"Bretagne": 1.8, "Hauts-de-France": 1.6},
    "O80.0": {"Mayotte": 4.0, "Guyane": 2.5},
    "Z38.0": {"Mayotte": 4.0, "Guyane": 2.5},
}
"""How many times as frequent a diagnosis is in a region; 1 where nothing is said."""

DELICATE = ("F", "B20", "B24", "O04")
"""First characters of the diagnoses whose patients refuse more often that their data be used again."""
