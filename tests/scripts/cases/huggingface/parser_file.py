# A file of settings where the command line names one.
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
import json, sys
from transformers import HfArgumentParser

parser = HfArgumentParser(TrainingArguments)
if len(sys.argv) == 2 and sys.argv[1].endswith(".json"):
    (args,) = parser.parse_json_file(json_file=sys.argv[1])
else:
    (args,) = parser.parse_args_into_dataclasses()
args.use_cpu = True
Trainer(model, args, train_dataset=data).train()
