"""What is pasted out of a training script: lines, variables, the arguments of a training."""

import numpy as np
import pytest

from lrplot import LrplotError, plan


def rates(word, count, **options):
    plot = plan(word, **options).plot()
    return plot, plot.curves[0][1](np.arange(count))


WARM = "get_linear_schedule_with_warmup(opt, 0.1 * total, total)"


def test_a_variable_is_given_its_value():
    _, found = rates(WARM, 20, let=["total=20"], lr=1.0)
    expected = [step / 2 if step < 2 else (20 - step) / 18 for step in range(20)]
    np.testing.assert_allclose(found, expected)
    _, found = rates(WARM, 2, let=["total=10k"], lr=1.0)
    np.testing.assert_allclose(found, [0, 1e-3])


def test_a_variable_that_is_not_known_is_asked_for():
    word = "SequentialLR(optimizer, [warmup, cosine], milestones=[5])"
    with pytest.raises(LrplotError, match="'warmup' is a variable") as error:
        plan(word, lr=1.0)
    assert error.value.asks == ("--let", "warmup=…", "--let", "cosine=…")
    lets = "warmup=LinearLR(opt, 0.5, total_iters=5)", "cosine=ExponentialLR(opt, 0.5)"
    _, found = rates(word, 8, let=lets, lr=1.0)
    np.testing.assert_allclose(found, [0.5, 0.6, 0.7, 0.8, 0.9, 1, 0.5, 0.25])
    with pytest.raises(LrplotError, match="nothing reads foo"):
        plan("StepLR(opt, 2)", lr=1.0, let=["foo=1"])


def test_several_lines_are_a_small_script():
    plot, found = rates(
        """
        >>> opt = torch.optim.SGD(model.parameters(), lr=0.1)
        >>> warm = LinearLR(opt, 0.5, total_iters=2)
        >>> sched = SequentialLR(
        ...     opt, [warm, ExponentialLR(opt, 0.9)], [2])
        """,
        4,
    )
    np.testing.assert_allclose(found, [0.05, 0.075, 0.1, 0.09])
    assert plot.curves[0][0] == "SequentialLR"
    with pytest.raises(LrplotError, match="total_steps"):
        plan("n = 2; s = get_linear_schedule_with_warmup(opt, n, total_steps)", lr=1.0)


@pytest.mark.parametrize(
    "word",
    [
        "opt = SGD(params, lr=0.4); s = torch.optim.lr_scheduler.StepLR(opt, 2)",
        "s: LRScheduler = torch.optim.lr_scheduler.StepLR(opt, 2)",
        "a = b = torch.optim.lr_scheduler.StepLR(opt, 2)",
        "self.scheduler = torch.optim.lr_scheduler.StepLR(opt, 2)",
        "torch.optim.lr_scheduler.StepLR(opt, 2);",
        ">>> torch.optim.lr_scheduler.StepLR(opt, 2)",
        '{"scheduler": torch.optim.lr_scheduler.StepLR(opt, 2), "interval": "step"}',
        "[opt], [torch.optim.lr_scheduler.StepLR(opt, 2)]",
        "return torch.optim.lr_scheduler.StepLR(opt, 2)",
        'return {"optimizer": opt, "lr_scheduler": torch.optim.lr_scheduler.StepLR(opt, 2)}',
    ],
)
def test_what_stands_around_a_constructor_is_no_label(word):
    plot, found = rates(word, 3, **({} if "0.4" in word else {"lr": 0.4}))
    np.testing.assert_allclose(found, [0.4, 0.4, 0.04])
    assert plot.curves[0][0] == "StepLR"


def test_arguments_of_a_trainer_are_the_training_that_they_describe():
    word = "TrainingArguments('out', num_train_epochs=2, warmup_ratio=0.25)"
    with pytest.raises(LrplotError, match="how many examples an epoch has") as error:
        plan(word)
    assert error.value.asks == ("--dataset-size", "N")
    # 20 examples in batches of 8: 3 updates an epoch, 6 in all, ceil(1.5) of them warmup
    plot, found = rates(word, 6, dataset_size=20)
    np.testing.assert_allclose(found, 5e-5 * np.array([0, 1 / 2, 1, 3 / 4, 2 / 4, 1 / 4]))
    assert (len(plot.steps), plot.settings.steps_per_epoch) == (6, 3)
    plot, _ = rates(word, 4, dataset_size=20, gpus=2)
    assert len(plot.steps) == 4
    with pytest.raises(LrplotError, match="--gpus 2: nothing here depends on it"):
        plan("StepLR(opt, 2)", lr=1.0, gpus=2)
    with pytest.raises(LrplotError, match="write one"):
        plan("TrainingArguments('out', max_steps=10, warmup_steps=2, warmup_ratio=0.5)")


