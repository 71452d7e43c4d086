"""From where a comprehension, or a lambda, sees the names around it."""

from __future__ import annotations

from lrplot.specs.script.values import Class, Scope


def seen_from(scope: Scope) -> Scope:
    """Return the scope that a function in it sees: around a class, whose names it does not."""
    of = scope.outer.names.get("__class__") if scope.outer else None
    own = isinstance(of, Class) and of.scope is scope
    return scope.outer if own and scope.outer else scope
