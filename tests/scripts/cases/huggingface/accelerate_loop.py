# accelerate without accumulation, in a function, with a config.
import torch
from accelerate import Accelerator
from torch.optim import AdamW
from transformers import get_linear_schedule_with_warmup


def training_function(config):
    accelerator = Accelerator(cpu=True)
    lr, num_epochs = config["lr"], int(config["num_epochs"])
    batch_size = int(config["batch_size"])
    dataset = torch.utils.data.TensorDataset(torch.rand(50, 2))
    loader = torch.utils.data.DataLoader(dataset, batch_size=batch_size, drop_last=True)
    model = torch.nn.Linear(2, 1)
    optimizer = AdamW(params=model.parameters(), lr=lr)
    lr_scheduler = get_linear_schedule_with_warmup(
        optimizer=optimizer,
        num_warmup_steps=4,
        num_training_steps=len(loader) * num_epochs,
    )
    model, optimizer, loader, lr_scheduler = accelerator.prepare(
        model, optimizer, loader, lr_scheduler
    )
    for epoch in range(num_epochs):
        model.train()
        for step, batch in enumerate(loader):
            loss = model(batch[0]).mean()
            accelerator.backward(loss)
            optimizer.step()
            lr_scheduler.step()
            optimizer.zero_grad()


def main():
    config = {"lr": 2e-5, "num_epochs": 3, "seed": 42, "batch_size": 16}
    training_function(config)


if __name__ == "__main__":
    main()
