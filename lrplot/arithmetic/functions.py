"""The functions and constants that a formula may name: Python's, math's, numpy's, frameworks'."""

from __future__ import annotations

import functools
import math
import operator
from typing import Any

from lrplot.arithmetic.arrays import Array, Truths, np
from lrplot.arithmetic.operators import (
    BITS,
    POWER,
    TRUTH,
    Call,
    Failure,
    endless,
    undefined,
    zero,
)


def _least(first: Array, *rest: Array) -> Array:
    # as Python compares, one after the other: NaN is not least, and not passed on
    return functools.reduce(lambda a, b: np.where(b < a, b, a), rest, first)


def _most(first: Array, *rest: Array) -> Array:
    return functools.reduce(lambda a, b: np.where(b > a, b, a), rest, first)


def _round(x: Any, digits: Any = None) -> Any:
    if isinstance(digits, int) and abs(digits) > BITS:
        # 10 to that power would be worked out first
        return x if digits > 0 else 0 * x
    return round(x, digits) if digits is not None else round(x)


def _rounds(x: Array, digits: Array | None = None) -> Array:
    # to so many digits Python rounds the decimal number: one by one
    out: Array = np.rint(x) if digits is None else x * np.nan
    return out


def _log(x: Array, base: Array | None = None) -> Array:
    return np.log(x) if base is None else np.log(x) / np.log(base)


def _no_log(out: Array, x: Array, base: Array | None = None) -> Truths:
    bad: Truths = x <= 0
    return bad if base is None else bad | (base <= 0) | (base == 1)


def _eithers(condition: Array, yes: Array, no: Array) -> Array:
    return np.where(condition != 0, yes, no)


def _below(out: Array, a: Array, b: Array) -> Truths:
    found: Truths = b < 0
    return found


LEAST = Call(min, _least, "pick", 2, 100, bends="pick")
MOST = Call(max, _most, "pick", 2, 100, bends="pick")
# between two steps there is what the first of them has
INDEX = Call(operator.index, "floor", "whole")
KEY = Call(operator.pos, "floor", "whole")
ROUND = Call(_round, _rounds, "whole", 1, 2, endless, bends="itself")

BUILTIN = {
    "abs": Call(abs, "abs", "same", style="operator", bends="zero"),
    "bool": TRUTH,
    "float": Call(float, "positive"),
    "int": Call(int, "trunc", "whole", fails=endless, bends="itself"),
    "max": MOST,
    "min": LEAST,
    "pow": POWER,
    "round": ROUND,
}

RENAMED = {
    "acos": "arccos", "acosh": "arccosh", "asin": "arcsin", "asinh": "arcsinh", "atan": "arctan",
    "atanh": "arctanh", "cbrt": "cbrt", "ceil": "ceil", "cos": "cos", "cosh": "cosh",
    "degrees": "degrees", "exp": "exp", "exp2": "exp2", "expm1": "expm1", "fabs": "fabs",
    "floor": "floor", "log10": "log10", "log1p": "log1p", "log2": "log2", "radians": "radians",
    "sin": "sin", "sinh": "sinh", "sqrt": "sqrt", "tan": "tan", "tanh": "tanh", "trunc": "trunc",
}  # fmt: skip
"""Functions of `math` that take one number, and what numpy calls them."""

ROUNDING = ("ceil", "floor", "trunc")
BENDS = {name: "itself" for name in (*ROUNDING, "rint", "sign")} | {
    "fabs": "zero", "absolute": "zero", "maximum": "pick", "minimum": "pick", "clip": "clip",
    "mod": "floor", "remainder": "floor", "floor_divide": "floor", "fmod": "floor",
}  # fmt: skip

MATH = {
    name: Call(getattr(math, name), many, fails=undefined, cost=8)
    for name, many in RENAMED.items()
    if name not in (*ROUNDING, "degrees", "fabs", "radians")
}
MATH |= {name: Call(getattr(math, name), name) for name in ("degrees", "radians")}
MATH |= {
    name: Call(getattr(math, name), name, "whole", fails=endless, bends="itself")
    for name in ROUNDING
}
MATH |= {
    "atan2": Call(math.atan2, "arctan2", "real", 2, 2, cost=8),
    "copysign": Call(math.copysign, "copysign", "real", 2, 2),
    "fabs": Call(math.fabs, "fabs", bends="zero"),
    "fmod": Call(math.fmod, "fmod", "real", 2, 2, undefined, bends="floor", cost=20),
    "hypot": Call(math.hypot, "hypot", "real", 2, 2),
    "log": Call(math.log, _log, "real", 1, 2, _no_log, cost=8),
    "pow": Call(math.pow, "power", "real", 2, 2, undefined, cost=12),
}

TWO = ("floor_divide", "maximum", "minimum", "mod", "power", "remainder")
SAME = ("absolute", "sign", "square", "ceil", "floor", "trunc", "rint", "fabs")
"""Functions of numpy's that have ints for ints."""

NUMPY = {
    **{name: 1 for name in (*RENAMED.values(), "absolute", "log", "rint", "sign", "square")},
    **{name: 2 for name in TWO},
    "clip": 3,
    "where": 3,
}
"""Functions of numpy's, with how many numbers they take."""


