# dataset_size=40
train_cfg = dict(by_epoch=True, max_epochs=6)
train_dataloader = dict(batch_size=4, sampler=dict(type="DefaultSampler", shuffle=True))
optim_wrapper = dict(optimizer=dict(type="SGD", lr=0.2, momentum=0.95, weight_decay=5e-4))
param_scheduler = [
    dict(type="LinearLR", start_factor=0.1, end=20, by_epoch=False),
    dict(type="LinearMomentum", start_factor=0.9, end=20, by_epoch=False),
    dict(type="CosineAnnealingLR", T_max=4, begin=2, convert_to_iter_based=True),
    dict(type="CosineAnnealingMomentum", T_max=4, eta_min=0.85, begin=2, end=6),
]
