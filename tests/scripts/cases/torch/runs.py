import torch

for run in range(3):
    torch.manual_seed(run)
    model = torch.nn.Linear(2, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=0.1)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, 2, gamma=0.5)
    best, step = 10.0, 0
    for epoch in range(5):
        for batch in range(4):
            optimizer.zero_grad()
            model(torch.ones(1, 2)).sum().backward()
            optimizer.step()
            step += 1
            if step < 7:
                for group in optimizer.param_groups:
                    group["weight_decay"] = step / 7
        scheduler.step()
