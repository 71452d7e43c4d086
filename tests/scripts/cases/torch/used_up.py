"""Iterators that are gone through a second time, views that change, and lists compared by items."""

import torch

pairs = zip([1, 2], [0.1, 0.2])
firsts = [first for first, _ in pairs]
squares = (x * x for x in (1, 2, 3))
total = sum(squares)
numbers = iter([0.1, 0.2, 0.3, 0.4])
one = next(numbers)
two, three = next(numbers), next(numbers)
backwards = reversed([1, 2, 3])
behind = list(backwards)
mapped = map(float, "0.5,0.6".split(","))
table = {"a": 1}
keys, values = table.keys(), table.values()
table["b"] = 0.25
lowest, *others = map(float, ["0.3", "1", "2"])

rates = [
    0.1 + sum(firsts) + sum(y for _, y in pairs),
    total * 0.1 + sum(squares) + 0.5,
    one + three * 2 + sum(numbers) + sum(numbers),
    (0.1 if list(backwards) else 0.3) + len(behind),
    next(mapped) + next(mapped) + next(mapped, 7),
    len(keys) + sum(values),
    lowest * len(others),
    len({x % 2 for x in range(4)}) * 0.1,
]

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=1.0)
for rate in rates:
    optimizer.param_groups[0]["lr"] = rate
    optimizer.step()
for epoch in range(8):
    if (epoch % 2, 1) == (0, 1) or [epoch] == [3]:
        optimizer.param_groups[0]["lr"] *= 0.5
    if any(epoch == milestone for milestone in (2, 5)):
        optimizer.param_groups[0]["lr"] *= 0.1
    optimizer.step()
