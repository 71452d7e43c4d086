"""Settings from the environment, which has none of them, and one that the script sets."""

import os

import torch
from torch.optim.lr_scheduler import StepLR

os.environ["LRPLOT_TEST_SET"] = "0.5"
rate = float(os.environ.get("LRPLOT_TEST_LR", 0.1)) * float(os.environ.get("LRPLOT_TEST_SET", 9))
epochs = int(os.getenv("LRPLOT_TEST_EPOCHS", "6"))
gamma = float(os.environ["LRPLOT_TEST_SET"])
main = int(os.environ.get("LRPLOT_TEST_RANK", -1)) in (-1, 0)

model = torch.nn.Linear(2, 1)
optimizer = torch.optim.SGD(model.parameters(), lr=rate)
scheduler = StepLR(optimizer, step_size=2, gamma=gamma)
for epoch in range(epochs):
    optimizer.step()
    scheduler.step()
    if main:
        print(epoch)
