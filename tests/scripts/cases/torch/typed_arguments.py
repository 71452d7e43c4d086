"""Arguments that are typed in the script, as in a notebook."""

import torch
from torch.optim.lr_scheduler import MultiStepLR

model = torch.nn.Linear(2, 2)

import argparse  # noqa: E402

parser = argparse.ArgumentParser()
parser.add_argument("--lr", type=float, default=0.1)
parser.add_argument("-m", "--milestones", type=int, nargs="+", default=[5, 9])
parser.add_argument("--double", action="store_true")
parser.add_argument("--no-decay", dest="decay", action="store_false")
parser.add_argument("--gamma", type=float, default=0.5)
args = parser.parse_args(["--lr", "0.3", "-m", "7", "8", "--double", "--no-decay"])
opt = torch.optim.SGD(model.parameters(), lr=args.lr * (1 + args.double))
scheduler = MultiStepLR(opt, args.milestones, 0.1 if args.decay else args.gamma)
for update in range(30):
    opt.step()
    scheduler.step()