def _numpy(name: str, *values: Any) -> Any:
    if any(isinstance(value, Failure) for value in values):
        raise ArithmeticError
    found = getattr(np, name)(*values)
    # of an int that is too long for it numpy makes one of Python's
    return found[()] if isinstance(found, np.ndarray) else found


def _floats(name: str, *values: Any) -> Any:
    if name == "where":
        return float(values[1]) if values[0] else float(values[2])
    return _numpy(name, *map(float, values))


def _of(name: str, framework: bool = False) -> Call:
    """Return a function of numpy's; a framework's of that name is the same for floats."""
    count = NUMPY[name]
    fails = {"power": _below, "mod": zero, "remainder": zero, "floor_divide": zero}.get(name)
    return Call(
        functools.partial(_floats if framework else _numpy, name),
        _eithers if name == "where" else name,
        "same" if name in (*TWO, *SAME, "clip", "where") else "real",
        count,
        count,
        None if framework else fails,
        "framework" if framework else "numpy",
        "where" if name == "where" else BENDS.get(name, ""),
        12 if name in TWO else 8,
    )


def _rsqrt(x: Any) -> Any:
    return np.float64(1.0) / np.sqrt(float(x))


_RSQRT = Call(_rsqrt, lambda x: 1.0 / np.sqrt(x), style="framework", cost=4)
_CAST = Call(lambda x: np.float64(float(x)), "positive", style="framework")

ALIASES = {
    "abs": "absolute", "acos": "arccos", "asin": "arcsin", "atan": "arctan", "pow": "power",
    "acosh": "arccosh", "asinh": "arcsinh", "atanh": "arctanh",
}  # fmt: skip

JAX = {name: name for name in NUMPY} | ALIASES
KERAS = {
    "abs": "absolute", "absolute": "absolute", "ceil": "ceil", "clip": "clip", "cos": "cos",
    "cosh": "cosh", "exp": "exp", "expm1": "expm1", "floor": "floor", "log": "log",
    "log10": "log10", "log1p": "log1p", "log2": "log2", "maximum": "maximum",
    "minimum": "minimum", "power": "power", "sign": "sign", "sin": "sin", "sinh": "sinh",
    "sqrt": "sqrt", "square": "square", "tan": "tan", "tanh": "tanh", "where": "where",
}  # fmt: skip
BACKEND = {
    name: ALIASES.get(name, name)
    for name in ("abs", "clip", "cos", "exp", "log", "maximum", "minimum", "pow", "sign", "sin",
                 "sqrt", "square")
}  # fmt: skip
TF_MATH = {
    name: ALIASES.get(name, name)
    for name in ("abs", "acos", "acosh", "asin", "asinh", "atan", "atanh", "ceil", "cos", "cosh",
                 "exp", "expm1", "floor", "log", "log1p", "maximum", "minimum", "pow", "sign",
                 "sin", "sinh", "sqrt", "square", "tan", "tanh")
}  # fmt: skip
TF = {name: many for name, many in TF_MATH.items() if name not in ("ceil", "log", "log1p", "expm1")}
TF |= {"where": "where", "clip_by_value": "clip"}

FRAMEWORKS = {
    "jnp": JAX, "jax.numpy": JAX, "tf": TF, "tf.math": TF_MATH, "keras.ops": KERAS, "K": BACKEND,
}  # fmt: skip
"""Functions of frameworks by the names of modules, with what numpy calls them."""


def _all() -> dict[str, Call]:
    named: dict[str, Call] = {f"math.{name}": call for name, call in MATH.items()}
    named |= {name: call for name, call in MATH.items() if name not in BUILTIN} | BUILTIN
    numpys = {name: _of(name) for name in NUMPY}
    numpys |= {name: numpys[alias] for name, alias in ALIASES.items()}
    numpys["float64"] = Call(functools.partial(_numpy, "float64"), "positive", style="numpy")
    for module in ("np", "numpy"):
        named |= {f"{module}.{name}": call for name, call in numpys.items()}
    floats = {name: _of(name, framework=True) for name in NUMPY}
    for module, names in FRAMEWORKS.items():
        named |= {f"{module}.{name}": floats[numpy] for name, numpy in names.items()}
    named |= dict.fromkeys(("tf.math.rsqrt", "keras.ops.rsqrt", "jax.lax.rsqrt"), _RSQRT)
    return named | dict.fromkeys(("jnp.float32", "jnp.float64", "jnp.asarray", "jnp.array"), _CAST)


FUNCTIONS: dict[str, Call] = _all()
"""Functions by the names under which a script calls them."""

_named: dict[str, tuple[str, ...]] = {
    "math": ("pi", "e", "tau", "inf"),
    **dict.fromkeys(("np", "numpy", "jnp", "jax.numpy", "torch"), ("pi", "e", "inf")),
}
CONSTANTS: dict[str, float] = {
    "pi": math.pi,
    **{
        f"{module}.{name}": getattr(math, name)
        for module, names in _named.items()
        for name in names
    },
}
"""Numbers by their names."""
