"""A case to record: what lrplot is asked, and how to ask the framework the same."""

from __future__ import annotations

import itertools
import math
import random
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

import lrplot

EXACT = 2**24
"""Beyond this, float32 cannot tell one step from the next."""

NEAR = 2
SPREAD = 24
MOST_BREAKPOINTS = 12
DRAWN = 6
"""Random parameter sets of each entry, beside its edge cases."""


@dataclass(frozen=True)
class Case:
    """A word, and a function that runs the framework and returns its rates at given steps.

    The steps are sorted. `reach` is a step to go on to, even if the schedule ends before it;
    `stop` is the first step that the framework refuses.
    """

    word: str
    run: Callable[[Sequence[int]], Iterable[Any]]
    stop: int = EXACT
    reach: int = 0

    def steps(self) -> list[int]:
        """Return every step near a breakpoint, and others from 0 to far beyond the end.

        Only the choice of the steps is lrplot's; what stands at them is not.
        """
        schedule = lrplot.read(self.word).schedule()
        last = min(max(math.ceil(2 * schedule.span), SPREAD, self.reach), self.stop - 1)
        breakpoints = np.unique(schedule.breakpoints(np.array([0.0, float(last)])))
        chance = random.Random(self.word)
        if breakpoints.size > MOST_BREAKPOINTS:
            # the first and the last, where cycles are longest and shortest, and some between
            ends = [*breakpoints[: MOST_BREAKPOINTS // 3], *breakpoints[-MOST_BREAKPOINTS // 3 :]]
            breakpoints = np.unique(
                [*ends, *chance.sample(list(breakpoints), MOST_BREAKPOINTS // 3)]
            )
        near = {
            step
            for breakpoint in breakpoints
            for step in range(math.floor(breakpoint) - NEAR, math.ceil(breakpoint) + NEAR + 1)
        }
        cut = [round(last * part / SPREAD) for part in range(SPREAD + 1)]
        spread = {chance.randint(a, b) for a, b in itertools.pairwise(cut)}
        return sorted(step for step in near | spread | {0, last} if 0 <= step <= last)


def arguments(
    edges: Mapping[str, Sequence[str]], drawn: Callable[[str, random.Random], str], seed: str
) -> Iterator[tuple[str, str]]:
    """Yield names and arguments: each entry's edge cases, then those drawn at random.

    `drawn` returns random arguments for a name; the same `seed` gives the same ones.
    """
    for name, given in edges.items():
        chance = random.Random(name + seed)
        for text in dict.fromkeys([*given, *(drawn(name, chance) for _ in range(DRAWN))]):
            yield name, text
