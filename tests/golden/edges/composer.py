"""Edge cases of Composer's schedulers, and the trainings that they are in."""

BATCHES = "|max_duration='300ba'"
EPOCHS = "|max_duration='4ep', batches_per_epoch=37"
ALONE = "|max_duration=5, batches_per_epoch=21"
SAMPLES = "|max_duration='2000sp', samples_per_batch=7"
TOKENS = "|max_duration='5e5tok', tokens_per_batch=2048"
LONGER = "|max_duration='200ba', scale_schedule_ratio=1.7"
SHORTER = "|max_duration='400ba', scale_schedule_ratio=0.37"
EPOCH_TIMES = "'1ep', '2ep', '1ep'"
ENDED = [
    BATCHES,
    EPOCHS,
    TOKENS,
    LONGER,
    "t_max='100ba'|",
    "t_max='0.3dur'|max_duration='300ba'",
    "t_max='3ep'|batches_per_epoch=29",
    "t_max='100ba'" + SHORTER,
    "t_max='900sp'|max_duration='250ba', samples_per_batch=7",
]
WARMED = [
    "t_warmup='40ba'" + BATCHES,
    "t_warmup='0.1dur'" + EPOCHS,
    "t_warmup='1ep'" + ALONE,
    "t_warmup='333sp'" + SAMPLES,
    "t_warmup='40ba'" + LONGER,
    "t_warmup='40ba', scale_warmup=True" + LONGER,
    "t_warmup='40ba', scale_warmup=True" + SHORTER,
    "t_warmup='0.003dur'" + LONGER,
    "t_warmup='0ba', t_max='1000ba'" + BATCHES,
    "t_warmup='350ba'" + BATCHES,
    "t_warmup='20BA', t_max='10ep'|max_duration='150ba', batches_per_epoch=50",
]
ARGUMENTS = {
    "StepScheduler": [
        "'30ba'|",
        "'1ba', 0.99|",
        "'1ep', gamma=0.5|batches_per_epoch=33",
        "'0.1dur', 0.7" + BATCHES,
        "'100sp', 0.9" + SAMPLES,
        "'5e4tok', 1.1" + TOKENS,
        "'30ba', 0.0|",
        "'30ba'" + SHORTER,
    ],
    "MultiStepScheduler": [
        "['30ba', '80ba']|",
        "['0.9dur', '0.5dur']" + EPOCHS,
        "milestones=['2ep', '3ep'], gamma=0.3|batches_per_epoch=33",
        "['30ba', '500sp', '0.5dur'], 0.5|max_duration='300ba', samples_per_batch=7",
        "['0ba', '3ba', '3ba', '6ba'], 0.5|",
        "[]|",
        "['30ba', '0.9dur']" + LONGER,
        "['100ba', '0.9dur']" + SHORTER,
    ],
    "ConstantScheduler": [*ENDED, "0.3" + BATCHES, "0.3, '20ba'|", "0.3, '0ba'|"],
    "LinearScheduler": [*ENDED, "0.1, 0.7, '90ba'|", "alpha_i=0.3, t_max='1ba'|"],
    "ExponentialScheduler": [
        "0.9|batches_per_epoch=23",
        "0.9, '20ba'|",
        "0.5, decay_period='0.2dur'" + BATCHES,
        "1.01, '1ba'|",
        "0.0, '20ba'|",
        "0.9, '150sp'" + SAMPLES,
        "0.9, '20ba'" + LONGER,
        "0.9|batches_per_epoch=23, scale_schedule_ratio=0.5",
    ],
    "CosineAnnealingScheduler": [*ENDED, "'90ba', 0.1|", "alpha_f=1.3" + BATCHES],
    "CosineAnnealingWarmRestartsScheduler": [
        "'50ba'|",
        "'10ba', 2|",
        "'10ba', 1.5, 0.1|",
        "'1ba', 1.5|",
        "'2ba', 1.5, 0.2|",
        "'60ba', 0.9|",
        "'0.2dur', t_mult=1.3" + EPOCHS,
        "'100sp', 1.1" + SAMPLES,
        "'10ba', 1.25" + LONGER,
        "'1ep', 3|batches_per_epoch=11",
    ],
    "PolynomialScheduler": [
        *(f"2.0, {given}" for given in ENDED),
        "0.5, '90ba', 0.1|",
        "0, '90ba'|",
        "1.0, alpha_f=0.3" + BATCHES,
    ],
    "MultiStepWithWarmupScheduler": [
        "'40ba', ['100ba', '200ba']|",
        "'40ba', ['10ba', '200ba'], 0.5|",
        "'0.1dur', ['0.5dur', '0.75dur']" + EPOCHS,
        "'100sp', ['50ba', '2ep'], 0.3|batches_per_epoch=31, samples_per_batch=7",
        "'0ba', ['50ba']|",
        "'40ba', ['100ba'], scale_warmup=True" + LONGER,
        "'40ba', ['100ba'], scale_warmup=True" + SHORTER,
        "'40ba', ['100ba']" + LONGER,
        "'1ep', ['100ba'], 0.1, True|batches_per_epoch=31, scale_schedule_ratio=0.5",
    ],
    "ConstantWithWarmupScheduler": [*WARMED, "'40ba', 0.3" + BATCHES],
    "LinearWithWarmupScheduler": [*WARMED, "'40ba', 0.8, 0.1" + BATCHES],
    "CosineAnnealingWithWarmupScheduler": [*WARMED, "'40ba', alpha_f=0.1" + BATCHES],
    "PolynomialWithWarmupScheduler": [*WARMED, "'40ba', 0.5, alpha_f=0.1" + BATCHES],
    "InverseSquareRootWithWarmupScheduler": [
        "'40ba', '40ba', '50ba'" + BATCHES,
        "'40ba', '10ba', '0ba', alpha_f_decay=0.2" + BATCHES,
        "'1ep', '2ep', '1ep', alpha_f_decay=0.2, alpha_f_cooldown=0.1" + EPOCHS,
        "'100sp', '300sp', '700sp'" + SAMPLES,
        "'0ba', '5ba', '30ba', '250ba'" + BATCHES,
        "'40ba', '40ba', '50ba'" + LONGER,
        "'20ba', '40ba', '50ba'" + SHORTER,
        "'200ba', '50ba', '200ba'" + BATCHES,
        "'40ba', '40ba', '50ba', '0.5dur'" + BATCHES,
    ],
    "schedulers": [
        "LinearScheduler(t_max='100ba'), StepScheduler('30ba', 0.5)|",
        "StepScheduler('30ba', 0.5), LinearScheduler(t_max='100ba')|",
        "StepScheduler('30ba', 0.5)|",
        "ConstantScheduler(0.5), CosineAnnealingScheduler('0.5dur'), LinearScheduler()" + BATCHES,
        "LinearScheduler(), ExponentialScheduler(0.9)" + EPOCHS,
        "MultiStepScheduler(['90ba', '120ba']), CosineAnnealingWithWarmupScheduler('20ba')"
        + BATCHES,
        "StepScheduler('30ba'), LinearScheduler()" + LONGER,
        "LinearScheduler(), StepScheduler('300sp', 0.9)" + SAMPLES,
    ],
}
