"""Edge cases of optax's schedules."""

EDGES = {
    "constant_schedule": ["0.001", "1", "value=0.0", "3e-4"],
    "polynomial_schedule": [
        "0.1, 0.001, 2, 100",
        "0.1, 0.001, 0.5, 100, 20",
        "0.1, 0.0, 3.0, transition_steps=0",
        "init_value=0.0, end_value=0.1, power=0.0, transition_steps=10, transition_begin=5",
        "0.0, 0.1, 2.0, 1",
        "0.1, 0.2, 1.5, 30.5, 2.5",
    ],
    "linear_schedule": [
        "0.0, 0.001, 100",
        "0.1, 0.0, 50, 20",
        "0.1, 0.2, 0",
        "init_value=1, end_value=0, transition_steps=7",
        "0.1, 0.05, 1, transition_begin=1",
        "0.1, 0.1, 10",
    ],
    "exponential_decay": [
        "0.1, 100, 0.5",
        "0.1, 30, 0.5, transition_begin=10, staircase=True, end_value=0.02",
        "0.1, 0, 0.5, end_value=0.05",
        "0.1, 10, 0, end_value=0.05",
        "0.01, 10, 1.05, end_value=0.1",
        "0.01, 10, 1.0, end_value=0.005",
        "0.01, 10, 0.9, 5, end_value=0.02",
        "0.1, transition_steps=7, decay_rate=0.8, staircase=True",
        "0.1, 2.5, 0.8, 3.5, True",
    ],
    "cosine_decay_schedule": [
        "0.001, 4000",
        "0.1, 100, 0.1",
        "0.1, 100, alpha=0.05, exponent=2.0",
        "0.1, 1, 0.2",
        "0.1, 50, exponent=0.0",
        "0.1, 50, 2.0, 0.5",
        "0.1, 10.5",
    ],
    "piecewise_constant_schedule": [
        "0.1, {5: 0.5, 10: 0.1}",
        "init_value=0.1, boundaries_and_scales={20: 0.1, 10: 0.5, 0: 2.0}",
        "0.1",
        "0.1, {}",
        "0.1, {7: 0.0, 9: 3.0}",
        "0.1, {2.5: 0.5, 7.5: 0.3}",
        "0.1, boundaries_and_scales={1000 // 2: 0.1, 3 * 250: 0.1}",
    ],
    "piecewise_interpolate_schedule": [
        "'linear', 1.0, {4: 0.1, 8: 0.01}",
        "'cosine', 0.1, {20: 2.0, 10: 0.5}",
        "interpolate_type='cosine', init_value=0.1",
        "'linear', 0.1, {0: 0.5, 10: 0.1}",
        "'linear', 0.1, {0: 0.5}",
        "'cosine', 0.1, {1: 0.0, 5: 3.0}",
        "'linear', 0.1, {2.25: 0.5, 2.75: 0.1, 9: 2.0}",
        "'cosine', 0.1, {0.5: 0.5, 3: 2.0, 3.5: 0.25}",
    ],
    "linear_onecycle_schedule": [
        "100, 0.1",
        "100, 0.1, pct_final=1.0",
        "100, 0.1, 0.5, 0.2",
        "10, 0.1, 0.0, 0.5",
        "10, peak_value=0.1, pct_start=0.01, pct_final=0.05",
        "1, 0.1",
        "777, 0.01, 0.45, 0.9, 10.0, 0.5",
        "100, 0.1, 0.4, 0.4",
        "33.5, 0.1",
    ],
    "cosine_onecycle_schedule": [
        "100, 0.1",
        "100, 0.1, pct_start=1.0",
        "100, 0.1, 0.0",
        "transition_steps=1, peak_value=0.1",
        "777, 0.01, 0.45, 10.0, 0.5",
        "100, 0.1, 0.5, 1.0, 1.0",
        "33.5, 0.1",
    ],
    "warmup_constant_schedule": [
        "0.0, 0.1, 10",
        "0.01, 0.1, 0",
        "0.0, peak_value=0.001, warmup_steps=1",
        "0.2, 0.1, 50",
    ],
    "warmup_cosine_decay_schedule": [
        "0.0, 0.1, 10, 100, end_value=0.001",
        "init_value=0.0, peak_value=1e-3, warmup_steps=1_000, decay_steps=10_000, end_value=0.0",
        "0.02, 0.1, 0, 100",
        "0.02, 0.0, 10, 100, 0.05",
        "0.0, 0.1, 99, 100, 0.01",
        "0.3, 0.1, 10, 50, 0.2, exponent=2.0",
        "0.0, 0.1, 10, 50, 0.01, 0.5",
    ],
    "warmup_exponential_decay_schedule": [
        "0.0, 0.1, 10, 20, 0.5",
        "0.0, 0.1, 10, 20, 0.5, 30, True, 0.01",
        "0.02, 0.1, 0, 20, 0.9",
        "0.02, 0.1, 10, 0, 0.9",
        "0.0, 0.1, 10, 5, 1.1, end_value=0.3",
        "0.0, 0.1, 10, 5, 0.9, end_value=0.2",
        "0.01, 0.1, warmup_steps=1, transition_steps=7, decay_rate=0.0",
    ],
    "sgdr_schedule": [
        "[dict(init_value=0., peak_value=1e-3, decay_steps=1000, warmup_steps=100, end_value=0.0), "
        "{'init_value': 0.0, 'peak_value': 5e-4, 'decay_steps': 2000, 'warmup_steps': 100}]",
        "[dict(init_value=0.01, peak_value=0.1, warmup_steps=0, decay_steps=10)]",
        "cosine_kwargs=[dict(init_value=0.01, peak_value=0.1, warmup_steps=5, decay_steps=20, "
        "end_value=0.01), dict(init_value=0.01, peak_value=0.05, warmup_steps=2, decay_steps=40, "
        "end_value=0.001, exponent=2.0), dict(init_value=0.1, peak_value=0.02, warmup_steps=1, "
        "decay_steps=2, exponent=0.5)]",
        "({'init_value': 0, 'peak_value': 1, 'warmup_steps': 1, 'decay_steps': 3}, "
        "{'decay_steps': 3, 'warmup_steps': 1, 'peak_value': 2, 'init_value': 1})",
    ],
    "join_schedules": [
        "[optax.linear_schedule(0.0, 0.1, 10), optax.cosine_decay_schedule(0.1, 90)], [10]",
        "schedules=[optax.schedules.constant_schedule(0.1), optax.exponential_decay(0.1, 5, 0.5)], "
        "boundaries=[20]",
        "[optax.constant_schedule(0.1)], []",
        "[optax.constant_schedule(0.1), optax.constant_schedule(0.2)], [0]",
        "[optax.linear_schedule(0.1, 0.0, 50), optax.linear_schedule(0.2, 0.0, 50), "
        "optax.linear_schedule(0.3, 0.0, 50)], [20, 10]",
        "[optax.constant_schedule(0.1), optax.linear_schedule(0.2, 0.1, 9), "
        "optax.constant_schedule(0.3)], [7]",
        "[optax.constant_schedule(0.1), optax.constant_schedule(0.2)], [3, 9]",
        "[optax.join_schedules([optax.linear_schedule(0.0, 0.1, 5), "
        "optax.constant_schedule(0.1)], [5]), "
        "optax.sgdr_schedule([dict(init_value=0.0, peak_value=0.05, warmup_steps=5, "
        "decay_steps=30)])], [12]",
        "(optax.polynomial_schedule(0.0, 0.1, 0.5, 10), optax.polynomial_schedule(0.1, 0, 2, 40)), "
        "(10,)",
    ],
}
