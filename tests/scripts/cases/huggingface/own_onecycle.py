import torch
from torch import nn
from torch.utils.data import Dataset
from transformers import Trainer, TrainingArguments
from transformers.trainer_pt_utils import get_parameter_names


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


class MyTrainer(Trainer):
    def create_scheduler(self, num_training_steps: int, optimizer=None):
        if optimizer is None:
            optimizer = self.optimizer
        self.lr_scheduler = torch.optim.lr_scheduler.OneCycleLR(
            optimizer, max_lr=self.args.learning_rate, total_steps=num_training_steps
        )
        self._created_lr_scheduler = True
        return self.lr_scheduler


args = TrainingArguments(
    "o",
    report_to="none",
    save_strategy="no",
    num_train_epochs=2,
    per_device_train_batch_size=4,
    learning_rate=3e-4,
)
MyTrainer(model=Net(), args=args, train_dataset=Toy(61)).train()
