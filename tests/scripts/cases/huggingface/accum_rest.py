# An accumulation with a remainder.
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
args = TrainingArguments(
    "o", num_train_epochs=3, per_device_train_batch_size=4, gradient_accumulation_steps=5, **off
)
Trainer(model=model, args=args, train_dataset=data).train()
