train_cfg = dict(type="IterBasedTrainLoop", max_iters=60, val_interval=1000)
train_dataloader = dict(batch_size=2, sampler=dict(type="InfiniteSampler", shuffle=True))
optim_wrapper = dict(
    type="OptimWrapper",
    optimizer=dict(type="SGD", lr=0.01, weight_decay=0.1),
    paramwise_cfg=dict(custom_keys={"head": dict(lr_mult=10.0), "norm": dict(decay_mult=0.0)}),
)
param_scheduler = [
    dict(type="LinearLR", start_factor=1e-3, by_epoch=False, begin=0, end=15),
    dict(type="PolyLR", eta_min=1e-4, power=0.9, begin=15, end=60, by_epoch=False),
]
