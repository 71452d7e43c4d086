"""Record what NeMo does with each configuration of `cases/nemo/`.

    python tests/readers/configs/record/nemo_model.py

Needs lightning, omegaconf and the files of nemo-toolkit, which is not imported whole. NeMo's own
`prepare_lr_scheduler` makes the schedule and Lightning's Trainer trains; what hands the trainer's
length on is written after `setup_optimization` of core/classes/modelPT.py.
"""

from __future__ import annotations

import importlib.metadata
import importlib.util
import logging
import sys
import warnings
from types import ModuleType
from typing import Any

import lightning
import torch
from omegaconf import OmegaConf
from torch.utils.data import DataLoader, TensorDataset
from writing import CASES, write

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)


def own(name: str) -> Any:
    """Return a module of NeMo's, by its file."""
    path = name.replace(".", "/") + ".py"
    (file,) = (f for f in importlib.metadata.files("nemo-toolkit") or [] if str(f) == path)
    spec = importlib.util.spec_from_file_location(name, file.locate())
    assert spec is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules[name] = module
    assert spec.loader is not None
    spec.loader.exec_module(module)
    return module


def schedulers() -> Any:
    """Return NeMo's schedulers, beside stand-ins for what they do not need."""
    for name, attributes in {
        "nemo": {}, "nemo.core": {}, "nemo.core.classes": {}, "nemo.core.config": {},
        "nemo.core.classes.common": {"safe_instantiate": None},
        "nemo.utils": {"logging": logging.getLogger("nemo")},
        "nemo.utils.model_utils": {"maybe_update_config_version": lambda config: config},
    }.items():  # fmt: skip
        stub = sys.modules[name] = ModuleType(name)
        vars(stub).update(attributes)
    own("nemo.core.config.schedulers")
    return own("nemo.core.optim.lr_scheduler")


NEMO = schedulers()


class Model(lightning.LightningModule):
    """One weight, moved as a configuration says."""

    def __init__(self, config: Any, loader: DataLoader[Any]) -> None:
        super().__init__()
        self.weight = torch.nn.Linear(1, 1)
        self.config, self.loader, self.found = config, loader, []

    def training_step(self, batch: Any, index: int) -> torch.Tensor:
        return self.weight(batch[0]).square().mean()

    def on_before_optimizer_step(self, optimizer: torch.optim.Optimizer) -> None:
        self.found.append(optimizer.param_groups[0]["lr"])

    def configure_optimizers(self) -> Any:
        optim = OmegaConf.to_container(self.config.model.optim, resolve=True)
        optimizer = torch.optim.SGD(self.parameters(), optim["lr"])
        sched = optim.get("sched")
        if sched is not None and self.trainer.max_steps < 0:
            sched["t_max_epochs"] = self.trainer.max_epochs
            sched["t_accumulate_grad_batches"] = self.trainer.accumulate_grad_batches
            sched["t_limit_train_batches"] = self.trainer.limit_train_batches
            sched["t_num_workers"] = self.trainer.num_devices * self.trainer.num_nodes
        elif sched is not None:
            sched["max_steps"] = self.trainer.max_steps
        made = NEMO.prepare_lr_scheduler(optimizer, sched, self.loader)
        return optimizer if made is None else ([optimizer], [made])


def rates(config: Any, examples: int) -> list[float]:
    """Return the rate at every update of a real run."""
    said = config.model.train_ds
    rows = TensorDataset(torch.ones(examples, 1))
    loader = DataLoader(rows, said.batch_size, drop_last=said.get("drop_last", False))
    model = Model(config, loader)
    trainer = lightning.Trainer(
        **config.trainer, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False,
    )  # fmt: skip
    trainer.fit(model, loader)
    return model.found


def main() -> None:
    for path in sorted((CASES / "nemo").glob("*.yaml")):
        said = path.read_text().splitlines()[0].lstrip("# ").split()
        options = {key: int(value) for key, value in (pair.split("=") for pair in said)}
        found = rates(OmegaConf.load(path), options["dataset_size"])
        version = f"nemo-toolkit {importlib.metadata.version('nemo-toolkit')}"
        write(path, version, {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()
