# dataset_size=21
train_cfg = dict(by_epoch=True, max_epochs=3)
train_dataloader = dict(batch_size=5, sampler=dict(type="DefaultSampler", shuffle=True))
optim_wrapper = dict(type="OptimWrapper", optimizer=dict(type="SGD", lr=0.3), accumulative_counts=2)
