"""Where schedules are found: the modules of the catalogue, and those that packages add.

`lrplot/schedules/` has one module for each framework; there, `PATHS` names the dotted paths
under which the framework shows its schedules. Installed packages add modules of the same kind
through the entry-point group `lrplot.schedules`.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from functools import cache
from importlib import import_module
from pathlib import Path
from pkgutil import iter_modules
from types import ModuleType

from lrplot.catalogue.entry import HOME, SHORT, Entry, named, titled
from lrplot.catalogue.outline import Outline, outline
from lrplot.errors import LrplotError, nearest, unknown

USED = (
    SHORT, "compose", "keras", "torch", "optax", "transformers", "timm", "deepspeed", "megatron",
    "diffusers", "mmengine", "paddle", "fastai", "fvcore", "detectron2", "composer", "nemo",
    "torchtitan", "torchtune", "litgpt", "nanogpt", "olmo_core", "olmo", "maxtext", "levanter",
    "gpt_neox", "nanotron", "axolotl", "fairseq", "tensor2tensor", "onmt", "ignite",
    "pytorch_warmup",
)  # fmt: skip
"""Frameworks in order of use: the first that has a bare name wins it. The others follow."""


@cache
def frameworks() -> tuple[str, ...]:
    """Return the modules of `lrplot.schedules`, the most used first."""
    found = {info.name for info in iter_modules(import_module(HOME).__path__)}
    return (*(name for name in USED if name in found), *sorted(found.difference(USED)))


@cache
def module(framework: str) -> ModuleType:
    """Return the module of a framework that comes with lrplot."""
    return import_module(f"{HOME}.{framework}")


@cache
def _outline(framework: str) -> Outline | None:
    """Return what the source of a framework's module tells, if it can be read."""
    return outline(Path(import_module(HOME).__path__[0]), framework)


@cache
def _plugins() -> Mapping[str, ModuleType]:
    """Return the modules that installed packages add, by the name of their entry point."""
    from importlib import metadata

    found = {}
    for point in metadata.entry_points(group=HOME):
        try:
            found[point.name] = point.load()
        except Exception as error:
            package = point.dist.name if point.dist else point.value
            reason = f"{type(error).__name__}: {error}"
            raise LrplotError(f"the schedules of {package} cannot be loaded: {reason}") from error
    return found


@cache
def entries(of: ModuleType) -> Mapping[str, Entry[...]]:
    """Return the schedules that a module or its `PARTS` define, by name, in their own order."""
    parts = [import_module(f"{of.__name__}.{part}") for part in getattr(of, "PARTS", ())]
    return {
        value.name: value
        for part in [of, *parts]
        for value in vars(part).values()
        # isinstance would ask numpy for its class, and so load it, where a part has it
        if issubclass(type(value), Entry) and value.function.__module__ == part.__name__
    }


def aliases(of: ModuleType) -> Mapping[str, str | tuple[str, ...]]:
    """Return the further names of a module's entries, found behind the framework's."""
    found: Mapping[str, str | tuple[str, ...]] = getattr(of, "ALIASES", {})
    return found


def modules(having: str = "") -> Iterator[tuple[str, ModuleType]]:
    """Yield every framework's name and module, in order of precedence; lazily.

    Of those that come with lrplot, only the ones that may know the name `having` are imported.
    """
    for framework in frameworks():
        seen = _outline(framework) if having else None
        if seen is None or seen.may_have(having):
            yield framework, module(framework)
    yield from _plugins().items()


def contents() -> Iterator[tuple[str, str, Mapping[str, str]]]:
    """Yield every framework's name, its heading, and the sentence of each schedule by its title.

    They are read off the sources where those can be read: no framework is imported.
    """
    for framework in frameworks():
        if seen := _outline(framework):
            names = {named(framework, name): said for name, said in seen.sentences.items()}
            titles = {titled(framework, name): said for name, said in names.items()}
            yield framework, seen.heading, titles
        else:
            yield _imported(framework, module(framework))
    for framework, found in _plugins().items():
        yield _imported(framework, found)


def _imported(framework: str, found: ModuleType) -> tuple[str, str, Mapping[str, str]]:
    sentences = {entry.title: entry.summary for entry in entries(found).values()}
    return framework, (found.__doc__ or framework).partition("\n")[0], sentences


def titles() -> list[str]:
    """Return the title of every schedule."""
    return [title for _, _, sentences in contents() for title in sentences]


def every() -> list[Entry[...]]:
    """Return every entry of the catalogue."""
    return [entry for _, found in modules() for entry in entries(found).values()]


def entry(name: str, near: str = "") -> Entry[...]:
    """Return the entry of that name: `cosine`, `CosineDecay`, `tf.keras.….CosineDecay`.

    A bare name that is no short one belongs to the framework `near`, where it stands inside one
    of its schedules, or else to the first that has it; a framework's own name stands for its
    only schedule. A module `YIELDS` bare names to those behind it. Its `ALIASES` are further names
    of its entries, found behind the framework's. Raises `LrplotError`, with the nearest names, for
    a name that is nowhere.
    """
    return candidates(name, near)[0]


def candidates(name: str, near: str = "") -> list[Entry[...]]:
    """Return the entries that a name may stand for, the usual one first.

    They are several where a framework's configuration has one name for schedules with and
    without some parameter: its alias is a tuple.
    """
    prefix, _, last = name.rpartition(".")
    if not prefix and near in frameworks():
        short = name.replace("_", "-") in entries(module(SHORT))
        entry = None if short else entries(module(near)).get(name)
        if entry:
            return [entry]
    own = [prefix] if prefix in frameworks() else []
    for framework, found in [(part, module(part)) for part in own] or modules(having=last):
        paths = (framework, found.__name__, *getattr(found, "PATHS", ()))
        if prefix and not any(f".{prefix}." in f".{path}." for path in paths):
            continue
        if not prefix and last in getattr(found, "YIELDS", ()):
            continue
        here = entries(found)
        alias = aliases(found).get(last, last) if prefix else last
        names = (alias,) if isinstance(alias, str) else alias
        matching = [here.get(n) or here.get(n.replace("_", "-")) for n in names]
        if known := [entry for entry in matching if entry]:
            return known
    if name in frameworks() and len(only := entries(module(name))) == 1:
        return list(only.values())
    whole, bare = names_like(name), [title.rpartition(".")[2] for title in titles()]
    # what the named framework has goes first, unless another has the very name
    behind = [title.removeprefix(f"{prefix}.") for title in whole if title.startswith(f"{prefix}.")]
    if prefix and last not in bare and (close := nearest(last, behind)):
        raise unknown("schedule", name, [f"{prefix}.{own}" for own in close])
    hint = "lrplot list shows them all"
    raise unknown("schedule", name, [*whole, *bare], hint, part=last)


def names_like(name: str) -> list[str]:
    """Return the title of every schedule, and the further names behind the framework of a name."""
    prefix = name.rpartition(".")[0]
    behind = aliases(module(prefix)) if prefix in frameworks() else ()
    return [*titles(), *(f"{prefix}.{alias}" for alias in behind)]
