"""Functions of Python's own library that are called as they are, with values that are known."""

from __future__ import annotations

import importlib
import re
from collections.abc import Callable
from contextlib import suppress
from math import prod
from typing import Any

from lrplot.specs.script.constants import constant
from lrplot.specs.script.documents import DOCUMENTS
from lrplot.specs.script.iterators import Once, View, every
from lrplot.specs.script.members import Member
from lrplot.specs.script.plain import allowed, known, size
from lrplot.specs.script.records import Record
from lrplot.specs.script.run import Run
from lrplot.specs.script.values import LONGEST, MISSING

NAMES = {
    "builtins": "abs ascii bin chr divmod format float hex int oct ord pow repr round",
    "math": "acos acosh asin asinh atan atan2 atanh cbrt ceil comb copysign cos cosh degrees dist "
    "erf erfc exp exp2 expm1 fabs factorial floor fmod frexp fsum gamma gcd hypot isclose isfinite "
    "isinf isnan isqrt lcm ldexp lgamma log log10 log1p log2 modf nextafter perm pow prod radians "
    "remainder sin sinh sqrt sumprod tan tanh trunc ulp",
    "statistics": "mean fmean median median_low median_high stdev pstdev variance geometric_mean "
    "harmonic_mean mode",
    "bisect": "bisect bisect_left bisect_right",
    "heapq": "nlargest nsmallest",
    "textwrap": "dedent",
    "shlex": "split",
    "posixpath": "basename dirname join splitext",
    "string": "capwords",
}
"""Functions whose result depends on what they are given alone."""

LOADERS = ("SafeLoader", "FullLoader", "Loader", "CSafeLoader", "CLoader")
"""What of PyYAML's makes the same of a text without tags."""

ALONG = {
    "itertools": "chain compress pairwise product zip_longest repeat permutations combinations "
    "combinations_with_replacement islice batched",
}
"""Functions that go through items, and look at none."""

OTHERS = {"os.path": "posixpath", "": "builtins"}
"""Modules that are called otherwise."""

GROWING = ("pow", "ldexp", "comb", "perm", "factorial", "gamma", "product", "repeat", "batched",
           "permutations", "combinations", "combinations_with_replacement")  # fmt: skip
"""Functions that make more of a number than they are given."""

LARGE = 1000
"""The numbers that these may be given."""

TEXT = {
    "capitalize", "casefold", "center", "count", "endswith", "expandtabs", "find", "format",
    "index", "isalnum", "isalpha", "isascii", "isdecimal", "isdigit", "isidentifier", "islower",
    "isnumeric", "isspace", "istitle", "isupper", "join", "ljust", "lower", "lstrip", "partition",
    "removeprefix", "removesuffix", "replace", "rfind", "rindex", "rjust", "rpartition", "rsplit",
    "rstrip", "split", "splitlines", "startswith", "strip", "swapcase", "title", "upper", "zfill",
}  # fmt: skip
"""Methods of texts."""

ITEMS = {"index", "count"}

SET = {"union", "intersection", "difference", "symmetric_difference", "issubset", "issuperset",
       "isdisjoint"}  # fmt: skip

NUMBER = {"is_integer", "bit_length", "as_integer_ratio", "hex", "conjugate"}

FAILS = (ArithmeticError, AttributeError, LookupError, RecursionError, TypeError, ValueError)


