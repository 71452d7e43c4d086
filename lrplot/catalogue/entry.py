"""`@schedule` turns a function into an entry, which reads everything off its signature.

    @schedule
    def CosineDecay(initial_learning_rate: Peak, decay_steps: DecayLength) -> Schedule:
        '''One sentence.

        Differs: what would surprise a reader of the paper.
        Source: the framework's file, or the paper and its equation.
        '''

Its name, parameters, defaults and their order are the framework's own, because people paste.
"""

from __future__ import annotations

import inspect
import re
import sys
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import Any, Generic, ParamSpec

import lrplot.parameters as parameters
from lrplot.catalogue.building import check_inside, extreme, extremes
from lrplot.catalogue.framework import Framework, framework_of
from lrplot.catalogue.outline import HOME, sentence, titled
from lrplot.catalogue.param import Param, params_of
from lrplot.catalogue.pickled import Named
from lrplot.errors import LrplotError, one_line, shown, unknown
from lrplot.parameters import NoEffect, OptimizerRate, Role
from lrplot.parameters.split import split
from lrplot.pieces import Schedule

P = ParamSpec("P")


@dataclass(frozen=True)
class Entry(Named, Generic[P]):
    """A schedule in the catalogue: its function, and what can be read off it."""

    function: Callable[P, Schedule]
    name: str
    framework: str

    def __call__(self, *args: P.args, **kwargs: P.kwargs) -> Schedule:
        """Build the schedule from values already read."""
        try:
            if self._comes_along:
                return self._built(*args, **kwargs)
            from lrplot.pieces import running

            with running(self.source):
                return self._built(*args, **kwargs)
        except LrplotError as error:
            raise error.at(self.title) from error.__cause__

    def _built(self, *args: P.args, **kwargs: P.kwargs) -> Schedule:
        given = {**dict(zip(self.roles, args, strict=False)), **kwargs}
        if any(role.holds_schedule for role in self.roles.values()):
            check_inside(self.function, self.roles, given)
        try:
            made = self.function(*args, **kwargs)
        except ArithmeticError as error:
            if not self._comes_along and not extremes(given):
                # a mistake in somebody's code, as it seems
                raise
            raise extreme(given, error) from error
        if not isinstance(made, Schedule):
            raise LrplotError(f"gives {one_line(shown(made))}, which is no Schedule")
        return made

    @cached_property
    def title(self) -> str:
        """The name that finds this entry and no other: `cosine`, `keras.CosineDecay`."""
        return titled(self.framework, self.name)

    def example(self) -> dict[str, str]:
        """Return as text, by key, what must be given, and what `Example` in the docstring says."""
        said = self.notes.get("Example", "")
        also = dict(item.strip().split("=", 1) for item in split(said)) if said else {}
        needed = {
            p.key: p.role.example
            for p in self.params
            if p.required and not isinstance(p.role, NoEffect)
        }
        return needed | also

    @property
    def word(self) -> str:
        """A word with what must be given, and no more, that can be drawn."""
        # a comma would end the value
        said = {key: repr(t) if len(split(t)) > 1 else t for key, t in self.example().items()}
        whole = self.whole
        pairs = [
            text if whole and key == whole.key else f"{key}={text}" for key, text in said.items()
        ]
        return f"{self.title}{':' * bool(pairs)}{','.join(pairs)}"

    @property
    def source(self) -> str:
        """The file that the function stands in."""
        return inspect.getfile(self.function)

    @property
    def _comes_along(self) -> bool:
        return self.function.__module__.startswith("lrplot.")

    @property
    def path(self) -> str:
        """The dotted name under which its framework shows it; its title, if it has no framework."""
        paths = self._framework.paths
        return f"{paths[0]}.{self.name}" if paths else self.call

    @property
    def _framework(self) -> Framework:
        """What the framework's module says, or the entry's own, where that has paths."""
        # that of a package may be said in any of the packages that its module is in
        parts = self.function.__module__.split(".")
        names = [".".join(parts[:count]) for count in range(len(parts), 0, -1)]
        said = [
            framework_of(sys.modules.get(name)) for name in (*names, f"{HOME}.{self.framework}")
        ]
        return next((each for each in said if each.paths), said[-1])

    @property
    def call(self) -> str:
        """The name by which a constructor in a word finds it."""
        return self.title.replace("-", "_")

    @cached_property
    def params(self) -> tuple[Param, ...]:
        """The parameters in the order of the signature."""
        try:
            return params_of(self.function)
        except LrplotError as error:
            raise error.at(self.title) from error.__cause__

    @cached_property
    def roles(self) -> dict[str, Role]:
        """The roles of the parameters, by their names."""
        return {param.name: param.role for param in self.params}

    @cached_property
    def whole(self) -> Param | None:
        """The parameter that takes all the text behind the colon of a word: a lone formula."""
        only = self.params[0] if len(self.params) == 1 else None
        formula = only and only.role.holds_schedule and isinstance(only.role, parameters.Lambda)
        return only if formula else None

    @cached_property
    def summary(self) -> str:
        """The docstring's first paragraph, on one line."""
        return sentence(self.doc)

    @cached_property
    def notes(self) -> Mapping[str, str]:
        """The docstring's sections by their heading: `Differs`, `Stepped`, `Formula`, `Source`.

        `Example` has values without which an example would not run: `a=1, b=2`; `Keywords`, what
        people search for; `Where`, what parameters are. `Stepped` may be the framework's.
        """
        rest = self.doc.partition("\n\n")[2]
        found = re.split(r"^([A-Z][a-z]+):\s", rest, flags=re.MULTILINE)[1:]
        said = {
            head: " ".join(text.split()) for head, text in zip(found[::2], found[1::2], strict=True)
        }
        return {**self._framework.notes(self.name), **said}

    @property
    def doc(self) -> str:
        """The docstring."""
        return inspect.getdoc(self.function) or ""

    def param(self, name: str, also: Iterable[str] = ()) -> Param:
        """Return the parameter of that name; `-` stands for `_`.

        An unknown name may be a slip of what stands beside parameters: `also`.
        """
        for param in self.params:
            if name.replace("-", "_") in (param.name, param.key):
                return param
        names = [param.key for param in self.params]
        takes = f"it takes {', '.join(names)}" if names else "it takes none"
        raise unknown("parameter", name, [*names, *also], takes)

    def bind(
        self,
        args: Sequence[Any],
        kwargs: Mapping[str, Any],
        read: Callable[[Role, Any], Any] = Role.read,
        partial: bool = False,
    ) -> dict[str, Any]:
        """Return the values of the arguments given, each as its role reads it.

        Raises `LrplotError` for an argument that is unknown, missing, given twice, one too
        many, or not what its role takes; with `partial`, not for a missing one.
        """
        values: dict[str, Any] = {}
        try:
            for param, raw in self._given(args, kwargs):
                if param.name in values:
                    raise LrplotError(f"{param.name} is given twice")
                if isinstance(param.role, NoEffect):
                    param.check_unread(raw)
                    continue
                none = param.optional and (raw is None or raw in ("none", "None", "null"))
                try:
                    value = None if none else read(param.role, raw)
                except LrplotError as error:
                    raise error.at(param.key) from error.__cause__
                left_open = isinstance(param.role, OptimizerRate) and not param.role.spared
                if value is not None or not left_open:
                    values[param.name] = value
        except LrplotError as error:
            raise error.at(self.title) from error.__cause__
        if not partial:
            self.complete(values)
        return values

    def _given(self, args: Sequence[Any], kwargs: Mapping[str, Any]) -> list[tuple[Param, Any]]:
        """Return the parameters that arguments are for, with these."""
        kwargs = self._framework.today(self.name, kwargs)
        if len(args) > len(self.params):
            raise LrplotError(
                f"takes at most {len(self.params)} arguments, but {len(args)} are given"
            )
        given = [*zip(self.params, args, strict=False)]
        return given + [(self.param(str(name)), value) for name, value in kwargs.items()]

    def complete(self, values: Mapping[str, Any]) -> None:
        """Raise `LrplotError` where a value that must be given is not among these.

        The rate of an optimizer may still come from outside.
        """
        open_ = [
            p
            for p in self.params
            if p.required and not isinstance(p.role, OptimizerRate | NoEffect)
        ]
        if missing := [p for p in open_ if p.name not in values]:
            names = " and ".join(p.key for p in missing)
            why = "".join(f": {p.role.why}" for p in missing if p.role.why)
            raise LrplotError(f"{self.title}: {names} must be given{why}, as in {self.word}")
