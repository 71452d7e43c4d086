"""PlateauLRScheduler: the rate falls when a metric stalls."""

from __future__ import annotations

from lrplot.catalogue import Direction, Drop, Patience, ReduceOnPlateau, Rest, Threshold, schedule
from lrplot.parameters import End, EpochMetrics, Optimizer, Start, Unused, Verbose, Warmup
from lrplot.pieces import Constant, Schedule, levels, np
from lrplot.schedules.timm.common import NoiseLimit, NoiseRange, NoiseSpread, Seed, WarmupAndNoise


@schedule
def PlateauLRScheduler(
    optimizer: Optimizer,
    decay_rate: Drop = 0.1,
    patience_t: Patience = 10,
    threshold: Threshold = 1e-4,
    cooldown_t: Rest = 0,
    warmup_t: Warmup = 0.0,
    warmup_lr_init: Start = 0.0,
    lr_min: End = 0.0,
    mode: Direction = "max",
    noise_range_t: NoiseRange = None,
    noise_pct: NoiseLimit = 0.67,
    noise_std: NoiseSpread = 1.0,
    noise_seed: Seed | None = None,
    initialize: Unused = True,
    *,
    verbose: Verbose = True,
    metrics: EpochMetrics,
) -> Schedule:
    """The rate times `decay_rate` each time a metric stops improving, after a linear warmup.

    Keywords: ReduceLROnPlateau.
    Differs: a step is an epoch. The metric is good when it is large, unless `mode` is "min". What
    is measured up to the end of the warmup is forgotten, that of the epoch `warmup_t` - 1 included.
    Noise comes on top of the rate, and not before the warmup is over.
    Example: patience_t=1, mode=min
    Formula: torch's ReduceLROnPlateau(mode, decay_rate, patience_t, threshold, "rel", cooldown_t,
    lr_min), on a clock that starts at warmup_t.
    Source: timm/scheduler/plateau_lr.py, 1.0.31.
    """
    watch = ReduceOnPlateau(
        mode, decay_rate, patience_t, threshold, cooldown=cooldown_t, min_lr=lr_min
    )
    warm = min(int(warmup_t), len(metrics.values))
    rise = (optimizer - warmup_lr_init) / warmup_t if warmup_t else 0.0
    rates = [warmup_lr_init + epoch * rise for epoch in range(warm)]
    top = warmup_lr_init + warm * rise if warmup_t else optimizer
    rates += watch.follow(top, metrics.values[warm:])
    if noise_range_t is not None:
        around = WarmupAndNoise(noise_pct=noise_pct, noise_std=noise_std, noise_seed=noise_seed)
        epochs = np.arange(len(rates), dtype=np.float64)
        noise = around.noisy(Constant(0.0), noise_range_t).noise(epochs) * (epochs > warmup_t)
        rates = (np.array(rates) * (1.0 + noise)).tolist()
    return levels(rates)
