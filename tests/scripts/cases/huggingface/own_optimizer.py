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


from transformers.utils import is_sagemaker_mp_enabled


class LLaVATrainer(Trainer):
    def create_optimizer(self):
        """
        Setup the optimizer.
        """
        if is_sagemaker_mp_enabled():
            return super().create_optimizer()

        opt_model = self.model

        if self.optimizer is None:
            decay_parameters = get_parameter_names(opt_model, [nn.LayerNorm])
            decay_parameters = [name for name in decay_parameters if "bias" not in name]
            projector_parameters = [
                name for name, _ in opt_model.named_parameters() if "head" in name
            ]
            optimizer_grouped_parameters = [
                {
                    "params": [
                        p
                        for n, p in opt_model.named_parameters()
                        if (
                            n in decay_parameters
                            and n not in projector_parameters
                            and p.requires_grad
                        )
                    ],
                    "weight_decay": self.args.weight_decay,
                },
                {
                    "params": [
                        p
                        for n, p in opt_model.named_parameters()
                        if (
                            n not in decay_parameters
                            and n in projector_parameters
                            and p.requires_grad
                        )
                    ],
                    "weight_decay": 0.0,
                    "lr": 2e-5,
                },
            ]
            optimizer_cls, optimizer_kwargs = Trainer.get_optimizer_cls_and_kwargs(self.args)
            self.optimizer = optimizer_cls(optimizer_grouped_parameters, **optimizer_kwargs)
        return self.optimizer


args = TrainingArguments(
    "o",
    report_to="none",
    save_strategy="no",
    max_steps=25,
    warmup_steps=5,
    learning_rate=3e-4,
    lr_scheduler_type="cosine",
)
LLaVATrainer(model=Net(), args=args, train_dataset=Toy(60)).train()