def called(run: Run, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a function of the library gives; `MISSING` for another, or where it fails."""
    module, _, last = name.rpartition(".")
    if name == "yaml.load" and getattr([*args[1:], words.get("Loader")][0], "last", "") in LOADERS:
        name, args, words = "yaml.safe_load", args[:1], {}
    if name in DOCUMENTS:
        return result(run, DOCUMENTS[name], args, words, 160 if "yaml" in name else 20)
    if name == "itertools.chain.from_iterable" and len(args) == 1:
        module, last = "itertools", "chain"
        args = list(args[0]) if isinstance(args[0], list | tuple) else args
    module = OTHERS.get(module, module)
    along = last in ALONG.get(module, "").split()
    if not along and last not in NAMES.get(module, "").split():
        return MISSING
    func = getattr(importlib.import_module(module), last, None)
    wide = last == "format" and not all(narrow(arg) for arg in args if isinstance(arg, str))
    if func is None or wide or (last in GROWING and not _few(args)):
        return MISSING
    if along:
        with suppress(*FAILS):
            return Once(_gone_through(run, func, args, words))
        return MISSING
    return result(run, func, args, words)


def result(
    run: Run, func: Callable[..., Any], args: list[Any], words: dict[str, Any], cost: int = 1
) -> Any:
    """Return what a function gives of values that are all known; `MISSING` where it fails.

    `cost` is how many parts twenty letters or items are as long to look at.
    """
    args = [constant(arg) for arg in args]
    sizes = [size(arg) for arg in (*args, *words.values())]
    many = [one for one in sizes if one is not None]
    if len(many) < len(sizes) or prod(one + 1 for one in many) > 50 * LONGEST:
        return MISSING
    run.count(cost * sum(many) // 20)
    with suppress(*FAILS):
        found = allowed(func(*args, **words))
        if not isinstance(found, str | int | float):
            run.count(len(found) // 10 if found is not None else 0)
        return found
    return MISSING


def _few(args: list[Any]) -> bool:
    return all(abs(arg) <= LARGE for arg in args if isinstance(arg, int))


def _gone_through(
    run: Run, func: Callable[..., Any], args: list[Any], words: dict[str, Any]
) -> list[Any]:
    """Return the items of an iterator, which are not too many; an error for others."""
    if not all(known(value) for value in words.values()):
        raise TypeError
    gone = [arg for arg in args if not isinstance(arg, str | int | float | None)]
    partly = -1 if func.__name__ == "islice" or len(gone) > 1 else None
    args = [
        arg if isinstance(arg, str | int | float | None) else every(run, (arg,), partly)[0]
        for arg in args
    ]
    found, many = [], 0
    for one in func(*args, **words):
        run.count()
        many += len(one) if isinstance(one, tuple) else 1
        if many > LONGEST:
            raise OverflowError
        found.append(one)
    return found


def method(run: Run, value: Any, name: str, args: list[Any], words: dict[str, Any]) -> Any:
    """Return what a method gives that changes nothing; `MISSING` where it is not understood."""
    if name not in METHODS.get(type(value), ()):
        return MISSING
    if name == "format" and not narrow(value):
        return MISSING
    if name in WIDE and not all(isinstance(arg, str) or abs(arg) <= LARGE for arg in args):
        return MISSING
    if name == "join" and len(args) == 1:
        args = every(run, (args[0],)) if not isinstance(args[0], str) else args

    def called_on(of: Any, *rest: Any, **more: Any) -> Any:
        return getattr(of, name)(*rest, **more)

    return result(run, called_on, [value, *args], words)


WIDE = ("center", "ljust", "rjust", "zfill", "expandtabs")


def narrow(text: str) -> bool:
    """Tell whether a format says no width of thousands, or one by another value."""
    return not re.search(r"\d{4}|\{[^{}]*\{|%[^a-zA-Z%]*\*|\{[^{}]*[.\[]", text)


METHODS: dict[type, set[str]] = {
    str: TEXT, int: NUMBER, float: NUMBER, frozenset: SET, list: ITEMS, tuple: ITEMS, View: ITEMS,
    Record: ITEMS,
}  # fmt: skip
"""Methods that change nothing, by what they are of."""


CONVERSIONS: dict[int, Callable[[Any], str]] = {115: str, 114: repr, 97: ascii}


def written(value: Any, conversion: int, spec: str) -> str | None:
    """Return how an f-string writes a value that is known; None where it fails."""
    if isinstance(value, Member):
        return str(value) if conversion in (-1, 115) and not spec else None
    if not narrow(spec):
        return None
    with suppress(*FAILS):
        of = CONVERSIONS[conversion](value) if conversion in CONVERSIONS else value
        found = format(of, spec)
        return found if len(found) <= LONGEST else None
    return None
