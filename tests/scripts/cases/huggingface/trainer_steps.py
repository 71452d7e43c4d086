# max_steps and a schedule with arguments of its own; warmup as a part of the whole.
import torch
from transformers import HfArgumentParser, Trainer, TrainingArguments

MAX_STEPS = 40


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(2, 1)

    def forward(self, x, labels=None):
        return {"loss": ((self.line(x) - labels) ** 2).mean()}


train_dataset = [{"x": torch.rand(2), "labels": torch.rand(1)} for _ in range(32)]


def main():
    args = TrainingArguments(
        "checkpoints",
        max_steps=MAX_STEPS,
        per_device_train_batch_size=8,
        lr_scheduler_type="cosine_with_min_lr",
        lr_scheduler_kwargs={"min_lr_rate": 0.1},
        warmup_steps=0.1,
        learning_rate=1e-3,
        save_strategy="no",
        report_to=[],
        use_cpu=True,
        disable_tqdm=True,
    )
    trainer = Trainer(Net(), args, train_dataset=train_dataset)
    trainer.train()


if __name__ == "__main__":
    main()
