# A Trainer that is given its optimizer and scheduler.
import torch
from transformers import Trainer, TrainingArguments, get_polynomial_decay_schedule_with_warmup


class Net(torch.nn.Module):
    def __init__(self):
        super().__init__()
        self.line = torch.nn.Linear(2, 1)

    def forward(self, x, labels=None):
        return {"loss": ((self.line(x) - labels) ** 2).mean()}


data = [{"x": torch.rand(2), "labels": torch.rand(1)} for _ in range(50)]
model = Net()
batch_size, epochs = 8, 2
steps = epochs * (len(data) // batch_size + 1)
optimizer = torch.optim.AdamW(model.parameters(), lr=5e-4)
lr_scheduler = get_polynomial_decay_schedule_with_warmup(
    optimizer, num_warmup_steps=2, num_training_steps=steps, lr_end=1e-5, power=2
)
args = TrainingArguments(
    output_dir="out",
    per_device_train_batch_size=batch_size,
    num_train_epochs=epochs,
    save_strategy="no",
    report_to="none",
    use_cpu=True,
    disable_tqdm=True,
)
Trainer(model=model, args=args, train_dataset=data, optimizers=(optimizer, lr_scheduler)).train()
