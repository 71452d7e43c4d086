"""One group keeps the rate that it began with."""

import math, torch


class args:
    lr = 0.05
    epochs = 6
    batch_size = 512
    fix_pred_lr = True


init_lr = args.lr * args.batch_size / 256
enc, pred = torch.nn.Linear(2, 2), torch.nn.Linear(2, 1)
if args.fix_pred_lr:
    optim_params = [
        {"params": enc.parameters(), "fix_lr": False},
        {"params": pred.parameters(), "fix_lr": True},
    ]
else:
    optim_params = list(enc.parameters()) + list(pred.parameters())
optimizer = torch.optim.SGD(optim_params, init_lr, momentum=0.9)


def adjust_learning_rate(optimizer, init_lr, epoch, args):
    cur_lr = init_lr * 0.5 * (1.0 + math.cos(math.pi * epoch / args.epochs))
    for param_group in optimizer.param_groups:
        if "fix_lr" in param_group and param_group["fix_lr"]:
            param_group["lr"] = init_lr
        else:
            param_group["lr"] = cur_lr


for epoch in range(args.epochs):
    adjust_learning_rate(optimizer, init_lr, epoch, args)
    for _ in range(2):
        optimizer.step()
