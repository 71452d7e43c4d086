"""A parser of arguments that has those of another one, and a loop that makes new mappings."""

import argparse

import torch


def options():
    parser = argparse.ArgumentParser("options", add_help=False)
    parser.add_argument("--lr", default=0.2, type=float)
    parser.add_argument("--resume", default="")
    parser.add_argument("--eval", action="store_true")
    parser.add_argument("--epochs", default=5, type=int)
    parser.set_defaults(drop=3)
    return parser


def measured(kinds):
    results = dict.fromkeys(kinds, 0)
    images = {kind: [] for kind in kinds}
    for kind in kinds:
        images[kind] = [torch.zeros(1)]
        results[kind] = len(images[kind])
    return results


def main(args):
    model = torch.nn.Linear(1, 1)
    optimizer = torch.optim.SGD(model.parameters(), lr=args.lr)
    scheduler = torch.optim.lr_scheduler.StepLR(optimizer, args.drop)
    if args.resume:
        scheduler.load_state_dict(torch.load(args.resume))
    if args.eval:
        return
    for _ in range(args.epochs):
        optimizer.step()
        scheduler.step()
        measured(["bbox", "segm"])


if __name__ == "__main__":
    parser = argparse.ArgumentParser("training", parents=[options()])
    parser.add_argument("--seed", default=0, type=int)
    main(parser.parse_args())
