"""What is drawn as a scheduler of PyTorch's; torch is imported when one is asked for."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, Any

from lrplot.adapters.drawn import groups, installed
from lrplot.errors import LrplotError, shown
from lrplot.readers.words import Word

if TYPE_CHECKING:
    from torch.optim import Optimizer

    from lrplot.adapters.torch_scheduler import DrawnLR as DrawnLR
else:

    def __getattr__(name: str) -> Any:
        if name != "DrawnLR":
            raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
        with installed("torch"):
            from lrplot.adapters.torch_scheduler import DrawnLR
        return DrawnLR


def scheduler(
    optimizer: Optimizer, word: Word | Iterable[Word], last_epoch: int = -1, **options: Any
) -> DrawnLR:
    """Return the scheduler that gives an optimizer the rates that are drawn of a word.

    Its `step()` is called after every update, whatever the interval of the word. One word is for
    all parameter groups; a list has one for each, and so may a pasted optimizer. The rate that a
    word leaves open is the group's own. `options` are those of `lrplot.plan`. `last_epoch` is
    torch's: the number of the last update that was made. Raises `LrplotError` for what cannot be
    read, and where groups have rates of their own of which the word knows nothing.
    """
    with installed("torch"):
        from lrplot.adapters.torch_scheduler import DrawnLR
    own = getattr(optimizer, "param_groups", None)
    if own is None:
        kind = type(optimizer).__name__
        raise LrplotError(f"a {kind} is no optimizer of torch's, which comes first, then the word")
    if not isinstance(last_epoch, int) or isinstance(last_epoch, bool) or last_epoch < -1:
        said = "is the number of the last update that was made, or -1 before the first"
        raise LrplotError(f"last_epoch {said}, not {shown(last_epoch)}")
    rates = [float(group.get("initial_lr", group["lr"])) for group in own]
    return DrawnLR(optimizer, groups(word, rates, options), last_epoch)
