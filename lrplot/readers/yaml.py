"""Loads YAML safely, with a bound on size and depth: plans, and what other programs read."""

from __future__ import annotations

import itertools
import re
from collections import Counter
from dataclasses import dataclass
from functools import cache
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    import yaml

from lrplot.errors import LrplotError, shown
from lrplot.parameters.files import decoded, opened

LARGEST = 50_000
"""The most bytes a file may have: PyYAML takes a second to read so many."""

LARGEST_DATA = 1_000_000
"""The same of what other programs read, by its quickest loader."""

DEEPEST = 200
"""How many brackets may be open at once: PyYAML's time grows with the square of them."""

NO_BRACKETS = bytes(set(range(256)).difference(b"[]{}"))

MOST_SAID = 5
"""The most names of a mapping that are said to be given twice."""

NODES = 20_000
"""The most nodes that a file may have once its aliases are written out."""


_TAG = "tag:yaml.org,2002:"
_known = {f"{_TAG}{name}" for name in ("str", "seq", "map", "null", "bool", "merge")}
_keep = (f"{_TAG}null", f"{_TAG}merge")


@cache
def loader() -> type[yaml.SafeLoader]:
    """Return PyYAML's loader of plain YAML; it is imported when a file is read."""
    import yaml

    class Loader(yaml.SafeLoader):
        """Plain YAML with scalars left as text, but for null, true and false.

        Numbers are text that a role reads, as everywhere: YAML 1.1 would make 1e-4 a string, 010
        an octal number and 1:30 a count of seconds.
        """

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
            seen = set()
            for key, _ in node.value:
                line = key.start_mark.line + 1
                if not isinstance(key, yaml.ScalarNode):
                    raise LrplotError(f"line {line}: a list or mapping is no name")
                if key.value in seen:
                    raise LrplotError(f"line {line}: {shown(key.value)} is given twice")
                seen.add(key.value)
            return super().construct_mapping(node, deep)

    Loader.yaml_implicit_resolvers = {
        letter: [pair for pair in pairs if pair[0] in _keep]
        for letter, pairs in yaml.SafeLoader.yaml_implicit_resolvers.items()
    }
    for letter in "tTfF":
        Loader.yaml_implicit_resolvers[letter] = [
            (f"{_TAG}bool", re.compile("^(?:true|True|false|False)$"))
        ]
    return Loader


def load(path: str) -> object:
    """Return the data of a YAML file, numbers as text; never runs or builds anything."""
    with opened(path, LARGEST) as file:
        text = file.read()
    decoded(text)
    return _data(text, loader(), NODES)


@dataclass(frozen=True)
class Tagged:
    """A value under a tag that is a program's own: `!CosineDecay {max_epochs: 12}`."""

    tag: str
    value: Any


class Quoted(str):
    """Text that stands in quotes."""

    __slots__ = ()


@cache
def typed() -> type[yaml.SafeLoader]:
    """Return PyYAML's quickest safe loader, by which most programs read their configurations.

    A name that is given twice has its last value, as PyYAML has it; a tag of a program's own stays
    one, and a date stays text.
    """
    import yaml

    class Typed(getattr(yaml, "CSafeLoader", yaml.SafeLoader)):  # type: ignore[misc]
        """YAML 1.1, but for dates."""

        def __init__(self, stream: Any) -> None:
            super().__init__(stream)
            self.twice: list[str] = []

        def construct_mapping(self, node: yaml.MappingNode, deep: bool = False) -> Any:
            keys = [key.value for key, _ in node.value if isinstance(key, yaml.ScalarNode)]
            if several := twice(keys):
                place = f" from line {node.start_mark.line + 1} on"
                self.twice += [said + place for said in several]
            return super().construct_mapping(node, deep)

    def text(made: Any, node: yaml.ScalarNode) -> str:
        found = str(made.construct_scalar(node))
        return Quoted(found) if node.style in ("'", '"') else found

    def tagged(made: Any, suffix: str, node: yaml.Node) -> Tagged:
        if isinstance(node, yaml.ScalarNode):
            return Tagged(suffix, made.construct_scalar(node))
        several = isinstance(node, yaml.SequenceNode)
        build = made.construct_sequence if several else made.construct_mapping
        return Tagged(suffix, build(node, deep=True))

    Typed.add_constructor(f"{_TAG}str", text)
    Typed.add_constructor(f"{_TAG}timestamp", Typed.construct_yaml_str)
    Typed.add_constructor(f"{_TAG}value", Typed.construct_yaml_str)
    Typed.add_multi_constructor("!", tagged)
    Typed.add_multi_constructor(_TAG, tagged)
    return Typed


