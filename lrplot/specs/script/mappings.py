"""Mappings of other libraries whose keys are their attributes: `ConfigDict`, `EasyDict`, `Box`."""

from __future__ import annotations

from typing import Any

from lrplot.specs.script.lost import Lost
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import MISSING, Instance, Made

CREATED = "OmegaConf.create"

KINDS = ("EasyDict", "Box", "Munch", "AttrDict", "Dict", "ConfigDict", "DotMap", "CfgNode", CREATED)

TOLD = ("ConfigDict", "CfgNode", CREATED)
"""Those whose words say how they are made, not what is in them."""

COPIED = ("Box", CREATED)
"""Those that keep a copy of another of their kind; others keep itself."""

SAME = ("Munch", "ConfigDict")
"""Those that keep a list itself; others keep a copy of it."""

SET = ("CfgNode", "Dict")
"""Those that do so with what is set later, not with what they are made of."""

VAGUE = ("AttrDict", "DotMap")
"""Names of several libraries' classes, which do one thing or the other."""


def by_key(value: Made) -> bool:
    """Tell whether the keys of what another library makes are its attributes."""
    return _kind(value) in KINDS


def own_mapping(value: Any) -> bool:
    """Tell whether this is an object of a class of the script's own that derives from `dict`."""
    return isinstance(value, Instance) and value.of is not None and "dict" in value.of.roots()


def filled(run: Run, made: Made) -> Made:
    """Give a mapping that is made of another one, or of words, what they have."""
    told = _kind(made) in TOLD
    first = next(iter(made.args), made.keywords.get("initial_dictionary") if told else None)
    words = {} if told else made.keywords
    if isinstance(first, dict) and len(made.args) < 2 and not any("box" in word for word in words):
        given = {**first, **words}
        made.attributes |= {
            k: stored(run, made, v, True) for k, v in given.items() if type(k) is str
        }
    elif not made.args and words:
        made.attributes |= {key: stored(run, made, value, True) for key, value in words.items()}
    return made


def stored(run: Run, of: Made, value: Any, making: bool = False) -> Any:
    """Return what a mapping keeps of a value that is set, or that it is made of."""
    run.count()
    kind, lost = _kind(of), Lost(of.name or "it", of.line)
    same = kind in SAME or (kind in SET and not making)
    mapped = isinstance(value, Made) and by_key(value)
    if isinstance(value, str) and "${" in value:
        # it refers to something else
        return lost
    if kind in VAGUE and (mapped or isinstance(value, dict | list)):
        return lost
    if mapped and _kind(value) != kind:
        return lost
    if type(value) is dict:
        plain = kind == "Munch" or (kind == "Dict" and same)
        return value if plain else filled(run, Made(of.path, [value], {}, of.line))
    if mapped and (kind in COPIED or (kind == "Dict" and making)):
        copied = Made(of.path, [], {}, of.line)
        copied.attributes |= {k: stored(run, of, v, True) for k, v in value.attributes.items()}
        return copied
    if isinstance(value, list | tuple) and any(not isinstance(one, PLAIN) for one in value):
        return lost
    return [*value] if type(value) is list and not same else value


def _kind(of: Made) -> str:
    return CREATED if of.path.endswith(CREATED) else of.path.rpartition(".")[2]


def item(value: Any, place: Any) -> Any:
    """Return what a mapping has by a key; `MISSING` where it is not known."""
    if isinstance(value, Made) and by_key(value) and isinstance(place, str):
        return value.attributes.get(place, MISSING)
    return MISSING
