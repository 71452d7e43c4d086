"""`Data`: a file of values, whatever it is written in: YAML, JSON, TOML, sections or options."""

from __future__ import annotations

import configparser
import json
import re
from collections.abc import Callable, Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lrplot.errors import LrplotError, shown, warn, where
from lrplot.parameters.files import decoded, opened

LARGEST = 10_000_000
"""The most bytes a file may have."""

LARGEST_TWICE = 100_000
"""The most bytes of JSON in which names that are given twice are looked for."""

NODES = 100_000
"""The most values that a file may have once the aliases of YAML are written out."""


@dataclass(frozen=True)
class Data:
    """The values of a file."""

    path: str
    kind: str
    values: Mapping[str, Any]
    twice: tuple[str, ...] = ()
    """What is given twice, of which the last one stands here."""

    def has(self, key: str, *more: str) -> bool:
        """Tell whether all keys are there; dots lead into sections."""
        return at(self.values, key) is not None and all(map(self.has, more))

    def those(self, keys: Iterable[str]) -> list[str]:
        """Return those of the keys that are there."""
        return [key for key in keys if at(self.values, key) is not None]

    def at(self, key: str) -> Any:
        """Return what a key has, None if nothing."""
        return at(self.values, key)


def at(values: Mapping[str, Any], key: str) -> Any:
    """Return what a key has, None if nothing; dots lead into sections."""
    if key in values:
        return values[key]
    if "." not in key:
        return None
    first, _, rest = key.partition(".")
    if first not in values:
        return None
    found = values[first]
    for part in rest.split("."):
        if not isinstance(found, Mapping) or part not in found:
            return None
        found = found[part]
    return found


def load(path: str) -> Data:
    """Return the values of a file; it is read as data, and nothing in it is run.

    The suffix says what it is written in; a file without a known one is looked at. Raises
    `LrplotError` for a file that is missing, too large or broken. What is no mapping of names to
    values has none.
    """
    with where(path):
        with opened(path, LARGEST) as file:
            text = file.read()
        decoded(text)
        kind = KINDS.get(path.rpartition(".")[2].lower()) or _kind(text)
        twice: list[str] = []
        found = READ[kind](text, twice) if kind in ("yaml", "json") else PLAIN[kind](text)
        return Data(path, kind, found if isinstance(found, Mapping) else {}, tuple(twice))


KINDS = {
    "yaml": "yaml", "yml": "yaml", "json": "json", "toml": "toml", "cfg": "sections",
    "ini": "sections", "sh": "options", "bash": "options", "slurm": "options", "sbatch": "options",
    "args": "options", "py": "python", "jsonnet": "jsonnet",
}  # fmt: skip
"""What a file is written in, by its suffix."""


def beside(path: str, name: str, outside: bool) -> Data:
    """Return the values of a file that the one at `path` includes, by its name from there.

    It must be in the same folder, or below it, unless it may be `outside`.
    """
    folder = Path(path).resolve().parent
    found = (folder / name).resolve()
    if not outside and not found.is_relative_to(folder):
        raise LrplotError(f"{shown(name)} leads out of this file's folder; --allow-outside lets it")
    data = load(str(found))
    for said in data.twice:
        warn(f"{shown(name)}: {said}; the last one counts")
    return data


def scalar(text: str) -> Any:
    """Return a value that is typed at a command line, as YAML has it."""
    from lrplot.readers import yaml

    return yaml.data(text.encode(), 1000) if text.strip() else text


def typed(text: str) -> Any:
    """Return a value that is typed for a file's own: a bare 3e-4 is a number, whatever reads it."""
    from lrplot.readers.yaml import Quoted

    found = scalar(text)
    if isinstance(found, str) and not isinstance(found, Quoted):
        with suppress(ValueError):
            return float(found)
    return found


def _kind(text: bytes) -> str:
    if text.lstrip()[:1] == b"{":
        return "json"
    return "options" if re.search(rb"(?:^|\s)--[a-z][\w-]+[ =]", text) else "yaml"


def _yaml(text: bytes, twice: list[str]) -> object:
    from lrplot.readers import yaml

    found = yaml.data(text, NODES, twice)
    if not isinstance(found, dict):
        return found
    # as Weights & Biases keeps the configuration of a run
    kept = {key: one for key, one in found.items() if key not in ("wandb_version", "_wandb")}
    if kept and all(
        isinstance(one, dict) and {"value"} <= {*one} <= {"value", "desc"} for one in kept.values()
    ):
        return {key: one["value"] for key, one in kept.items()}
    return found


def _json(text: bytes, said: list[str]) -> object:
    import orjson

    try:
        found: object = orjson.loads(text)
    except orjson.JSONDecodeError as error:
        deep = "depth limit" in str(error) and "it is nested too deep to be read"
        raise LrplotError(deep or f"this is no JSON: {error}") from None
    if len(text) <= LARGEST_TWICE:
        from lrplot.readers.yaml import twice

        with suppress(RecursionError, ValueError):
            json.loads(
                text,
                object_pairs_hook=lambda pairs: said.extend(twice([name for name, _ in pairs])),
            )
    return found


def _toml(text: bytes) -> object:
    import tomllib

    try:
        return tomllib.loads(text.decode())
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise LrplotError(f"this is no TOML: {error}") from None
    except RecursionError:
        raise LrplotError("it is nested too deep to be read") from None


def _sections(text: bytes) -> object:
    """Return the sections of a file in the manner of Windows; dots in their names nest them."""
    from lrplot.readers.common.options import literal

    parser = configparser.ConfigParser(interpolation=None)
    parser.optionxform = str  # type: ignore[assignment]
    try:
        parser.read_string(text.decode())
    except (configparser.Error, UnicodeDecodeError) as error:
        raise LrplotError(f"this is no file of sections: {str(error).splitlines()[0]}") from None
    out: dict[str, Any] = {}
    for name in parser.sections():
        at = out
        for part in name.split("."):
            at = at.setdefault(part, {})
            if not isinstance(at, dict):
                raise LrplotError(f"{name} is a value and a section at once")
        at.update({key: literal(value) for key, value in parser[name].items()})
    return out


def _options(text: bytes) -> object:
    from lrplot.readers.common import options

    return options.values(text)


def _python(text: bytes) -> object:
    from lrplot.readers.common import literals

    return literals.values(text)


def _jsonnet(text: bytes) -> object:
    from lrplot.readers.common import jsonnet

    return jsonnet.values(text)


READ = {"yaml": _yaml, "json": _json}
"""What may give a name twice, of which the last counts."""

PLAIN: dict[str, Callable[[bytes], object]] = {
    "toml": _toml,
    "sections": _sections,
    "options": _options,
    "python": _python,
    "jsonnet": _jsonnet,
}
