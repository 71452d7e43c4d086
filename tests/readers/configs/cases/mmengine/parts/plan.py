optim_wrapper = dict(
    type="OptimWrapper", optimizer=dict(type="SGD", lr=0.02, momentum=0.9, weight_decay=1e-4)
)
param_scheduler = [
    dict(type="LinearLR", start_factor=0.001, by_epoch=False, begin=0, end=12),
    dict(type="MultiStepLR", begin=0, end=6, by_epoch=True, milestones=[3, 5], gamma=0.1),
]
train_cfg = dict(by_epoch=True, max_epochs=6, val_interval=1)
factor = dict(end=0.25)
