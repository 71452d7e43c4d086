"""Edge cases of MMEngine's schedulers: constructors, and lists of them."""

CONSTRUCTORS = {
    "StepLR": [
        "0.1|30",
        "0.1|7, 0.5, begin=5, end=50",
        "0.1|7, 0.5, 5, 27",
        "0.1|1, gamma=0.9, begin=3, end=4",
        "0.1|3, 0.5, begin=1, end=10, convert_to_iter_based=True, epoch_length=7",
        "0.1|3, 0.5, begin=1, end=10, epoch_length=7",
        "0.1|2.5, 0.5",
    ],
    "MultiStepLR": [
        "0.1|[30, 80]",
        "0.1|[0, 3, 3, 6], gamma=0.5, begin=4, end=10",
        "0.1|milestones=[80, 30], gamma=0.2",
        "0.1|[5, 5, 5], end=5",
        "0.1|[8, 11], begin=0, end=12, epoch_length=20",
        "0.1|milestones=[8, 11], begin=0, end=12, convert_to_iter_based=True, epoch_length=20",
    ],
    "ConstantLR": [
        "0.1|",
        "0.1|0.25, 0, 10",
        "0.1|0.25, begin=5, end=6",
        "0.2|0.5, begin=5, end=7",
        "0.1|0.5, end=3, convert_to_iter_based=True, epoch_length=9",
        "0.1|0.5, end=3, epoch_length=9",
    ],
    "LinearLR": [
        "0.1|",
        "0.1|0.25, 1.0, 0, 9",
        "0.1|1.0, 0.0, end=100",
        "0.1|0.01, 0.5, begin=20, end=22",
        "0.1|0.1, end=1",
        "0.1|0.001, by_epoch=False, begin=0, end=500",
        "0.1|0.1, begin=1, end=4, convert_to_iter_based=True, epoch_length=11",
        "0.1|0.1, begin=1, end=4, epoch_length=11",
        "0.1|0.1, begin=0.5, end=1.25, convert_to_iter_based=True, epoch_length=11",
    ],
    "ExponentialLR": [
        "0.1|0.9",
        "0.1|0.999, 5, 60",
        "0.1|0.0, begin=5",
        "0.01|1.01, end=40",
        "0.1|gamma=0.9, end=4, convert_to_iter_based=True, epoch_length=10",
        "0.1|gamma=0.9, end=4, epoch_length=10",
    ],
    "CosineAnnealingLR": [
        "0.1|10, eta_min=0.01",
        "0.1|T_max=100, begin=20, end=260",
        "0.1|begin=10, end=50",
        "0.1|1",
        "0.1|7, 0.2, end=30",
        "0.1|50, eta_min_ratio=0.05, begin=3",
        "0.1|T_max=5, eta_min=0.01, end=7, convert_to_iter_based=True, epoch_length=8",
        "0.1|T_max=5, eta_min=0.01, end=7, epoch_length=8",
        "0.1|end=7, convert_to_iter_based=True, epoch_length=8",
    ],
    "PolyLR": [
        "0.1|0.001, 0.9, 0, 100",
        "0.1|power=2.0, begin=10, end=50",
        "0.1|0.01, end=1",
        "0.1|0.01, 0.0, end=20",
        "0.1|1e-4, 0.9, begin=0, end=1500, by_epoch=False",
        "0.1|eta_min=0.01, end=5, convert_to_iter_based=True, epoch_length=8",
        "0.1|eta_min=0.01, end=5, epoch_length=8",
    ],
    "OneCycleLR": [
        "0.1|0.1, total_steps=100, end=100",
        "0.1|eta_max=0.1, total_steps=100, anneal_strategy='linear', end=100",
        "0.1|0.1, 100, 0.3, 'linear', three_phase=True, end=100",
        "0.1|0.01, end=777, pct_start=0.45",
        "0.1|0.01, begin=20, end=120, div_factor=5.0, final_div_factor=10.0",
        "0.1|eta_max=0.01, total_steps=12, end=12, convert_to_iter_based=True, epoch_length=9",
        "0.1|eta_max=0.01, total_steps=12, end=12, epoch_length=9",
        "0.1|0.1, total_steps=50, pct_start=0.7, three_phase=True, end=50",
        "0.1|0.1, total_steps=50, pct_start=1.0, end=50",
        "0.1|0.1, total_steps=50, pct_start=0.01, end=50",
        "0.1|0.1, total_steps=50, pct_start=0.0, three_phase=True, end=50",
    ],
    "CosineRestartLR": [
        "0.1|[10, 20], [1, 0.5], eta_min=0.001",
        "0.1|[10], eta_min=0",
        "0.1|[10, 20, 5], [1, 0.5, 0.7], eta_min_ratio=0.1, begin=7",
        "0.1|[1, 2, 1], [0.5, 1.0, 0.2], 0.01",
        "0.1|[10, 20], [1, 0.5], eta_min=0.0, begin=5, end=22",
        "0.1|[10, 20], [1, 0.5], eta_min=0.0, begin=5, end=15",
        "0.1|periods=[2, 3], restart_weights=[1, 0.5], eta_min=0.01, convert_to_iter_based=True, "
        "epoch_length=6",
        "0.1|periods=[2, 3], restart_weights=[1, 0.5], eta_min=0.01, epoch_length=6",
    ],
    "param_scheduler": [
        "0.1|[dict(type='LinearLR', start_factor=0.001, by_epoch=False, begin=0, end=50), "
        "dict(type='MultiStepLR', begin=0, end=12, by_epoch=True, milestones=[8, 11], gamma=0.1)]"
        "|epoch_length=20",
        "0.1|[dict(type='LinearLR', start_factor=0.01, by_epoch=True, begin=0, end=5, "
        "convert_to_iter_based=True), dict(type='CosineAnnealingLR', T_max=15, by_epoch=True, "
        "begin=5, end=20, convert_to_iter_based=True, eta_min=0.001)]|epoch_length=30",
        "0.1|[dict(type='LinearLR', start_factor=0.01, by_epoch=False, begin=0, end=100), "
        "dict(type='CosineAnnealingLR', eta_min=0.005, begin=50, end=300, T_max=250, "
        "by_epoch=False)]|",
        "0.1|[LinearLR(opt, 0.1, end=20), PolyLR(opt, 0.001, 0.9, begin=10, end=60), "
        "ExponentialLR(opt, 0.99, begin=30)]|",
        "0.1|[dict(type='LinearLR', start_factor=0.1, by_epoch=False, end=25), "
        "dict(type='PolyLR', eta_min=0.001)]|epoch_length=10, max_epochs=8",
        "0.1|[dict(type='CosineAnnealingLR', by_epoch=False), "
        "dict(type='ConstantLR', factor=0.5, by_epoch=False, end=30)]|max_iters=200",
        "0.1|[dict(type='StepLR', step_size=2, gamma=0.5), dict(type='CosineAnnealingLR', "
        "T_max=33, eta_min=0.01, by_epoch=False), dict(type='ExponentialLR', gamma=0.97)]"
        "|epoch_length=9",
        "0.1|[dict(type='CosineRestartLR', periods=[20, 30], restart_weights=[1, 0.5], "
        "eta_min=0.001), dict(type='LinearLR', start_factor=0.2, end=26)]|",
        "0.1|[OneCycleLR(opt, 0.05, 60, end=60), ConstantLR(opt, 0.5, end=20), "
        "CosineAnnealingLR(opt, 40, begin=50)]|",
        "0.1|[dict(type='OneCycleLR', eta_max=0.05, total_steps=6, end=6), "
        "dict(type='LinearLR', start_factor=0.2, by_epoch=False, end=26)]|epoch_length=9",
        "0.06173|[dict(type='ExponentialLR', gamma=0.95978), dict(type='StepLR', step_size=8, "
        "gamma=0.243, by_epoch=False), dict(type='CosineAnnealingLR', T_max=69, eta_min=0.0082, "
        "by_epoch=False)]|epoch_length=1",
        "0.1|[CosineAnnealingLR(opt, 12, 0.01, end=40), CosineAnnealingLR(opt, 7, 0.02, "
        "begin=20, end=70)]|",
    ],
}

