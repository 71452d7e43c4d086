"""Searches the catalogue by the words that people use: names, sentences and keywords.

Case, spaces and punctuation do not matter, nor where a name in one word is cut: `one-cycle`,
`OneCycle` and `one cycle` are the same. A keyword stands in the docstring of the schedule, or
the framework, that people mean by it.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Collection, Iterable, Sequence
from functools import cached_property
from typing import NamedTuple

from lrplot.catalogue.outline import Contents, keywords, sentence
from lrplot.errors import one_of

PATH = r"`(\w+\.[\w.]+)`"

PART = r"[A-Z]+(?=[A-Z][a-z])|[A-Z]?[a-z]+|[A-Z]+|\d+|\|"
"""A part of a word, as a name in one word has several; or what stands between two texts."""


class Text:
    """Texts to search, the parts of each run together: "OneCycleLR" begins as "one cycle" does."""

    def __init__(self, *texts: str) -> None:
        self.texts = "|".join(texts)
        self.whole = re.sub(r"[^a-z\d|]+", "", self.texts.lower())

    @cached_property
    def starts(self) -> set[int]:
        """Where parts begin."""
        return {0, *itertools.accumulate(map(len, re.findall(PART, self.texts)))}

    def __contains__(self, wanted: str) -> bool:
        """Tell whether a part begins with what is wanted, which is run together too."""
        at = self.whole.find(wanted) if wanted else -1
        while at >= 0 and at not in self.starts:
            at = self.whole.find(wanted, at + 1)
        return at >= 0

    def has(self, wanted: str) -> bool:
        """Tell whether some of its parts are just what is wanted, and no more."""
        at = self.whole.find(wanted)
        while at >= 0 and not {at, at + len(wanted)} <= self.starts:
            at = self.whole.find(wanted, at + 1)
        return at >= 0


class Listed(NamedTuple):
    """A schedule as a list shows it: its title, and what its docstring says."""

    framework: str
    title: str
    doc: str
    aliases: Sequence[str]

    @property
    def sentence(self) -> str:
        """What it is."""
        return sentence(self.doc)

    @property
    def keywords(self) -> tuple[str, ...]:
        """What people call it."""
        return (*self.aliases, *keywords(self.doc))

    def named(self) -> Text:
        """Return what it is called."""
        return Text(self.title, *self.keywords)

    def text(self) -> Text:
        """Return all that is searched of it."""
        return Text(self.title, self.sentence, *self.keywords)

    def said(self, name: str) -> bool:
        """Tell whether a name is a keyword."""
        return run_together(name) in map(run_together, self.keywords)


class Group:
    """Schedules of one framework; all of them have its heading, some of them none."""

    def __init__(
        self, framework: str, heading: str, called: Sequence[str], schedules: Sequence[Listed]
    ) -> None:
        self.framework, self.heading, self.schedules = framework, heading, schedules
        self.names = (framework, heading.partition(":")[0], *called)
        self.called = set(map(run_together, self.names))
        self.own = set(map(run_together, self.names[:2]))

    def text(self) -> Text:
        """Return what is searched of it: its names, and the dotted paths in its heading."""
        return Text(*self.names, *re.findall(PATH, self.heading))

    def only(self, schedules: Iterable[Listed]) -> Group:
        """Return the group with these schedules alone."""
        return Group(self.framework, "", (), tuple(schedules))


def run_together(text: str) -> str:
    """Return a text's letters and digits, in lower case."""
    return re.sub(r"[^a-z\d]+", "", text.lower())


def groups(contents: Iterable[Contents]) -> list[Group]:
    """Return the group of every framework."""
    out = []
    for found in contents:
        called, aliases = found.said()
        schedules = [
            Listed(found.framework, title, doc, aliases.get(title.rpartition(".")[2], ()))
            for title, doc in found.docs.items()
        ]
        heading = found.doc.partition("\n")[0].rstrip(".")
        out.append(Group(found.framework, heading, (*called, *keywords(found.doc)), schedules))
    return out


def search(known: Sequence[Group], words: Sequence[str]) -> Sequence[Group]:
    """Return the groups whose schedules have all of the words, in any order; all without words.

    A framework's name stands for what it has. A word of several parts, as a quoted one, is looked
    for as it stands, and where that is nowhere, part by part: in names and keywords first, and
    where none has it, in sentences and in what stands over a framework.
    """
    names = _names(known)
    whole = run_together(" ".join(words))
    if not words or whole in names:
        return [group for group in known if whole in group.called] or known
    stands = [run_together(word) for word in words]
    parts = [part.lower() for word in words for part in re.split(r"[\W_]+", word)]
    for text, over in ((Listed.named, False), (Listed.text, False), (Listed.text, True)):
        for each in (stands, parts):
            if found := _having(known, each, names, text, over):
                return found
    return []


def _names(known: Sequence[Group]) -> set[str]:
    """Return what stands for frameworks and nothing else.

    What some are called beside their own names may be a word that other schedules have, too.
    """
    own = set().union(*(group.own for group in known))
    schedules = [(group, each.named()) for group in known for each in group.schedules]
    return own | {
        name
        for name in set().union(*(group.called for group in known)) - own
        if not any(name not in group.called and text.has(name) for group, text in schedules)
    }


def _having(
    known: Sequence[Group],
    words: Sequence[str],
    names: Collection[str],
    text: Callable[[Listed], Text],
    over: bool,
) -> list[Group]:
    """Return what has all words; one that names a framework is looked for in that alone.

    `text` is what is searched of a schedule; with `over`, what stands over it as well.
    """
    found = []
    for group in known:
        heading = group.text() if over else Text()
        own = [w for w in words if not (w in group.called or (w not in names and w in heading))]
        if not any(word in names for word in own):
            found.append(group.only(each for each in group.schedules if _has(text(each), own)))
    return [group for group in found if group.schedules]


def _has(text: Text, words: Sequence[str]) -> bool:
    return all(word in text for word in words)


def meant(known: Sequence[Group], name: str) -> str:
    """Return what to type in place of a name that is a keyword, or what a framework is called."""
    if titles := called(known, name):
        return f"did you mean {one_of(titles[:3])}?"
    framework = any(run_together(name) in group.called for group in known)
    return f"that is a framework: lrplot list {name} shows its schedules" if framework else ""


def called(known: Sequence[Group], name: str) -> list[str]:
    """Return the titles of the schedules that have a name, but for its spelling, or as a keyword.

    Those of the framework are looked at that stands in front of it, if one does.
    """
    prefix, _, last = name.rpartition(".")
    there = [group for group in known if not prefix or run_together(prefix) in group.called]
    schedules = [each for group in there for each in group.schedules]
    ends = [run_together(f"{group.framework}.{last}") for group in there]
    return [e.title for e in schedules if run_together(e.title) in ends or e.said(last)]
