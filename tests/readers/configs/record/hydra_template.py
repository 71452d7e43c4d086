"""Record what Hydra and a Lightning Trainer do with each configuration of `cases/hydra/`.

    python tests/readers/configs/record/hydra_template.py

Needs hydra-core and lightning. Hydra puts the files together and makes the optimizer, the scheduler
and the Trainer, which trains; the module's `configure_optimizers` is written after the
lightning-hydra-template's. One whose scheduler stands under `scheduler` hands on its `interval`.
"""

from __future__ import annotations

import logging
import warnings
from typing import Any

import lightning
import torch
from hydra import compose, initialize_config_dir
from hydra.utils import instantiate
from torch.utils.data import DataLoader, TensorDataset
from writing import CASES, write

warnings.filterwarnings("ignore")
logging.getLogger("lightning.pytorch").setLevel(logging.ERROR)


class Module(lightning.LightningModule):
    """One weight, moved by the optimizer and scheduler of a configuration."""

    def __init__(self, model: Any) -> None:
        super().__init__()
        self.weight = torch.nn.Linear(1, 1)
        self.own, self.found = model, []

    def training_step(self, batch: Any, index: int) -> torch.Tensor:
        return self.weight(batch[0]).square().mean()

    def on_before_optimizer_step(self, optimizer: torch.optim.Optimizer) -> None:
        self.found.append(optimizer.param_groups[0]["lr"])

    def configure_optimizers(self) -> Any:
        optimizer = instantiate(self.own.optimizer)(params=self.parameters())
        scheduler = self.own.get("scheduler")
        if scheduler is None:
            return {"optimizer": optimizer}
        interval = scheduler.get("interval", "epoch")
        scheduler = scheduler.get("scheduler", scheduler)
        made = instantiate(scheduler)(optimizer=optimizer)
        return {
            "optimizer": optimizer,
            "lr_scheduler": {"scheduler": made, "interval": interval, "frequency": 1},
        }


def rates(name: str, overrides: list[str], examples: int) -> list[float]:
    """Return the rate at every update of a real run."""
    with initialize_config_dir(str(CASES / "hydra"), version_base="1.3"):
        config = compose(name, overrides)
    data = config.get("data") or config.get("datamodule")
    module = Module(config.get("model", config))
    trainer = instantiate(
        config.trainer, logger=False, enable_checkpointing=False, enable_progress_bar=False,
        enable_model_summary=False,
    )  # fmt: skip
    trainer.fit(module, DataLoader(TensorDataset(torch.ones(examples, 1)), data.batch_size))
    return module.found


def main() -> None:
    for path in sorted((CASES / "hydra").glob("*.yaml")):
        options: dict[str, Any] = {}
        overrides: list[str] = []
        for pair in path.read_text().splitlines()[0].lstrip("# ").split():
            key, _, value = pair.partition("=")
            if key == "set":
                overrides.append(value)
                options.setdefault("set", []).append(value.lstrip("+"))
            else:
                options[key] = int(value)
        found = rates(path.stem, overrides, options["dataset_size"])
        version = f"lightning {lightning.__version__}"
        write(path, version, {"": found}, options)
        print(path.name, len(found), found[:3])


if __name__ == "__main__":
    main()
