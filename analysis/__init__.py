"""Foule without a screen: every question that the dashboard answers, as functions.

The modules in the order in which to read them, each using only those before it:

    wording, errors       sentences that a screen can translate, and what can go wrong
    plain                 frozen dataclasses as JSON knows them, and back
    speech                French and English: sentences, numbers and dates as they are written
    kinds, dataset        what values are; the records, as distinct texts and codes
    consent, profile      who refused; what each column looks like
    roles, detection      what each column is for, and which role the evidence suggests
    hierarchies           what each value becomes at each level: how it is made, checked, changed by hand, kept as JSON
    kernels               the compiled loops
    encoding, frequency   columns as codes; the distinct combinations and how many records hold each
    missing               what a missing value matches, and how many records are then alike
    models                k-anonymity, l-diversity, t-closeness and their kin, one paper a module
    risk                  of re-identification: of each column, class, household, person over time and cell of a table
    utility, recoding     what is lost; generalising, suppressing records or cells, and every other step
    search                every combination of levels, the best of them, the trade-off
    assessment, release   all figures at once; what leaves, and what speaks against it
    presets, verdict      published thresholds; what may be concluded, for each recipient
    recipe, audit         every choice, to be carried out again; every choice, with its time and effect
    attacks               what a release gives away together with an earlier one
    report                what a data protection officer signs: as a document, a web page, a PDF, figures and a data dictionary
    second_opinion        the same questions put to pyCANON
    samples, io           example data; the only package that touches files
    warm_up               every kernel compiled ahead, in the background
    command_line          a module a command; ``__main__`` runs it

    dataset = read(Path("patients.csv"), "patients.csv").dataset
    roles = Roles.undecided(dataset.names).assign({"age": Role.QUASI_IDENTIFIER, "sexe": Role.QUASI_IDENTIFIER})
    print(assess(dataset, roles).anonymity.k)
"""
