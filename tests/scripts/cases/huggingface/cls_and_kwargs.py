import torch
from torch import nn
from torch.utils.data import Dataset


class Toy(Dataset):
    def __init__(self, n):
        self.n = n

    def __len__(self):
        return self.n

    def __getitem__(self, i):
        return {"x": torch.ones(2), "labels": torch.ones(1)}


class Net(nn.Module):
    def __init__(self):
        super().__init__()
        self.body = nn.Linear(2, 2)
        self.head = nn.Linear(2, 1)

    def forward(self, x, labels=None, **kw):
        out = self.head(self.body(x))
        return {"loss": ((out - labels) ** 2).mean(), "logits": out}


from transformers import Trainer, TrainingArguments


class MuTrainer(Trainer):
    def create_optimizer(self):
        optimizer_cls, optimizer_kwargs = Trainer.get_optimizer_cls_and_kwargs(self.args)
        self.optimizer = optimizer_cls(self.model.parameters(), **optimizer_kwargs)
        return self.optimizer


args = TrainingArguments(
    "o", report_to="none", save_strategy="no", max_steps=25, warmup_steps=5, learning_rate=3e-4
)
MuTrainer(model=Net(), args=args, train_dataset=Toy(60)).train()
