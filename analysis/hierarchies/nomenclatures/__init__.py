"""Official classifications, offline: builders that read the codes of a column and know what they belong to.

    fitting(column)                      the classifications that list its values, best first
    FrenchPlaces().build(column)         its hierarchy
    FrenchPlaces().coverage(column)      how many records are listed, placed by their first characters, unknown

The facts are in ``data``: ``build_french_geography`` and ``build_codes`` make these files anew. Read ``nomenclature`` first.
"""
