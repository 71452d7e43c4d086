"""Reads the names of all schedules off the source files, without importing them.

Only names, sentences and keywords are read, which is what a list shows and searches; all else
waits until one schedule is asked for, and its module is imported.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache, cached_property
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules

HOME = "lrplot.schedules"


SHORT = "plain"
"""The module of the short names, which belong to no framework."""


USED = (
    SHORT, "compose", "keras", "torch", "optax", "transformers", "timm", "deepspeed", "megatron",
    "diffusers", "mmengine", "paddle", "fastai", "fvcore", "detectron2", "composer", "nemo",
    "torchtitan", "torchtune", "litgpt", "nanogpt", "olmo_core", "olmo", "maxtext", "levanter",
    "gpt_neox", "nanotron", "axolotl", "fairseq", "tensor2tensor", "onmt", "ignite",
    "pytorch_warmup", "tf1",
)  # fmt: skip
"""Frameworks in order of use: the first that has a bare name wins it. The others follow."""


STANDARD = ("keras", "torch", "optax")
"""Libraries whose names others take over: a bare name that fits one of these is theirs."""


@cache
def frameworks() -> tuple[str, ...]:
    """Return the modules of `lrplot.schedules`, the most used first."""
    found = {info.name for info in iter_modules(import_module(HOME).__path__)}
    return (*(name for name in USED if name in found), *sorted(found.difference(USED)))


SCHEDULE = re.compile(
    r'^@schedule\n(?:@\w+\n)*def (\w+)\(.*?^    r?"""(.*?)"""', re.MULTILINE | re.DOTALL
)
FIRST = re.compile(
    r"^    first=\((.*?)\),$|^FRAMEWORK = .*\bfirst=\((.*?)\)", re.MULTILINE | re.DOTALL
)


# compiled when a list is searched
FRAMEWORK = r"(?ms)^FRAMEWORK = Framework\((.*?)(?:^\)|\)$)"
PATHS = r"(?s)\bpaths=\((.*?)\)"
ALIASES = r"(?s)\baliases=\{(.*?)\}"
ALIAS = r'"([^"]+)":\s*(?:"([^"]+)"|\(([^)]*)\))'

Said = tuple[Sequence[str], Mapping[str, Sequence[str]]]
"""What else stands in front of a framework's schedules, and what else they are called."""


class Contents:
    """What a list tells of a framework: its docstring, and that of every schedule by its title."""

    def __init__(
        self, framework: str, doc: str, docs: Mapping[str, str], said: Callable[[], Said]
    ) -> None:
        self.framework, self.doc, self.docs, self.said = framework, doc, docs, said


def sentence(doc: str) -> str:
    """Return the first paragraph of a docstring, on one line."""
    return " ".join(doc.partition("\n\n")[0].split())


def keywords(doc: str) -> tuple[str, ...]:
    """Return what people call what a docstring is about: its section `Keywords`."""
    said = doc.partition("Keywords:")[2].partition(".\n")[0].strip().removesuffix(".")
    return tuple(" ".join(word.split()) for word in said.split(",")) if said else ()


def names(text: str) -> list[str]:
    """Return the strings in the source of a tuple."""
    return re.findall(r'"([^"]+)"', text)


def short(paths: Iterable[str]) -> list[str]:
    """Return those of a framework's paths that are one word."""
    return [path for path in paths if "." not in path]


def by_name(aliases: Mapping[str, str | Sequence[str]]) -> dict[str, list[str]]:
    """Return the aliases of a framework by what they stand for."""
    out: dict[str, list[str]] = {}
    for alias, those in aliases.items():
        for name in [those] if isinstance(those, str) else those:
            out.setdefault(name, []).append(alias)
    return out


class Outline:
    """The sources of a framework's modules, by name, and what stands in them.

    The framework's own module, or the `__init__` of its package, is called "".
    """

    def __init__(self, sources: Mapping[str, str]) -> None:
        self.sources = sources

    @property
    def doc(self) -> str:
        """The framework's docstring."""
        return self.sources[""].removeprefix('"""').partition('"""')[0]

    @cached_property
    def docs(self) -> Mapping[str, str]:
        """The docstring of every schedule, by the name of its function."""
        return dict(pair for text in self.sources.values() for pair in SCHEDULE.findall(text))

    @property
    def names(self) -> list[str]:
        """The names of the functions that make schedules."""
        return [*self.docs]

    def contents(self, framework: str) -> Contents:
        """Return what a list tells of the framework, which has this name."""
        docs = {titled(framework, named(framework, name)): d for name, d in self.docs.items()}
        return Contents(framework, self.doc, docs, self.said)

    def said(self) -> Said:
        """Return what else the framework and its schedules are called."""
        found = re.search(FRAMEWORK, self.sources[""])
        said = found[1] if found else ""
        paths, known = re.search(PATHS, said), re.search(ALIASES, said)
        pairs = re.findall(ALIAS, known[1]) if known else []
        aliases = {alias: one or names(many) for alias, one, many in pairs}
        return short(names(paths[1] if paths else "")), by_name(aliases)

    def may_have(self, name: str) -> bool:
        """Tell whether a schedule may have this name, or an alias be it."""
        return bool(self.defining(name)) or f'"{name}"' in self.sources[""]

    def defining(self, name: str) -> list[str]:
        """Return the modules that may define the schedule of this name."""
        function = f"def {name.replace('-', '_')}("
        return [module for module, text in self.sources.items() if function in text]


def outline(folder: Path, module: str) -> Outline | None:
    """Return the outline of a module in a folder; None where there is no source to read."""
    package = folder / module
    try:
        if not package.is_dir():
            return Outline({"": (folder / f"{module}.py").read_text(encoding="utf-8")})
        text = (package / "__init__.py").read_text(encoding="utf-8")
        found = FIRST.search(text)
        first = re.findall(r'"(\w+)"', found[1] or found[2]) if found else []
        parts = in_order(package, first)
        sources = {part: (package / f"{part}.py").read_text(encoding="utf-8") for part in parts}
        return Outline({"": text} | sources)
    except OSError:
        return None


def in_order(folder: Path, first: Sequence[str]) -> list[str]:
    """Return the modules in a framework's package: those that come first, then by name."""
    names = sorted(info.name for info in iter_modules([str(folder)]))
    return [*first, *(name for name in names if name not in first)]


@cache
def outline_of(framework: str) -> Outline | None:
    """Return what the source of a framework that comes with lrplot tells, if it can be read."""
    return outline(Path(import_module(HOME).__path__[0]), framework)


def named(framework: str, function: str) -> str:
    """Return the name of the schedule that a function of a framework's module makes."""
    return function.replace("_", "-") if framework == SHORT else function


def titled(framework: str, name: str) -> str:
    """Return the name that finds this schedule and no other: `cosine`, `keras.CosineDecay`."""
    return name if framework == SHORT else f"{framework}.{name}"
