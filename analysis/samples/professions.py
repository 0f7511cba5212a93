"""Professions as a hospital's admission desk would list them, after the French PCS nomenclature, some of them rare."""

from __future__ import annotations

from typing import NamedTuple


class Profession(NamedTuple):
    """A profession and how many people of working age have it, relative to the others.

    Attributes:
        rural: How many times as frequent it is in small communes.
    """

    title: str
    men: float
    women: float
    rural: float = 1


WITHOUT_ACTIVITY = "Sans activité"
STUDENT = "Élève ou étudiant(e)"
RETIRED = "Retraité(e)"

PROFESSIONS = (
    Profession("Agent(e) d'entretien", 15, 60),
    Profession("Agent(e) de sécurité", 20, 4),
    Profession("Agriculteur(trice)", 18, 7, rural=6),
    Profession("Aide à domicile", 3, 42),
    Profession("Aide-soignant(e)", 5, 42),
    Profession("Architecte", 3, 2.5),
    Profession("Artisan(e) du bâtiment", 30, 2, rural=1.5),
    Profession("Assistant(e) maternel(le)", 0.3, 26),
    Profession("Assistant(e) social(e)", 1, 6),
    Profession("Avocat(e)", 2.5, 3.5),
    Profession("Boulanger(ère)", 9, 2),
    Profession("Cadre administratif(ve)", 28, 32),
    Profession("Cadre commercial(e)", 26, 14),
    Profession("Caissier(ère)", 4, 24),
    Profession("Chauffeur(se) routier(ère)", 38, 2),
    Profession("Chef d'entreprise", 14, 4),
    Profession("Chercheur(se)", 5, 4),
    Profession("Coiffeur(se)", 2, 16),
    Profession("Commerçant(e)", 16, 12),
    Profession("Comptable", 6, 22),
    Profession("Conducteur(trice) de train", 3, 0.3),
    Profession("Cuisinier(ère)", 16, 9),
    Profession("Demandeur(se) d'emploi", 62, 60),
    Profession("Dentiste", 1.5, 1.8),
    Profession("Électricien(ne)", 24, 0.6),
    Profession("Éducateur(trice) spécialisé(e)", 4, 10),
    Profession("Employé(e) administratif(ve)", 18, 62),
    Profession("Enseignant(e)", 20, 44),
    Profession("Facteur(trice)", 5, 5),
    Profession("Gardien(ne) d'immeuble", 3, 4),
    Profession("Gendarme", 7, 2),
    Profession("Infirmier(ère)", 5, 36),
    Profession("Informaticien(ne)", 30, 8),
    Profession("Ingénieur(e)", 40, 14),
    Profession("Journaliste", 1.6, 1.6),
    Profession("Kinésithérapeute", 3, 4),
    Profession("Maçon(ne)", 30, 0.3),
    Profession("Magasinier(ère)", 26, 8),
    Profession("Mécanicien(ne)", 22, 0.6),
    Profession("Médecin", 6, 7),
    Profession("Menuisier(ère)", 12, 0.5),
    Profession("Militaire", 14, 3),
    Profession("Musicien(ne)", 1.6, 0.8),
    Profession("Ouvrier(ère) agricole", 12, 5, rural=5),
    Profession("Ouvrier(ère) d'usine", 52, 22),
    Profession("Personne au foyer", 3, 48),
    Profession("Pharmacien(ne)", 1.2, 3),
    Profession("Plombier(ère)", 14, 0.2),
    Profession("Policier(ère)", 8, 3),
    Profession("Psychologue", 0.8, 4),
    Profession("Sage-femme ou maïeuticien", 0.05, 2.2),
    Profession("Sapeur(se)-pompier(ère)", 5, 0.5),
    Profession("Secrétaire", 1.5, 40),
    Profession("Serveur(se)", 12, 16),
    Profession("Technicien(ne)", 40, 11),
    Profession("Technicien(ne) de laboratoire", 3, 6),
    Profession("Vendeur(se)", 16, 36),
    Profession("Vétérinaire", 0.6, 1),
    Profession("Viticulteur(trice)", 3, 1, rural=6),
    Profession("Accordeur(se) de pianos", 0.08, 0.02),
    Profession("Astronome", 0.08, 0.04),
    Profession("Commandant(e) de bord", 0.4, 0.05),
    Profession("Facteur(trice) d'orgues", 0.06, 0.01),
    Profession("Magistrat(e)", 0.4, 0.8),
    Profession("Marin-pêcheur", 0.8, 0.05),
    Profession("Ministre du culte", 0.5, 0.05),
    Profession("Moniteur(trice) de ski", 0.5, 0.2, rural=6),
    Profession("Notaire", 0.5, 0.6),
    Profession("Souffleur(se) de verre", 0.1, 0.04),
    Profession("Sportif(ve) professionnel(le)", 0.5, 0.2),
)
