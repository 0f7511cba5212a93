"""Hierarchies as Amnesia itself saves them: a few lines that describe the tree, then who has which children.

    distinct
    name profession
    type string
    height 3

    Care has nurse doctor
    Trade has baker

    All has Care Trade

A blank line ends each level, from the parents of the values up to the root. Labels are parted by one blank, so none can
hold a blank. Source: Amnesia 1.4, ``HierarchyImplString.export`` (github.com/dTsitsigkos/Amnesia).
"""

from __future__ import annotations

from analysis.errors import DatasetError

HEADS = ("distinct", "range")
"""What the first line says: values one by one, or ranges of numbers or dates."""


def is_amnesia(text: str) -> bool:
    """Whether a text is a hierarchy of Amnesia's own format."""
    lines = text.splitlines()
    return len(lines) > 1 and lines[0].strip() in HEADS and lines[1].split(" ")[0] == "name"


def rows_of_amnesia(text: str, name: str) -> tuple[tuple[str, ...], ...]:
    """The rows of the same hierarchy: each value, then its ancestors.

    Values that lie higher than others in the tree stay what they are until the level of their parent.

    Args:
        name: Name of the file, for messages.

    Raises:
        DatasetError: The file describes ranges, a line is none of the format, or a label has two parents.
    """
    head, *lines = text.splitlines()
    if head.strip() != "distinct":
        raise DatasetError(
            "{name} describes ranges of numbers or dates: make them here by cut points or by granularities.", name=name
        )
    parents = _parents(lines, name)
    leaves = [label for label in parents if label not in set(parents.values())]
    if not leaves:
        raise DatasetError("{name} describes no value: every label is the parent of another.", name=name)
    paths = [_path(leaf, parents, name) for leaf in leaves]
    depth = max(map(len, paths))
    return tuple((path[0],) * (depth - len(path)) + path for path in paths)


def _parents(lines: list[str], name: str) -> dict[str, str]:
    parents: dict[str, str] = {}
    described = lines.index("") if "" in lines else len(lines)
    for number, line in enumerate(lines[described:], start=described + 2):
        if not line.strip():
            continue
        parent, has, *children = line.rstrip().split(" ")
        if has != "has" or not children:
            raise DatasetError("{name}: line {line} is not “parent has child child …”.", name=name, line=number)
        if any(parents.setdefault(child, parent) != parent for child in children):
            raise DatasetError("{name}: a label of line {line} already has another parent.", name=name, line=number)
    return parents


def _path(label: str, parents: dict[str, str], name: str) -> tuple[str, ...]:
    path = [label]
    while path[-1] in parents:
        path.append(parents[path[-1]])
        if len(path) > len(parents) + 1:
            raise DatasetError("{name} has a label that is its own ancestor.", name=name)
    return tuple(path)
