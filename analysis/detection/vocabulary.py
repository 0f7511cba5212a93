"""The words of column names, in French and English, without accents and in the singular.

Alternatives are set apart by commas; all the words of an alternative must be in the name, in any order, and of two
alternatives of which one contains the other only the longer counts (``poids naissance`` is no birth date).
"""

from __future__ import annotations

from collections.abc import Mapping

from analysis.detection.concepts import Concept

STRONG: Mapping[Concept, str] = {
    Concept.NIR: "nir, nirpp, nss, ins, secu, securite sociale, insee, numero insee",
    Concept.NATIONAL_NUMBER: (
        "ssn, social security, nhs number, passeport, passport, cni, carte identite, ine, numen, numero fiscal, spi, "
        "permis conduire, driving licence, driver license, national id, tax id, numero etranger"
    ),
    Concept.PERSON_NAME: (
        "prenom, patronyme, surname, firstname, first name, lastname, last name, full name, fullname, forename, given "
        "name, family name, middle name, maiden name, nom famille, nom naissance, nom usage, nom marital, nom jeune "
        "fille, nom patient, patient name, nomfamille, nomprenom, initiale, initials"
    ),
    Concept.EMAIL: (
        "email, mail, courriel, mel, adresse mail, adresse email, adresse courriel, email address, mail address, "
        "adresse electronique"
    ),
    Concept.PHONE: (
        "telephone, tel, phone, phone number, gsm, fax, mobile, tel portable, telephone portable, telephone mobile, "
        "mobile phone, cell phone"
    ),
    Concept.ADDRESS: (
        "adresse, address, rue, street, voie, num voie, numero voie, nom rue, nom voie, street name, domicile, "
        "adresse postale, lieudit"
    ),
    Concept.BANK_ACCOUNT: "iban, rib, bic iban, compte bancaire, bank account",
    Concept.PAYMENT_CARD: "carte bancaire, carte bleue, credit card, card number",
    Concept.PROFESSIONAL_NUMBER: "rpps, adeli, idnps, npi",
    Concept.COMPANY_NUMBER: "siren, siret, tva intracommunautaire, vat number",
    Concept.PERSON_NUMBER: (
        "ipp, iep, nda, matricule, id patient, patient number, numero patient, num patient, code patient, identifiant "
        "patient, numero dossier, num dossier, id dossier, numero sejour, id sejour, num sejour, mrn, medical record "
        "number, record number, id personne, person id, subject id, id sujet, id individu, individual id, member id, "
        "customer id, client id, numero client, id assure, numero assure, employee id, id agent, numero agent, "
        "student id, id etudiant, id beneficiaire, case number"
    ),
    Concept.ACCOUNT: (
        "login, username, user name, pseudo utilisateur, identifiant connexion, twitter, instagram, facebook"
    ),
    Concept.NETWORK_ADDRESS: "ip, adresse ip, ip address, mac address, adresse mac, imei, device id, serial number",
    Concept.WEB_ADDRESS: "url, website, site web, web page, lien web",
    Concept.VEHICLE: "immatriculation, license plate, licence plate, number plate, plaque immatriculation",
    Concept.PERSISTENT_CODE: (
        "hash, sha1, sha256, md5, pseudonyme, pseudonym, token, uuid, guid, nir hache, id hache, id anonyme, "
        "anonymous id, hashed id, ano, nir ano, id ano"
    ),
    Concept.FREE_TEXT: (
        "commentaire, comment, observation, remarque, remark, texte libre, free text, compte rendu, verbatim, "
        "anamnese, narrative, description, note clinique, clinical note"
    ),
    Concept.HOUSEHOLD: (
        "hid, hhid, household id, id household, id menage, num menage, numero menage, menage id, identifiant menage, "
        "household number, hh id, id foyer, num foyer, numero foyer, id famille, family id"
    ),
    Concept.WEIGHT: (
        "sampling weight, sample weight, survey weight, final weight, design weight, weighting, person weight, "
        "household weight, hh weight, poids sondage, poids echantillon, poids enquete, poids individu, poids menage, "
        "poids final, ponderation, pond, pweight, fweight, fnlwgt, perwt, hhwt, wgt, wt, wts, coef extrapolation, "
        "coefficient extrapolation, facteur expansion, expansion factor, poids redresse"
    ),
    Concept.BIRTH_DATE: (
        "naissance, birth, date naissance, birth date, birthdate, birthday, date birth, dob, ddn, datnais, dnais, "
        "dateofbirth, annee naissance, birth year, year birth, yob, anais, annais"
    ),
    Concept.AGE: "age, tranche age, age group, age band, classe age, trage",
    Concept.SEX: "sexe, sex, gender, genre, civilite, salutation",
    Concept.POSTAL_CODE: "postal, cp, codpost, zip, zipcode, postcode, code postal, postal code, zip code",
    Concept.COORDINATE: "latitude, longitude, lat, lon, lng, gps, coordonnee gps, geoloc, geolocalisation",
    Concept.PLACE: (
        "commune, ville, city, town, municipality, departement, dept, dep, region, canton, iris, epci, "
        "arrondissement, quartier, neighbourhood, neighborhood, county, state, province, district, borough, nuts, "
        "nuts1, nuts2, nuts3, codgeo, insee, code insee, insee commune, code commune, depcom, residence, lieu "
        "naissance, commune naissance, ville naissance, departement naissance, birth place, birthplace, place birth, "
        "code geographique, zone geographique, prefecture, village"
    ),
    Concept.COUNTRY: (
        "pays, country, nationalite, nationality, citizenship, native country, pays naissance, country birth, birth "
        "country, etat naissance"
    ),
    Concept.OCCUPATION: (
        "profession, occupation, metier, job, job title, emploi, fonction, grade, corps, pcs, csp, categorie "
        "socioprofessionnelle, workclass, work class, employer, employeur, employment, employment status, statut "
        "emploi, industry, secteur activite, naf, ape, poste occupe"
    ),
    Concept.EDUCATION: (
        "education, diplome, degree, niveau etude, etude, schooling, qualification, formation, niveau diplome, niveau "
        "scolaire, scolarite, education level"
    ),
    Concept.MARITAL_STATUS: (
        "marital, marital status, matrimonial, statut matrimonial, situation famille, situation familiale, situation "
        "matrimoniale, etat civil, civil status, statut marital, etat matrimonial, civil, marie"
    ),
    Concept.RELATIONSHIP: (
        "relationship, relat, lien parente, parente, lien familial, lien menage, relation household, relation head, "
        "lien personne reference"
    ),
    Concept.ETHNIC_ORIGIN: (
        "race, ethnie, ethnic, ethnicity, ethnique, origine ethnique, ethnic group, ethnic origin, couleur peau, skin "
        "color"
    ),
    Concept.HOUSEHOLD_TRAIT: (
        "taille menage, taille foyer, household size, hh size, family size, type menage, household type, composition "
        "menage, nombre enfant, nb enfant, children, enfant, nombre personne, family type, type famille, hhsize, "
        "composition familiale"
    ),
    Concept.ESTABLISHMENT: (
        "finess, hopital, hospital, etablissement, clinique, service, school, ecole, lycee, college, universite, "
        "university, unite medicale, ward, facility"
    ),
    Concept.BODY_MEASURE: (
        "taille cm, taille patient, height, imc, bmi, body weight, body mass, poids kg, weight kg, weight lb, poids "
        "naissance, birth weight, poids corporel, poids patient, tour taille, pointure"
    ),
    Concept.EVENT_DATE: (
        "date entree, date sortie, date admission, date hospitalisation, admission date, discharge date, date "
        "discharge, dateentree, datesortie, date deces, death date, date death, date visite, visit date, date "
        "consultation, date acte, date examen, date operation, date intervention, date diagnostic, diagnosis date, "
        "date embauche, hire date, date inscription, date mariage, timestamp, horodatage, date prelevement, date "
        "soin, date debut, date fin, start date, end date"
    ),
    Concept.DIAGNOSIS: (
        "diagnostic, diagnosis, diag, cim, cim10, icd, icd9, icd10, icd11, pathologie, pathology, maladie, disease, "
        "illness, affection, ald, comorbidite, comorbidity, condition medicale, cancer, tumeur, vih, hiv, diabete, "
        "diabetes, handicap, disability, cause deces, cause death, code cim, dp, das, health problem, health "
        "condition"
    ),
    Concept.CARE: (
        "traitement, treatment, medicament, medication, drug, atc, cip13, ccam, ghm, ghs, acte, procedure, symptome, "
        "symptom, allergie, allergy, groupe sanguin, blood group, blood type, grossesse, pregnancy, tabac, smoker, "
        "smoking, alcool, alcohol, vaccin, vaccine, resultat, result, test result, prescription, ordonnance, "
        "chirurgie, surgery, posologie, addiction, glycemie, cholesterol, sante, health, etat sante, health status"
    ),
    Concept.BELIEF: (
        "religion, religious, opinion politique, political, politique, parti, syndicat, union member, trade union, "
        "orientation sexuelle, sexual orientation, croyance, belief, vote"
    ),
    Concept.OFFENCE: (
        "condamnation, conviction, infraction, offence, offense, crime, casier judiciaire, sanction, criminal record"
    ),
    Concept.INCOME: (
        "salaire, salary, revenu, income, wage, earning, remuneration, traitement brut, pay, patrimoine, wealth, "
        "saving, epargne, dette, debt, pension, capital gain, capital loss, capital, prime, asset, salary class"
    ),
    Concept.AMOUNT: (
        "cout, cost, prix, price, montant, amount, depense, expend, expenditure, expense, spending, facture, invoice, "
        "tarif, remboursement, frais, loyer, rent"
    ),
    Concept.STAY_LENGTH: "duree, duree sejour, length stay, los, duration, lengthofstay, nb jour, nombre jour",
    Concept.CONSENT: "consentement, consent, opt in, optin, optout, opt out, opposition, accord patient",
}
"""Words that announce a concept wherever they stand in the name."""

