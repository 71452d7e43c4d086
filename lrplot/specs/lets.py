"""`Lets` and `Sizes`: what is said beside a script, a configuration or a word."""

from __future__ import annotations

import ast
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Annotated

from lrplot.arithmetic import numbers
from lrplot.errors import LrplotError, nearest, one_of, shown, where
from lrplot.parameters import Flag, Number, roles_of


@dataclass(frozen=True)
class Lets:
    """The values of expressions, both as text: `len(loader)` is `1250`."""

    values: tuple[tuple[str, str], ...] = ()
    used: set[str] = field(default_factory=set, compare=False)
    """The expressions that something has read."""
    asked: set[str] = field(default_factory=set, compare=False)
    """Those whose values were looked for."""

    def __bool__(self) -> bool:
        return bool(self.values)

    def check(self) -> None:
        """Raise `LrplotError` for what nothing has read, with the nearest that is looked for."""
        for name, value in self.values:
            if name not in self.used:
                near = nearest(name, self.asked)
                hint = f"; did you mean {one_of(near)}?" if near else ""
                said = f"--let {shown(f'{name}={value}')}: nothing reads {name}{hint}"
                instead = (f"{name}=", f"{near[0]}=") if near else None
                raise LrplotError(said, instead=instead)

    def told(self, error: LrplotError) -> LrplotError:
        """Return an error that also says what may be a slip of what is looked for, if anything."""
        names = {name for name, _ in self.values}
        unread = names.difference(self.used)
        if not any(nearest(name, self.asked - names) for name in unread):
            return error
        try:
            self.check()
        except LrplotError as slip:
            # with the slip put right, what else is asked for may be known
            asks = () if slip.instead else error.asks
            return LrplotError(f"{error}; {slip}", asks, slip.instead)
        return error


def _count(name: str, help: str) -> Number:
    return Number(name, help, low=1, whole=True, meta="N")


@dataclass(frozen=True)
class Sizes:
    """What is said of the data and the machines of a training; None is "not said"."""

    dataset_size: Annotated[
        int | None, _count("dataset size", "How many examples an epoch has.")
    ] = None
    epochs: Annotated[
        float | None,
        Number("epochs", "How many epochs a configuration trains.", low=0.0, above=True, meta="N"),
    ] = None
    batch_size: Annotated[
        int | None, _count("batch size", "How many examples a batch of one process has.")
    ] = None
    grad_accum: Annotated[
        int | None, _count("accumulation", "How many batches an update takes.")
    ] = None
    gpus: Annotated[int | None, _count("gpus", "How many processes train.")] = None
    drop_last: Annotated[
        bool | None, Flag("drop last", "Leave out a last batch that is not full.")
    ] = None

    epoch: float | None = None
    """How many updates an epoch has."""
    changes: tuple[tuple[str, str], ...] = ()
    """Values for keys of a configuration, as text."""
    form: str | None = None
    """What a configuration is, where its keys do not decide."""
    outside: bool = False
    """Whether a configuration may include files from outside its folder."""
    x: str | None = None
    """What the x axis counts."""
    beside: str = ""
    """The path of a file that completes the configuration, behind it."""
    used: set[str] = field(default_factory=set, compare=False)

    @property
    def counts(self) -> bool:
        """Whether the x axis counts what an update has."""
        return self.x not in (None, "steps")

    def examples(self) -> int | None:
        """Return how many examples an epoch has, as something reads it."""
        self.used.add("--dataset-size")
        return self.dataset_size

    def processes(self) -> int:
        """Return how many processes train, as something reads it."""
        self.used.add("--gpus")
        return self.gpus or 1

    def check(self) -> None:
        """Raise `LrplotError` for what nothing has read."""
        own = {f"--{name.replace('_', '-')}": getattr(self, name) for name in roles_of(Sizes)}
        for flag, value in {**own, "--as": self.form}.items():
            if value is not None and flag not in self.used:
                text = str(value) if isinstance(value, str | bool) else numbers.text(value)
                takes = f"; a schedule takes --total-steps {text}ep --steps-per-epoch N"
                hint = takes if flag == "--epochs" else ""
                raise LrplotError(f"{flag} {text}: nothing here depends on it{hint}")
        for key, value in self.changes:
            if f"--set {key}" not in self.used:
                raise LrplotError(f"--set {shown(f'{key}={value}')}: no configuration is read here")


def changes(items: Iterable[str]) -> tuple[tuple[str, str], ...]:
    """Return what `KEY=VALUE` says of the keys of a configuration."""
    out = []
    for item in items:
        key, mark, value = item.partition("=")
        if not mark or not key.strip():
            raise LrplotError(f"--set {shown(item)}: it is KEY=VALUE, as in --set warmup_steps=100")
        out.append((key.strip(), value.strip()))
    return tuple(out)


def lets(items: Iterable[str]) -> Lets:
    """Return what `NAME=VALUE` says, each NAME an expression as it stands in the text."""
    found: dict[str, str] = {}
    for item in items:
        name, value = _split(item)
        with where(f"--let {shown(item)}"):
            spelled = ast.unparse(numbers.syntax(name))
        if spelled in found:
            raise LrplotError(f"--let {name} is given twice")
        found[spelled] = value
    return Lets(tuple(found.items()))


def several(option: str, items: Iterable[str]) -> list[list[str]]:
    """Return `NAME=VALUE` items of `let` or `set` by name: one that comes again is a sweep."""
    found: dict[str, list[str]] = {}
    for item in items:
        name = _split(item)[0] if option == "let" else item.partition("=")[0].strip()
        found.setdefault(name, []).append(item)
    return list(found.values())


def _split(item: str) -> tuple[str, str]:
    """Return what stands before and behind the `=`, which is none of a comparison or a call."""
    depth = 0
    for place, letter in enumerate(item):
        depth += (letter in "([{") - (letter in ")]}")
        alone = item[place - 1 : place] not in ("=", "!", "<", ">") and item[place + 1 :][:1] != "="
        if letter == "=" and not depth and alone and place:
            return item[:place].strip(), item[place + 1 :].strip()
    raise LrplotError(f"--let {shown(item)}: it is NAME=VALUE, as in --let 'len(loader)=1250'")
