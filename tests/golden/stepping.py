"""Training with a scheduler of torch's kind, as far as the rate needs it."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from typing import Any

Run = Callable[[Sequence[int]], Iterator[float]]


def rate_of(scheduler: Any) -> float:
    """Return the rate that the scheduler's optimizer has now."""
    return float(_optimizer(scheduler).param_groups[0]["lr"])


def stepped(
    make: Callable[[], Any],
    step: Callable[[Any], Any] = lambda scheduler: scheduler.step(),
    rate: Callable[[Any], float] = rate_of,
) -> Run:
    """Return the function that trains with what `make` makes, and the rate at each update asked.

    A training loop updates the weights, then steps the scheduler: the rate of update n is what
    stands in the optimizer after n of the scheduler's steps.
    """

    def run(steps: Sequence[int]) -> Iterator[float]:
        scheduler = make()
        update_weights = getattr(_optimizer(scheduler), "step", lambda: None)
        wanted = set(steps)
        for update in range(steps[-1] + 1):
            if update:
                step(scheduler)
            if update in wanted:
                yield rate(scheduler)
            update_weights()

    return run


def constructed(
    text: str,
    names: Mapping[str, Any],
    step: Callable[[Any], Any] = lambda scheduler: scheduler.step(),
) -> Run:
    """Return the function that trains with the scheduler that a constructor's text makes.

    `torch` and `params` stand for themselves in the text; `opt` is the optimizer at its outside,
    which the schedulers inside it share.
    """
    import torch

    before, constructor, after = text.partition("torch.optim.SGD(params, lr=")
    rate, _, rest = after.partition(")")

    def make() -> Any:
        params = [torch.nn.Parameter(torch.zeros(1))]
        known = {"torch": torch, "params": params, **names}
        if not constructor:
            return eval(text, known)
        known["opt"] = torch.optim.SGD(params, lr=float(rate))
        return eval(f"{before}opt{rest}", known)

    return stepped(make, step)


def measured(text: str, names: Mapping[str, Any], metrics: Sequence[float]) -> Run:
    """Return the function that trains with what a text constructs, told a metric in each step."""

    def run(steps: Sequence[int]) -> Iterator[float]:
        left = iter(metrics)
        yield from constructed(text, names, lambda scheduler: scheduler.step(next(left)))(steps)

    return run


def _optimizer(scheduler: Any) -> Any:
    return getattr(scheduler, "optimizer", None) or getattr(scheduler, "_optimizer", None)