def test_a_function_stands_where_optax_takes_a_schedule():
    word = "optax.join_schedules([lambda s: 0.1 * s, optax.constant_schedule(0.5)], [3])"
    _, found = rates(word, 5)
    np.testing.assert_allclose(found, [0, 0.1, 0.2, 0.5, 0.5])


@pytest.mark.parametrize(
    ("word", "expected"),
    [
        (
            'LambdaLR(torch.optim.SGD([{"params": a, "lr": 0.1}, {"params": b}], lr=0.01), '
            "[lambda e: 0.9**e, lambda e: 0.5**e])",
            [[0.1, 0.09], [0.01, 0.005]],
        ),
        (
            "opt = torch.optim.SGD([dict(params=a, lr=0.1), dict(params=b)], lr=0.01)\n"
            "s = torch.optim.lr_scheduler.ExponentialLR(opt, 0.5)",
            [[0.1, 0.05], [0.01, 0.005]],
        ),
        (
            'torch.optim.AdamW([{"params": a, "lr": 1e-5}, {"params": b}], lr=1e-3)',
            [[1e-5, 1e-5], [1e-3, 1e-3]],
        ),
        (
            # from a 25th of the peak in a line, 29 steps long
            "OneCycleLR(opt, max_lr=[0.25, 2.5], total_steps=100, anneal_strategy='linear')",
            [[0.01, 0.01 + 0.24 / 29], [0.1, 0.1 + 2.4 / 29]],
        ),
        (
            # its name stands in that of the module, too
            "torch.optim.lr_scheduler.CyclicLR(optim, (0.1, 0.2), (1.0, 2.0), 100)",
            [[0.1, 0.109], [0.2, 0.218]],
        ),
        (
            "CyclicLR(optimizer=self.opt, base_lr=[0.1, 0.2], max_lr=[1, 2], step_size_up=100)",
            [[0.1, 0.109], [0.2, 0.218]],
        ),
    ],
)
def test_parameter_groups_are_curves_each(word, expected):
    plot = plan(word).plot()
    assert [label for label, _ in plot.curves] == ["group 0", "group 1"]
    for (_, schedule), rates in zip(plot.curves, expected, strict=True):
        assert schedule([0, 1]) == pytest.approx(rates, rel=1e-12)


def test_a_function_for_each_group_wants_the_rate_that_they_share():
    word = "LambdaLR(opt, [lambda e: 1, lambda e: 0.5**e])"
    with pytest.raises(LrplotError, match="LambdaLR: lr must be given") as error:
        plan(word)
    assert error.value.asks == ("--lr", "RATE")
    plot = plan(word, lr=0.1).plot()
    found = [schedule([0, 1]).tolist() for _, schedule in plot.curves]
    assert found == [[0.1, 0.1], [0.1, 0.05]]


@pytest.mark.parametrize(
    "word",
    [
        "accelerator.prepare(torch.optim.lr_scheduler.StepLR(opt, 4))",
        "sched = accelerator.prepare(torch.optim.lr_scheduler.StepLR(opt, 4))",
        "model, opt, self.sched = self.accelerator.prepare(\n"
        "    model, opt, torch.optim.lr_scheduler.StepLR(opt, 4)\n)",
    ],
)
def test_what_accelerate_prepares_is_stepped_by_each_process(word):
    # accelerate's runs: update k has the rate of step k times the processes
    _, found = rates(word, 5, lr=1.0, gpus=2)
    np.testing.assert_allclose(found, [1, 1, 0.1, 0.1, 0.01])
    with pytest.warns(UserWarning, match="read with one process"):
        _, found = rates(word, 5, lr=1.0)
    np.testing.assert_allclose(found, [1, 1, 1, 1, 0.1])
