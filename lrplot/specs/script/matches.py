"""A `match` as the conditions that it is, and the names that its cases bind."""

from __future__ import annotations

import ast
from typing import Any

from lrplot.errors import LrplotError
from lrplot.specs.script import command_line
from lrplot.specs.script.attributes import attribute
from lrplot.specs.script.plain import PLAIN
from lrplot.specs.script.run import Run
from lrplot.specs.script.training import UnknownError
from lrplot.specs.script.trees import opaque, tree
from lrplot.specs.script.truths import truth
from lrplot.specs.script.typed import BUILT_IN, is_instance
from lrplot.specs.script.values import MISSING, Class, Held, Instance, Opaque, Path, Scope

Tests = list[ast.expr] | None
"""The conditions under which a case holds; None for one that never does."""


def branches_of(run: Run, node: ast.Match, scope: Scope) -> list[ast.stmt]:
    """Return a `match` as the `if` that it is; what it looks at is worked out once."""
    subject = run.evaluate(run, node.subject, scope)
    found: list[ast.stmt] = []
    for case in reversed(node.cases):
        one = _Case(run, scope, case.pattern)
        tests = one.tests(subject, case.pattern)
        if tests is None:
            continue
        bound: list[ast.stmt] = [
            _at(ast.Assign([ast.Name(name, ast.Store())], Held(value)), case.pattern)
            for name, value in one.bound.items()
        ]
        body = [*bound, *case.body]
        if case.guard and bound:
            # it looks at what is bound
            body = [*bound, _if([case.guard], case.body, found, node)]
        elif case.guard:
            tests = [*tests, case.guard]
        found = [_if(tests, body, found, node)] if tests else body
    return found


def _if(
    tests: list[ast.expr], body: list[ast.stmt], other: list[ast.stmt], node: ast.Match
) -> ast.stmt:
    test = tests[0] if len(tests) == 1 else ast.BoolOp(ast.And(), tests)
    found: ast.stmt = _at(ast.If(_at(test, node), body, other), node)
    return found


def _at(node: Any, of: ast.AST) -> Any:
    return ast.copy_location(node, of)


