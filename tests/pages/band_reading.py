"""What the band at the top of a page shows, read back from its HTML."""

from __future__ import annotations

from html.parser import HTMLParser

from streamlit.testing.v1 import AppTest


class _Texts(HTMLParser):
    """Collects (class of the nearest element that has one, text), in order."""

    def __init__(self) -> None:
        super().__init__()
        self.open: list[str] = []
        self.found: list[tuple[str, str]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.open.append(dict(attrs).get("class") or (self.open[-1] if self.open else ""))

    def handle_endtag(self, tag: str) -> None:
        self.open.pop()

    def handle_data(self, data: str) -> None:
        self.found.append((self.open[-1], data))


def _texts(at: AppTest) -> list[tuple[str, str]]:
    parser = _Texts()
    for element in at.get("html"):
        if element.proto.body.startswith('<div class="band">'):
            parser.feed(element.proto.body)
    return parser.found


def figures(at: AppTest) -> dict[str, str]:
    """The figures, value by label."""
    texts = _texts(at)
    labels, values = ([text for kind, text in texts if kind == wanted] for wanted in ("label", "value"))
    return dict(zip(labels, values, strict=True))


def deltas(at: AppTest, label: str) -> list[tuple[str, str]]:
    """(what it means, change) of one figure: since the original, then since the last step."""
    texts = _texts(at)
    after = texts[texts.index(("label", label)) + 1 :]
    own = after[: next((i for i, (kind, _text) in enumerate(after) if kind == "label"), len(after))]
    return [(kind.removeprefix("delta "), text) for kind, text in own if kind.startswith("delta ")]


def steps(at: AppTest) -> dict[str, str]:
    """What is said of each step, by its name."""
    texts = _texts(at)
    names, states = (
        [text for kind, text in texts if kind == "name"],
        [t for k, t in texts if k == "aloud" and t[0] == ","],
    )
    return {name: state.removeprefix(", ") for name, state in zip(names, states, strict=True)}
