import torch
from torch import nn

lr_g, lr_d = 2e-4, 4e-4
num_epochs = 6
netG, netD = nn.Linear(2, 2), nn.Linear(2, 1)
optimizerD = torch.optim.Adam(netD.parameters(), lr=lr_d, betas=(0.5, 0.999))
optimizerG = torch.optim.Adam(netG.parameters(), lr=lr_g, betas=(0.5, 0.999))
schedulerD = torch.optim.lr_scheduler.ExponentialLR(optimizerD, gamma=0.8)
schedulerG = torch.optim.lr_scheduler.LambdaLR(optimizerG, lambda epoch: 1.0 - epoch / num_epochs)
dataloader = torch.utils.data.DataLoader(torch.randn(20, 2), batch_size=5)
for epoch in range(num_epochs):
    for i, data in enumerate(dataloader, 0):
        netD.zero_grad()
        errD = netD(data).mean() - netD(netG(torch.randn(5, 2)).detach()).mean()
        errD.backward()
        optimizerD.step()
        if i % 2 == 0:
            netG.zero_grad()
            errG = -netD(netG(torch.randn(5, 2))).mean()
            errG.backward()
            optimizerG.step()
    schedulerD.step()
    schedulerG.step()
