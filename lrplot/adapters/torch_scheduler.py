"""`DrawnLR`: a scheduler of PyTorch's with a drawn curve for each parameter group."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from torch import Tensor
from torch.optim import Optimizer
from torch.optim.lr_scheduler import LRScheduler

from lrplot.adapters.drawn import Drawn
from lrplot.errors import LrplotError, shown


class DrawnLR(LRScheduler):
    """Gives each parameter group the rate that is drawn for the update to come."""

    def __init__(self, optimizer: Optimizer, curves: Sequence[Drawn], last_epoch: int = -1) -> None:
        self.curves = tuple(curves)
        super().__init__(optimizer, last_epoch)

    def get_lr(self) -> list[float]:
        """Return the rates of the update to come, one for each group."""
        if len(self.optimizer.param_groups) != len(self.curves):
            had, has = len(self.curves), len(self.optimizer.param_groups)
            raise LrplotError(
                f"the optimizer has {has} parameter groups, and had {had} when its scheduler was "
                "made: make the scheduler last"
            )
        # a curve may be that of many groups
        rates = {each: each.rate(self.last_epoch) for each in dict.fromkeys(self.curves)}
        return [rates[each] for each in self.curves]

    def state_dict(self) -> dict[str, Any]:
        """Return the state in plain values, which `torch.load` reads with `weights_only=True`."""
        return {
            "curves": [each.state() for each in self.curves],
            "last_epoch": self.last_epoch,
            "_step_count": self._step_count,
            "_last_lr": [float(rate) for rate in self._last_lr],
        }

    def load_state_dict(self, state_dict: Mapping[str, Any]) -> None:
        """Go on where a state was taken; the optimizer gets the rate of the update to come.

        Raises `LrplotError` for the state of other curves: a training that goes on with another
        word says so by `last_epoch`.
        """
        mine = self.state_dict()
        missing = [
            key for key in mine if not isinstance(state_dict, Mapping) or key not in state_dict
        ]
        if missing:
            raise LrplotError(
                f"this is no state of a scheduler of lrplot's: it has no {missing[0]}"
            )
        before, now = state_dict["curves"], mine["curves"]
        if not isinstance(before, list) or not all(_of_curve(each) for each in before):
            raise LrplotError(
                "this is no state of a scheduler of lrplot's: its curves have no words"
            )
        if before != now:
            one, other = next((a, b) for a, b in _pairs(before, now) if a != b)
            at = state_dict["last_epoch"] - 1
            raise LrplotError(
                f"the state is of {_said(one)}, this scheduler of {_said(other)}; to go on with "
                f"this one, load the optimizer and make the scheduler with last_epoch={at}"
            )
        self.last_epoch, self._step_count = state_dict["last_epoch"], state_dict["_step_count"]
        self._last_lr = self.get_lr()
        for group, rate in zip(self.optimizer.param_groups, self._last_lr, strict=True):
            if isinstance(group["lr"], Tensor):
                group["lr"].fill_(rate)
            else:
                group["lr"] = rate


def _of_curve(state: Any) -> bool:
    return isinstance(state, Mapping) and "word" in state


def _pairs(before: list[Any], now: list[Any]) -> list[tuple[Any, Any]]:
    longest = max(len(before), len(now))
    padded = ([*each, *[None] * (longest - len(each))] for each in (before, now))
    return list(zip(*padded, strict=True))


def _said(state: Mapping[str, Any] | None) -> str:
    """Return a curve as a message says it."""
    if state is None:
        return "fewer groups"
    rest = [f"{key}={value}" for key, value in state.items() if key != "word" and value]
    return " ".join([shown(state["word"]), *rest])
