"""Groups with and without decay, accumulation, and as many epochs as steps need."""

import math, torch
from torch.optim.lr_scheduler import LambdaLR


class args:
    num_train_epochs = 3
    gradient_accumulation_steps = 2
    max_train_steps = None
    num_warmup_steps = 2
    learning_rate = 5e-5


def get_linear_schedule_with_warmup(optimizer, num_warmup_steps, num_training_steps):
    def lr_lambda(current_step):
        if current_step < num_warmup_steps:
            return float(current_step) / float(max(1, num_warmup_steps))
        return max(
            0.0,
            float(num_training_steps - current_step)
            / float(max(1, num_training_steps - num_warmup_steps)),
        )

    return LambdaLR(optimizer, lr_lambda)


model = torch.nn.Linear(2, 1)
no_decay = ["bias"]
optimizer_grouped_parameters = [
    {
        "params": [p for n, p in model.named_parameters() if not any(nd in n for nd in no_decay)],
        "weight_decay": 0.01,
    },
    {
        "params": [p for n, p in model.named_parameters() if any(nd in n for nd in no_decay)],
        "weight_decay": 0.0,
    },
]
optimizer = torch.optim.AdamW(optimizer_grouped_parameters, lr=args.learning_rate)
train_dataloader = torch.utils.data.DataLoader(torch.ones(21, 2), batch_size=4, shuffle=True)
num_update_steps_per_epoch = math.ceil(len(train_dataloader) / args.gradient_accumulation_steps)
overrode_max_train_steps = False
if args.max_train_steps is None:
    args.max_train_steps = args.num_train_epochs * num_update_steps_per_epoch
    overrode_max_train_steps = True
lr_scheduler = get_linear_schedule_with_warmup(
    optimizer, args.num_warmup_steps, args.max_train_steps
)
args.num_train_epochs = math.ceil(args.max_train_steps / num_update_steps_per_epoch)
completed_steps = 0
starting_epoch = 0
for epoch in range(starting_epoch, args.num_train_epochs):
    model.train()
    for step, batch in enumerate(train_dataloader):
        loss = model(batch).sum() / args.gradient_accumulation_steps
        loss.backward()
        if step % args.gradient_accumulation_steps == 0 or step == len(train_dataloader) - 1:
            optimizer.step()
            lr_scheduler.step()
            optimizer.zero_grad()
            completed_steps += 1
        if completed_steps >= args.max_train_steps:
            break
