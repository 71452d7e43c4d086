# Arguments with one of them replaced.
import torch
from transformers import Trainer, TrainingArguments


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(2, 1)

    def forward(self, x, labels=None):
        return {"loss": ((self.line(x) - labels) ** 2).mean()}


data = [{"x": torch.rand(2), "labels": torch.rand(1)} for _ in range(50)]
model = Net()
off = dict(save_strategy="no", report_to="none", use_cpu=True, disable_tqdm=True)
import dataclasses

args = TrainingArguments("o", **off)
args = dataclasses.replace(args, learning_rate=3e-3)
Trainer(model, args, train_dataset=data).train()
