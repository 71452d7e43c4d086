# dataset_size=30
train_cfg = dict(by_epoch=True, max_epochs=4)
train_dataloader = dict(batch_size=3, sampler=dict(type="DefaultSampler", shuffle=True))
optim_wrapper = dict(optimizer=dict(type="SGD", lr=0.1))
param_scheduler = dict(type="StepLR", step_size=2, gamma=0.5)
auto_scale_lr = dict(enable=True, base_batch_size=12)