def twice(names: list[str]) -> list[str]:
    """Return which names a mapping gives twice: the first few."""
    if len({*names}) == len(names):
        return []
    several = [name for name, times in Counter(names).items() if times > 1 and name != "<<"]
    return [f"{shown(name)} is given twice" for name in several[:MOST_SAID]]


def data(text: bytes, nodes: int, said: list[str] | None = None) -> object:
    """Return the data of a YAML text as most programs read it, of at most so many nodes.

    What is given twice goes to `said`.
    """
    if len(text) > LARGEST_DATA:
        raise LrplotError(f"a YAML file of more than {LARGEST_DATA:,} bytes is not read")
    return _data(text, typed(), nodes, said)


def _data(
    text: bytes, kind: type[yaml.SafeLoader], nodes: int, said: list[str] | None = None
) -> object:
    brackets = text.translate(None, NO_BRACKETS)
    deeper = ((byte in b"[{") - (byte in b"]}") for byte in brackets)
    if max(itertools.accumulate(deeper), default=0) > DEEPEST:
        raise LrplotError("it is nested too deep to be read")
    import yaml

    try:
        made = kind(text)
        node = made.get_single_node()
        if node is None:
            raise LrplotError("the file is empty")
        plain = kind is loader()
        # without an alias there are no more values than bytes
        if (plain or b"*" in text) and _size(node, {}, plain) > nodes:
            raise LrplotError("its aliases write out to more than can be read")
        found: object = made.construct_document(node)
        if said is not None:
            said += getattr(made, "twice", ())
        return found
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        line = f"line {mark.line + 1}: " if mark else ""
        raise LrplotError(f"{line}{error.problem or error.context}") from None
    except yaml.reader.ReaderError as error:
        # what its two loaders say of it differs, and is a count of bytes or of letters
        lines = text[: error.position].count(b"\n") + 1
        raise LrplotError(f"line {lines}: a character that YAML does not allow") from None
    except (yaml.YAMLError, UnicodeDecodeError, ValueError, TypeError) as error:
        if isinstance(error, LrplotError):
            raise
        raise LrplotError(f"this is no YAML: {str(error).splitlines()[0]}") from None
    except RecursionError:
        raise LrplotError("it is nested too deep to be read") from None


def _size(node: yaml.Node, sizes: dict[int, int], plain: bool) -> int:
    """Return how many nodes there are when every alias is written out; `plain` has no odd tags."""
    import yaml

    if id(node) in sizes:
        if sizes[id(node)] == 0:
            raise LrplotError("an alias stands inside itself")
        return sizes[id(node)]
    sizes[id(node)] = 0
    odd = node.tag == f"{_TAG}bool" and node.value.lower() not in ("true", "false")
    if plain and (node.tag not in _known or odd):
        line = node.start_mark.line + 1
        raise LrplotError(f"line {line}: the tag {shown(node.tag)} is not for plans")
    children: list[yaml.Node] = []
    if isinstance(node, yaml.SequenceNode):
        children = node.value
    elif isinstance(node, yaml.MappingNode):
        children = [part for pair in node.value for part in pair]
    sizes[id(node)] = 1 + sum(_size(child, sizes, plain) for child in children)
    return sizes[id(node)]
