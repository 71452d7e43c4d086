"""Texts of a script that say data: JSON, YAML, TOML, and Python's own literals."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

DEEPEST = 50
"""How deep brackets may be nested in a text."""


def _flat(text: Any) -> str:
    """Return a text without too many brackets in each other; an error for another."""
    if type(text) is not str:
        raise TypeError
    deep = 0
    for letter in text:
        deep += (letter in "[{(") - (letter in ")}]")
        if deep > DEEPEST:
            raise RecursionError
    return text


def _json(text: Any) -> Any:
    import json

    return json.loads(_flat(text))


def _dumps(value: Any, **words: Any) -> str:
    import json

    return json.dumps(value, **words)


def _literal(text: Any) -> Any:
    import ast

    try:
        return ast.literal_eval(_flat(text))
    except (SyntaxError, MemoryError):
        raise ValueError from None


def _toml(text: Any) -> Any:
    import tomllib

    return tomllib.loads(_flat(text))


def _yaml(text: Any) -> Any:
    """Return what PyYAML's safe loader makes of a text, which has no anchors."""
    import yaml

    try:
        for each in yaml.parse(_flat(text), yaml.SafeLoader):
            if isinstance(each, yaml.AliasEvent):
                raise ValueError
        return yaml.load(text, yaml.SafeLoader)
    except yaml.YAMLError:
        raise ValueError from None


DOCUMENTS: dict[str, Callable[..., Any]] = {
    "json.loads": _json,
    "json.dumps": _dumps,
    "ast.literal_eval": _literal,
    "tomllib.loads": _toml,
    "tomli.loads": _toml,
    "yaml.safe_load": _yaml,
}
"""Functions that make values of a text, and back."""
