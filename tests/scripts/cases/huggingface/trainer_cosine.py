# A Trainer for some epochs, with accumulation and a warmup in steps.
import torch
from transformers import Trainer, TrainingArguments


class Words(torch.utils.data.Dataset):
    def __len__(self):
        return 75

    def __getitem__(self, index):
        return {"x": torch.rand(4), "labels": torch.rand(1)}


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(4, 1)

    def forward(self, x, labels=None):
        out = self.line(x)
        return {"loss": ((out - labels) ** 2).mean(), "logits": out}


training_args = TrainingArguments(
    output_dir="out",
    num_train_epochs=3,
    per_device_train_batch_size=4,
    gradient_accumulation_steps=4,
    learning_rate=2e-4,
    lr_scheduler_type="cosine",
    warmup_steps=5,
    weight_decay=0.01,
    report_to="none",
    save_strategy="no",
    use_cpu=True,
    disable_tqdm=True,
)
trainer = Trainer(model=Net(), args=training_args, train_dataset=Words())
trainer.train()