WEAK: Mapping[Concept, str] = {
    Concept.PERSON_NAME: "nom, name",
    Concept.PERSON_NUMBER: (
        "id, ident, identifiant, identifier, num, numero, number, patient, dossier, index, unnamed, rowid"
    ),
    Concept.PERSISTENT_CODE: "pseudo",
    Concept.HOUSEHOLD: "menage, household, foyer, hh, famille, family",
    Concept.HOUSEHOLD_TRAIT: "menage, household, foyer",
    Concept.WEIGHT: "weight, poids, w",
    Concept.BODY_MEASURE: "weight, poids, taille",
    Concept.RELATIONSHIP: "relation, lien",
    Concept.EVENT_DATE: "date, admission, entree, sortie, discharge, jour",
    Concept.FREE_TEXT: "texte, text, note, libre, memo",
}
"""Words that count only where the name says nothing stronger (``nom`` in ``nom_commune``)."""

FILLERS = (
    "a an au aux d de des du en et l la le les of or the patient person personne individu individual agent "
    "salarie client assure usager user beneficiaire medecin praticien docteur doctor physician contact parent "
    "pere mere conjoint my var v q col column champ field principal main "
)
"""Words that leave the meaning of the others as it is (``nom_du_patient`` is no more than ``nom``)."""
