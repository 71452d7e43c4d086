# dataset_size=50
_base_ = "parts/plan.py"
epochs = 5
train_cfg = dict(max_epochs=epochs)
train_dataloader = dict(
    batch_size=8, drop_last=True, sampler=dict(type="DefaultSampler", shuffle=False)
)
optim_wrapper = dict(
    _delete_=True,
    type="OptimWrapper",
    accumulative_counts=4,
    optimizer=dict(type="AdamW", lr=1e-3),
    clip_grad=None,
)
param_scheduler = [
    dict(
        type="LinearLR",
        start_factor=_base_.factor.end,
        begin=0,
        end=2,
        by_epoch=True,
        convert_to_iter_based=True,
    ),
    dict(
        type="CosineAnnealingLR",
        T_max=epochs - 2,
        eta_min=1e-5,
        begin=2,
        by_epoch=True,
        convert_to_iter_based=True,
    ),
]
