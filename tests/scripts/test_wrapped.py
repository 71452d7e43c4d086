"""An optimizer that another package wraps keeps its rate; processes that are spawned train it."""

import numpy as np
import pytest

from lrplot import plan

SCRIPT = """import torch
import horovod.torch as hvd
from apex import amp
from apex.parallel.LARC import LARC

class Net(torch.nn.Module):
    def optimizer(self, lr):
        return torch.optim.SGD(self.parameters(), lr=lr)

def train(rank, many):
    model = Net().to("cuda")
    optimizer = model.optimizer(0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2)
    {wraps}
    for epoch in range(many):
        with amp.scale_loss(loss, optimizer) as scaled:
            scaled.backward()
        optimizer.step()
        scheduler.step()

torch.multiprocessing.spawn(train, args=(5,), nprocs=2)
"""


@pytest.mark.parametrize(
    "wraps",
    [
        "pass",
        'model, optimizer = amp.initialize(model, optimizer, opt_level="O1")',
        "optimizer = LARC(optimizer=optimizer, trust_coefficient=0.001, clip=False)",
        "optimizer = hvd.DistributedOptimizer(optimizer, model.named_parameters())",
    ],
)
def test_a_wrapped_optimizer_has_the_rates_of_the_one_in_it(write, wraps):
    plot = plan(write("train.py", SCRIPT.format(wraps=wraps))).plot()
    assert len(plot.steps) == 5
    # 0.1 * 0.1 ** (epoch // 2), as StepLR has it
    expected = [0.1, 0.1, 0.01, 0.01, 0.001]
    np.testing.assert_allclose(plot.curves[0][1](np.arange(5)), expected, rtol=1e-14)


SUMS = """import numpy as np, torch
opt = torch.optim.SGD(params, lr=0.1)
drops = np.asarray([3, 5])
for epoch in range(1, 8):
    opt.param_groups[0]["lr"] = 0.1 * 0.5 ** {count}
    opt.step()
"""


@pytest.mark.parametrize(
    "count", ["np.sum(epoch > drops)", "(epoch > drops).sum()", "sum(drops < epoch)"]
)
def test_drops_that_are_behind_are_counted(write, count):
    plot = plan(write("train.py", SUMS.format(count=count))).plot()
    expected = [0.1 * 0.5 ** sum(epoch > drop for drop in (3, 5)) for epoch in range(1, 8)]
    np.testing.assert_allclose(plot.curves[0][1](np.arange(7)), expected, rtol=1e-15)
