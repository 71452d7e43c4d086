"""Rates that Python's own functions make: of `functools`, `itertools`, `math`, `operator`."""

import bisect
import functools
import heapq
import itertools
import math
import operator as op
import statistics

import torch

pairs = [("a", 0.3), ("b", 0.1), ("c", 0.2)]
table = dict(pairs)
first, *rest = [0.1, 2, 3]
*most, last = rest
quotient, remainder = divmod(-17, 5)
shifted = functools.partial(op.add, 0.5)

rates = [
    sorted(pairs, key=lambda pair: -pair[1])[0][1],
    table[max(table, key=table.get)] + min(table.values()),
    max([], default=0.7) + max((1, 2), default=9) * 0.1,
    next((x for x in (0.1, 0.2) if x > 0.15), 5.0),
    next(iter([]), 0.4),
    0.1 if any(x > 2 for x in rest) and all(rest) and not any([]) else 0.2,
    sum(a * b for a, b in zip([1, 2], [0.1, 0.2], strict=True)) + sum([0.5], 2),
    quotient + remainder + 6,
    pow(3, 4, 5) * 0.1 + pow(2, -1) + round(2.5) + round(0.12345, 3),
    first * last + len(most),
    ((6 & 3) | (4 ^ 1)) * 0.1 + (1 << 3) - (~2) + (-7 // 2 + 4) + (-7 % 3),
    0.1 if 1 < 2 <= 2 != 3 and (1, "a") < (1, "b") and 3 not in [1, 2] else 0.2,
    functools.reduce(lambda a, b: a * b, [0.1, 2, 3], 2),
    functools.reduce(op.getitem, "a b".split(), {"a": {"b": 0.8}}),
    list(itertools.accumulate([1, 2, 3], op.mul))[-1] * 0.1,
    sum(itertools.chain([0.1], itertools.repeat(0.2, 3), *[[1], [2]])),
    list(itertools.product([0.1, 0.2], [1, 2]))[2][0],
    len(list(itertools.combinations(range(4), 2))) + sum(itertools.islice([1, 2, 9], 2)),
    sum(itertools.takewhile(lambda x: x < 3, [1, 2, 3, 1])) + len(list(itertools.pairwise("abc"))),
    math.prod([0.1, 2]) + math.gcd(12, 8) + math.comb(5, 2) + math.isqrt(17) + math.hypot(3, 4),
    1.0 if math.isclose(0.1 + 0.2, 0.3) and math.inf > 3 and math.isfinite(2) else 2.0,
    op.itemgetter(1)([0.1, 0.2]) + op.truediv(1, 2) + op.neg(-0.1),
    bisect.bisect([1, 3, 5], 3) * 0.1 + heapq.nlargest(1, [0.1, 0.3])[0],
    statistics.median([0.1, 0.3, 0.9]),
    list(map(lambda x, y: x * y, [1, 2], [0.3, 0.4]))[1] + sum(filter(None, [0.1, None, 0])),
    [v for _, v in sorted(table.items(), reverse=True)][0] + int("ff", 16) + (0.75).is_integer(),
]

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in rates:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
