# Arguments of a class of the script's own, with other defaults.
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
from dataclasses import dataclass, field


@dataclass
class Own(TrainingArguments):
    learning_rate: float = field(default=7e-5)
    warmup_steps: float = field(default=4, metadata={"help": "x"})


args = Own("o", num_train_epochs=2, **off)
Trainer(model, args, train_dataset=data).train()
