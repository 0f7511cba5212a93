"""The page of the report: the verdict, what only people can say, the document, and what was released before."""
