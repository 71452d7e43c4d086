# The arguments come from a command line in the script.
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
from transformers import HfArgumentParser


@dataclass
class ModelArguments:
    name: str = field(default="x")


parser = HfArgumentParser((ModelArguments, TrainingArguments))
model_args, training_args = parser.parse_args_into_dataclasses(
    args=[
        "--output_dir",
        "o",
        "--learning_rate",
        "3e-4",
        "--num_train_epochs",
        "2",
        "--use_cpu",
        "--report_to",
        "none",
    ]
)
Trainer(model, training_args, train_dataset=data).train()
