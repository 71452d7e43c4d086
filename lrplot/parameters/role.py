"""What every parameter type does: it reads, checks, writes and describes its value."""

from __future__ import annotations

from abc import ABC, abstractmethod
from dataclasses import dataclass, replace
from typing import Any

from lrplot.arithmetic import numbers

Json = dict[str, Any]


@dataclass(frozen=True)
class Role(ABC):
    """The meaning of a parameter: its `name` in the field's terms, and one line of `help`."""

    name: str
    help: str

    @property
    def why(self) -> str:
        """Why it must be given, where that does not go without saying."""
        return ""

    @property
    @abstractmethod
    def metavar(self) -> str:
        """What stands for the value in a usage line."""

    @property
    def example(self) -> str:
        """A value as text, for examples in help."""
        return self.metavar

    @abstractmethod
    def read(self, given: object) -> Any:
        """Return the value of text, or of a Python or YAML value; `LrplotError` if it is none."""

    @abstractmethod
    def schema(self) -> Json:
        """Return the JSON Schema of what `read` takes from YAML."""

    def text(self, value: Any) -> str:
        """Return the text that reads back as `value`."""
        return numbers.text(value) if isinstance(value, int | float) else str(value)

    def literal(self, value: Any) -> str:
        """Return the value as Python writes it."""
        return repr(value)


def like(kind: Any, name: str = "", help: str = "", **changes: Any) -> Any:
    """Return the role of a parameter's type with another name, help text or bound.

    `Updates = Annotated[float, like(Total, "updates", "how many updates an epoch has")]`
    """
    (role,) = (extra for extra in kind.__metadata__ if isinstance(extra, Role))
    return replace(role, name=name or role.name, help=help or role.help, **changes)
