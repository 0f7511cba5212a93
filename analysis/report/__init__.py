"""The report for the data protection officer, as a document, a web page and a PDF, with its data dictionary and figures.

    verdict = verdict_of(outcome)
    document = report(outcome, verdict, language="fr", made_at=now, release_sha256=digest)
    page, pdf = to_html(document), to_pdf(document)

Read in this order: ``document`` says what a report is made of, ``form`` what only people can answer, ``judging`` how the
verdict follows from an outcome, ``effects`` what a recoding did value by value. ``writing`` puts the sections together,
which ``framing``, ``risk``, ``changes`` and ``closing`` write; ``html`` and ``pdf`` give them a form.
"""