AMONG = [
    "0.1|dict(type='LinearLR', start_factor=0.01, by_epoch=False, end=25)"
    "|patience=2, factor=0.5|epoch_length=10",
    "0.1|dict(type='LinearLR', start_factor=0.1, end=5)|patience=0, min_value=0.02",
    "0.1|dict(type='CosineAnnealingLR', T_max=40, eta_min=0.001)|patience=1, factor=0.5",
    "0.1|dict(type='ExponentialLR', gamma=0.99, by_epoch=False)|patience=0, eps=0.01"
    "|epoch_length=4",
    "0.1|OneCycleLR(opt, 0.2, 50, end=50)|patience=1",
    "0.1|dict(type='ReduceOnPlateauLR', monitor='acc', rule='greater', patience=0, factor=0.7, "
    "metrics={})"
    "|patience=0, factor=0.9, threshold=0.5, min_value=0.01|epoch_length=3",
    "0.1|dict(type='StepLR', step_size=3, gamma=0.5), dict(type='LinearLR', start_factor=0.2, "
    "by_epoch=False, end=12)|patience=1, cooldown=2|epoch_length=1",
    "0.1|dict(type='LinearLR', start_factor=0.01, end=2, convert_to_iter_based=True), "
    "dict(type='PolyLR', eta_min=0.001)|patience=2, factor=0.3|epoch_length=6, max_epochs=30",
    "0.1|dict(type='CosineRestartLR', periods=[20, 15], restart_weights=[1, 0.5], eta_min=0.001)"
    "|patience=1, min_value=0.03, factor=0.4",
    "0.1|dict(type='PolyLR', end=40, eta_min=0.01), dict(type='CosineAnnealingLR', T_max=25, "
    "eta_min=0.002)|patience=1, factor=0.6",
    "0.1|dict(type='ConstantLR', end=8)|begin=4, end=20, patience=0, factor=0.8, min_value=0.005",
    "0.1||patience=3, rule='greater'|epoch_length=7",
]
"""What stands in a list before a scheduler that follows a metric, that, and the training."""
