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
    def __init__(self, *args, head_lr=1e-2, **kwargs):
        super().__init__(*args, **kwargs)
        self.head_lr = head_lr

    def create_optimizer(self):
        groups = [
            {"params": list(self.model.body.parameters())},
            {"params": list(self.model.head.parameters())},
        ]
        groups[1]["lr"] = self.head_lr
        self.optimizer = torch.optim.AdamW(
            groups, lr=self.args.learning_rate, betas=(self.args.adam_beta1, self.args.adam_beta2)
        )
        return self.optimizer


args = TrainingArguments(
    "o",
    report_to="none",
    save_strategy="no",
    num_train_epochs=2,
    per_device_train_batch_size=4,
    learning_rate=3e-4,
    warmup_steps=3,
)
MyTrainer(model=Net(), args=args, train_dataset=Toy(61), head_lr=5e-3).train()
