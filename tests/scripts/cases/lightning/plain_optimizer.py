# No scheduler at all: the optimizer alone is returned.
import lightning.pytorch as pl
import torch


class AutoEncoder(pl.LightningModule):
    def __init__(self):
        super().__init__()
        self.encoder = torch.nn.Linear(4, 2)
        self.decoder = torch.nn.Linear(2, 4)

    def training_step(self, batch, batch_idx):
        return torch.nn.functional.mse_loss(self.decoder(self.encoder(batch)), batch)

    def configure_optimizers(self):
        return torch.optim.Adam(self.parameters(), lr=1e-3)


dataset = torch.rand(30, 4)
autoencoder = AutoEncoder()
trainer = pl.Trainer(
    limit_train_batches=5,
    max_epochs=2,
    accelerator="cpu",
    logger=False,
    enable_checkpointing=False,
    enable_progress_bar=False,
)
trainer.fit(model=autoencoder, train_dataloaders=torch.utils.data.DataLoader(dataset))
