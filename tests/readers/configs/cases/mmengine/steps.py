# dataset_size=43
_base_ = ["parts/plan.py"]
train_dataloader = dict(batch_size=4, sampler=dict(type="DefaultSampler", shuffle=True))
optim_wrapper = dict(optimizer=dict(lr=0.02 / 8))
auto_scale_lr = dict(enable=False, base_batch_size=16)
