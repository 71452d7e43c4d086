train_cfg = dict(type="IterBasedTrainLoop", max_iters=50, val_interval=1000)
train_dataloader = dict(batch_size=2, sampler=dict(type="InfiniteSampler", shuffle=True))
optim_wrapper = dict(
    optimizer=dict(type="AdamW", lr=1e-3, betas=(0.95, 0.99), weight_decay=0.05),
    paramwise_cfg=dict(custom_keys={"head": dict(lr_mult=0.5, decay_mult=0.1)}),
    accumulative_counts=2,
)
param_scheduler = [
    dict(type="PolyLR", eta_min=1e-5, power=1.0, end=50, by_epoch=False),
    dict(type="StepMomentum", step_size=15, gamma=0.9, by_epoch=False),
    dict(
        type="LinearParamScheduler",
        param_name="weight_decay",
        start_factor=0.5,
        end=30,
        by_epoch=False,
    ),
]