class _Case:
    """One case: when it holds, and what it binds then."""

    def __init__(self, run: Run, scope: Scope, pattern: ast.pattern) -> None:
        self.run, self.scope, self.pattern = run, scope, pattern
        self.bound: dict[str, Any] = {}

    def tests(self, value: Any, pattern: ast.pattern) -> Tests:
        """Return when a value is as a pattern says."""
        match pattern:
            case ast.MatchValue(value=other):
                return self._compared(value, ast.Eq(), other)
            case ast.MatchSingleton(value=single):
                return self._compared(value, ast.Is(), ast.Constant(single))
            case ast.MatchOr(patterns=each):
                return self._either(value, each)
            case ast.MatchAs(pattern=inner, name=name):
                found = self.tests(value, inner) if inner else []
                if name:
                    self.bound[name] = value
                return found
            case ast.MatchSequence(patterns=each):
                return self._items(value, each)
            case ast.MatchMapping():
                return self._keys(value, pattern)
            case ast.MatchClass():
                return self._attributes(value, pattern)
        raise self._lost(value)

    def _compared(self, value: Any, op: ast.cmpop, other: ast.expr) -> Tests:
        test: ast.expr = _at(ast.Compare(Held(value), [op], [other]), self.pattern)
        known = truth(self.run.evaluate(self.run, test, self.scope))
        return [test] if known is None else [] if known else None

    def _lost(self, value: Any) -> LrplotError:
        if any(opaque(tree(value))):
            return UnknownError([tree(value)])
        line = self.pattern.lineno
        return LrplotError(f"line {line}: whether this case of a match holds cannot be read")

    def _all(self, pairs: list[tuple[Any, ast.pattern]]) -> Tests:
        found: list[ast.expr] = []
        for value, pattern in pairs:
            more = self.tests(value, pattern)
            if more is None:
                return None
            found += more
        return found

    def _either(self, value: Any, each: list[ast.pattern]) -> Tests:
        ways: list[ast.expr] = []
        for one in each:
            before = dict(self.bound)
            tests = self.tests(value, one)
            if tests is None:
                self.bound = before
            elif not tests and not ways:
                return []
            elif self.bound.keys() - before.keys():
                raise self._lost(value)
            else:
                both: ast.expr = ast.BoolOp(ast.And(), tests) if tests else ast.Constant(True)
                ways.append(_at(both if len(tests) != 1 else tests[0], one))
        if not ways:
            return None
        return [_at(ast.BoolOp(ast.Or(), ways), self.pattern) if ways[1:] else ways[0]]

    def _bare(self, value: Any) -> bool:
        """Tell whether an object is of a class that derives from no other file's."""
        return isinstance(value, Instance) and not [*(value.of.roots() if value.of else ())]

    def _items(self, value: Any, each: list[ast.pattern]) -> Tests:
        if isinstance(value, PLAIN | dict) or self._bare(value):
            return None
        if not isinstance(value, list | tuple):
            raise self._lost(value)
        star = next((n for n, one in enumerate(each) if isinstance(one, ast.MatchStar)), None)
        rest = len(value) - len(each) + 1
        if (rest != 1) if star is None else (rest < 0):
            return None
        if star is None:
            return self._all(list(zip(value, each, strict=True)))
        kept, stop = each[star], star + rest
        assert isinstance(kept, ast.MatchStar)
        if kept.name:
            self.bound[kept.name] = list(value[star:stop])
        values, others = [*value[:star], *value[stop:]], [*each[:star], *each[star + 1 :]]
        return self._all(list(zip(values, others, strict=True)))

    def _keys(self, value: Any, pattern: ast.MatchMapping) -> Tests:
        if isinstance(value, PLAIN | list | tuple) or self._bare(value):
            return None
        if not isinstance(value, dict):
            raise self._lost(value)
        keys = [self.run.evaluate(self.run, key, self.scope) for key in pattern.keys]
        if not all(isinstance(key, PLAIN) for key in keys):
            raise self._lost(value)
        absent = [key for key in keys if key not in value]
        if any([self.run.doubts.missing(value, key) for key in absent]):
            raise self._lost(value)
        if absent:
            return None
        if pattern.rest:
            self.bound[pattern.rest] = {k: one for k, one in value.items() if k not in keys}
        return self._all([(value[k], one) for k, one in zip(keys, pattern.patterns, strict=True)])

    def _attributes(self, value: Any, pattern: ast.MatchClass) -> Tests:
        of = self.run.evaluate(self.run, pattern.cls, self.scope)
        known = is_instance(self.run, value, of)
        if known is None:
            raise self._lost(value)
        if not known:
            return None
        pairs: list[tuple[Any, ast.pattern]] = []
        own = isinstance(of, Path) and of.name in BUILT_IN
        if own and len(pattern.patterns) == 1:
            pairs.append((value, pattern.patterns[0]))
        elif pattern.patterns:
            pairs += zip(self._places(value, of), pattern.patterns, strict=False)
            if len(pairs) < len(pattern.patterns):
                raise self._lost(value)
        for name, one in zip(pattern.kwd_attrs, pattern.kwd_patterns, strict=True):
            found = self._named(value, name)
            if found is MISSING:
                return None
            pairs.append((found, one))
        return self._all(pairs)

    def _places(self, value: Any, of: Any) -> list[Any]:
        """Return what an object has for the patterns without names."""
        if not isinstance(of, Class):
            return []
        names = of.lookup("__match_args__")
        names = names if isinstance(names, tuple) else [*(command_line.fields(of) or ())]
        return [self._named(value, name) for name in names]

    def _named(self, value: Any, name: str) -> Any:
        place = ast.Attribute(Held(value), name, ast.Load(), lineno=self.pattern.lineno)
        found = attribute(self.run, value, place)
        if isinstance(found, Opaque) and isinstance(value, Instance):
            return MISSING if name not in value.attributes and self._bare(value) else found
        return found
