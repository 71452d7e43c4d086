"""Edge cases of PyTorch's schedulers."""

CONSTRUCTORS = {
    "StepLR": ["0.1|30", "0.1|1, 0.9", "0.05|7, gamma=1.5", "0.1|10, gamma=0.0"],
    "MultiStepLR": [
        "0.1|[30, 80]",
        "0.1|[0, 3, 3, 6], gamma=0.5",
        "0.1|milestones=[80, 30], gamma=0.2",
        "0.3|[1], 1.5",
        "0.1|[5, 5, 5]",
    ],
    "ConstantLR": ["0.1|", "0.1|0.25, 10", "0.1|total_iters=0", "0.2|1.0, 4", "0.1|0.5, 1"],
    "LinearLR": [
        "0.1|",
        "0.1|0.25, 1.0, total_iters=8",
        "0.1|1.0, 0.0, 100",
        "0.1|0.01, 0.5, 1",
        "0.1|0.1, total_iters=0",
    ],
    "ExponentialLR": ["0.1|0.9", "0.1|0.999", "0.1|1.0", "0.01|1.01", "0.1|gamma=0.5", "0.1|0.0"],
    "PolynomialLR": [
        "0.1|",
        "0.1|10, power=2.0",
        "0.1|100, 0.5",
        "0.1|total_iters=0",
        "0.1|30, 0.0",
    ],
    "CosineAnnealingLR": [
        "0.1|10, eta_min=0.01",
        "0.1|T_max=100",
        "0.1|1",
        "0.001|4000, 1e-5",
        "0.1|7, 0.2",
    ],
    "CosineAnnealingWarmRestarts": [
        "0.1|5, T_mult=2",
        "0.1|10",
        "0.1|10, 3, 0.001",
        "0.1|1",
        "0.001|T_0=500, T_mult=2, eta_min=1e-5",
    ],
    "SWALR": [
        "0.1|0.05, anneal_epochs=4",
        "0.1|0.05, 4, 'linear'",
        "0.1|0.2",
        "0.1|0.0, anneal_epochs=1",
        "0.1|0.05, 0",
    ],
    "CyclicLR": [
        "0.1|0.01, 0.1, cycle_momentum=False",
        "0.1|0.01, 0.1, step_size_up=4, step_size_down=6, mode='triangular2', cycle_momentum=False",
        "0.1|0.01, 0.1, 30, 0, cycle_momentum=False",
        "0.1|0.0, 0.1, 20, mode='exp_range', gamma=0.99, cycle_momentum=False",
        "0.1|0.05, 0.02, 7, cycle_momentum=False",
        "0.1|0.01, 0.1, 4, 6, scale_fn=lambda x: 1 / (2.0 ** (x - 1)), cycle_momentum=False",
        "0.1|0.01, 0.1, 5, scale_fn=lambda x: 0.5 * (1 + math.sin(x * math.pi / 2.0)), "
        "mode='exp_range', cycle_momentum=False",
        "0.1|0.01, 0.1, 8, scale_fn=lambda x: 0.99 ** x, scale_mode='iterations', "
        "cycle_momentum=False",
        "0.1|0.01, 0.1, 8, scale_fn=lambda x: 1 if x % 3 else 0.2, scale_mode='iterations', "
        "cycle_momentum=False",
    ],
    "LambdaLR": [
        "0.1|lambda epoch: 0.95 ** epoch",
        "0.1|lr_lambda=lambda epoch: epoch // 30",
        "0.1|[lambda step: min((step + 1) / 100, 1.0)]",
        "0.1|lambda s: s / 500 if s < 500 else max(0.0, (2000 - s) / (2000 - 500)), -1",
        "1.0|lambda step: 512 ** -0.5 * min((step + 1) ** -0.5, (step + 1) * 400 ** -1.5)",
        "0.1|lambda e: 0.5 * (1 + math.cos(math.pi * min(e, 100) / 100))",
        "0.1|lambda e: 1.0 if e < 30 else 0.1 if e <= 60 else 0.01",
        "0.1|lambda e: 0.1 ** ((e >= 30) + (e >= 60)) if e % 7 and e not in (33, 34) else 0",
        "0.1|lambda e: round(e / 2) % 3 + int(-e / 7) // 2 + np.exp(-e / 50)",
        "0.1|lambda t: t ** 9 % 1001 / 1001",
    ],
    "MultiplicativeLR": [
        "0.1|lambda epoch: 0.95",
        "0.1|lr_lambda=lambda epoch: 0.5 if epoch % 30 == 0 else 1",
        "0.1|[lambda e: 0.1 if e in (30, 60) else 1.0]",
        "0.1|lambda e: 0.97 if e < 100 else 0.999, -1",
        "0.1|lambda e: 1 - 0.5 / (e + 1)",
        "0.1|lambda e: 0.999 ** e",
        "0.1|lambda e: 1 + math.sin(e) / 10",
        "0.1|lambda e: e > 20 and 0.999 or 1.01",
    ],
    "SequentialLR": [
        "0.1|[LinearLR(opt, 0.01, 1, 5), CosineAnnealingLR(opt, 10)], [5]",
        "0.1|[LambdaLR(opt, lambda e: (e + 1) / 10), MultiplicativeLR(opt, lambda e: 0.9 ** e)], "
        "[9]",
        "0.1|[StepLR(opt, 4), MultiplicativeLR(opt, lambda e: 0.9), MultiplicativeLR(opt, "
        "lambda e: 2.0 if e % 5 == 0 else 0.8)], [9, 20]",
        "0.1|[LinearLR(opt, 0.01, total_iters=5), CosineAnnealingLR(opt, T_max=95)], "
        "milestones=[5]",
        "0.1|[ConstantLR(opt, 0.1, 2), ExponentialLR(opt, 0.9)], [20]",
        "0.2|[ExponentialLR(opt, 0.9), StepLR(opt, 10), PolynomialLR(opt, 30)], [10, 50]",
        "0.1|[StepLR(opt, 7, 0.5), LinearLR(opt, 0.5), CosineAnnealingWarmRestarts(opt, 9)], "
        "[20, 33]",
        "0.1|[StepLR(opt, 2, 0.5), SWALR(opt, 0.05, 4)], [6]",
        "0.1|[LinearLR(opt, 0.5, total_iters=4), OneCycleLR(opt, 0.05, 500)], [5]",
        "0.1|[ChainedScheduler([ConstantLR(opt, 0.5, 3), ExponentialLR(opt, 0.9), "
        "CosineAnnealingLR(opt, 30, 0.01)]), StepLR(opt, 9, 0.5)], [25]",
        "0.1|[SequentialLR(opt, [PolynomialLR(opt, 20, 2.0), SWALR(opt, 0.1, 9)], [7]), "
        "ExponentialLR(opt, 0.99)], [25]",
    ],
    "ChainedScheduler": [
        "0.1|[ConstantLR(opt, 0.1, 2), CosineAnnealingLR(opt, 10, eta_min=0.01)]",
        "0.1|[ConstantLR(opt, 0.5, 4), ExponentialLR(opt, 0.9)]",
        "0.1|[LinearLR(opt, 0.01, total_iters=20), CosineAnnealingLR(opt, 80)]",
        "0.1|[LinearLR(opt, 0.01, 0.3, 30), PolynomialLR(opt, 50, 0.9), StepLR(opt, 7, 0.8)]",
        "0.1|[CosineAnnealingLR(opt, 33, 0.02), ExponentialLR(opt, 0.98)]",
        "0.1|[CosineAnnealingLR(opt, 7, 0.02), CosineAnnealingLR(opt, 15, 0.001)]",
        "0.1|[SWALR(opt, 0.05, 30), MultiStepLR(opt, [0, 9, 9, 40], 0.5)]",
        "0.1|[StepLR(opt, 30), CosineAnnealingWarmRestarts(opt, 25), LinearLR(opt, 0.5)]",
        "0.1|[OneCycleLR(opt, 0.05, 2000), ConstantLR(opt, 0.5, 300)]",
        "0.1|[ConstantLR(opt, 0.5, 9), CyclicLR(opt, 0.01, 0.05, 20, cycle_momentum=False)]",
        "0.1|[ExponentialLR(opt, 0.99), SequentialLR(opt, [LinearLR(opt, 0.1, 1, 9), "
        "CosineAnnealingLR(opt, 40, 0.01)], [9])]",
    ],
    "OneCycleLR": [
        "0.1|0.1, total_steps=100",
        "0.1|max_lr=0.1, total_steps=100, anneal_strategy='linear'",
        "0.1|0.1, total_steps=100, three_phase=True, anneal_strategy='linear'",
        "0.1|0.01, epochs=7, steps_per_epoch=111, pct_start=0.45",
        "0.1|0.01, total_steps=777, pct_start=0.31, three_phase=True",
        "0.1|0.5, total_steps=1000, div_factor=1.0, final_div_factor=1.0",
        "0.1|0.003, 2345, div_factor=10.0, final_div_factor=0.5",
        "0.1|0.1, 50, pct_start=0.9",
        "0.1|0.1, 100, pct_start=0.0",
        "0.1|0.1, 100, pct_start=0.005, anneal_strategy='linear'",
        "0.1|0.1, 100, pct_start=0.0, three_phase=True",
        "0.1|0.1, 100, pct_start=0.502, three_phase=True, anneal_strategy='linear'",
        "0.1|0.1, 100, pct_start=0.6, three_phase=True",
        "0.1|0.1, 1",
    ],
}
