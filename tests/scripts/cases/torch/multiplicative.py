import torch
from torch.optim.lr_scheduler import MultiplicativeLR

settings = dict(rate=0.25, fall=0.9, hold=4, epochs=12)


def factor(epoch):
    return 1.0 if epoch < settings["hold"] else settings["fall"]


model = torch.nn.Linear(1, 1)
optim = torch.optim.SGD(model.parameters(), lr=settings["rate"])
scheduler = MultiplicativeLR(optim, lr_lambda=factor)
for _ in range(settings["epochs"]):
    model(torch.ones(1)).backward()
    optim.step()
    scheduler.step()
