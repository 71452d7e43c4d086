"""fairseq's, ESPnet's, AllenNLP's and the Model Garden's files: what is refused, and asked for."""

import pytest

from lrplot import LrplotError, plan

FAIRSEQ = "fairseq-train d --arch t --lr 0.1 --max-update 50 --lr-scheduler "
ESPNET = "optim: adam\noptim_conf: {lr: 0.1}\naccum_grad: 2\nnum_iters_per_epoch: 9\nmax_epoch: 2\n"
ALLENNLP = '{dataset_reader: {}, trainer: {num_epochs: 2, optimizer: {type: "adam"%s}%s}}'
GARDEN = "trainer: {train_steps: 9, optimizer_config: {learning_rate: {%s}}}"


def drawn(tmp_path, text, suffix, **options):
    file = tmp_path / f"train.{suffix}"
    file.write_text(text)
    return plan(file, **options)


def test_a_variable_of_the_shell_is_no_reference(tmp_path):
    text = f"{FAIRSEQ} cosine --save-dir ${{save_dir}} --warmup-updates 5;"
    assert drawn(tmp_path, text, "sh").settings.steps.stop == 50


def test_total_steps_win_over_epochs(tmp_path):
    text = f"{FAIRSEQ} cosine --max-epoch 9 --dataset x"
    assert drawn(tmp_path, text, "sh", total_steps=30).settings.steps.stop == 30


def test_keys_that_are_no_text_are_passed_over(tmp_path):
    assert drawn(tmp_path, f"{ESPNET}1: 2\n0.5: 3", "yaml").settings.steps.stop == 8


def test_epochs_of_several_lengths_end_with_the_last(tmp_path):
    text = FAIRSEQ.replace("50", "500") + "cosine --batch-size 8 --update-freq 4,2,1 --max-epoch 4"
    # 80 examples are 10 batches: ceil(10 / 4), 10 / 2, then 10 and 10
    assert drawn(tmp_path, text, "sh", dataset_size=80).settings.steps.stop == 3 + 5 + 10 + 10


def test_a_last_batch_that_is_no_multiple_is_left_out(tmp_path):
    text = f"{FAIRSEQ} fixed --batch-size 20 --max-epoch 1"
    # batches of 16; the rest of 100 are 4, no multiple of 8
    assert drawn(tmp_path, text, "sh", dataset_size=100).settings.steps.stop == 6


@pytest.mark.parametrize(
    ("suffix", "text", "said"),
    [
        ("sh", f"{FAIRSEQ} cosin --warmup-updates 5", "no configuration"),
        ("sh", f"{FAIRSEQ} reduce_lr_on_plateau", "what is measured"),
        ("sh", f"{FAIRSEQ} inverse_sqrt".replace("--lr 0.1", "--lr 0.1,0.2"), "one rate, not 2"),
        ("sh", f"{FAIRSEQ} cosine --max-lr 0.2", "peak is its lr now"),
        ("sh", f"{FAIRSEQ} fixed --max-epoch 3 --max-tokens 9", "how many updates an epoch has"),
        ("sh", f"{FAIRSEQ} reduce_lr_on_plateau --max-epoch 3", "what is measured"),
        ("sh", f"{FAIRSEQ} fixed --force-anneal 2", "how many updates an epoch has"),
        ("yaml", "optimization: {lr: [1], max_update: 9}\nlr_scheduler: {_name: cosine, warmup: 1}"
         "\ntask: x", "lr_scheduler.warmup: cosine has no such key"),
        ("yaml", f"{ESPNET}scheduler: steplrs\n", "scheduler: no 'steplrs'; it is steplr"),
        ("yaml", f"{ESPNET}scheduler: reducelronplateau\n", "what is measured"),
        ("yaml", f"{ESPNET}scheduler: warmupreducelronplateau\n", "what is measured"),
        ("yaml", f"{ESPNET}scheduler: steplr\nscheduler_conf: {{0.5}}", "scheduler_conf.0.5 is no"),
        ("yaml", f"{ESPNET}optim2: sgd\n", "optim2: two optimizers"),
        ("yaml", ESPNET.replace("num_iters_per_epoch: 9\n", ""), "how many updates an epoch has"),
        ("yaml", ESPNET.replace("h: 9", "h: 1"), "1 iterations make no update"),
        ("jsonnet", ALLENNLP % ("", ', learning_rate_scheduler: "combined"'), "take turns"),
        ("jsonnet", ALLENNLP % (', lr: 2 * 3', ""), "lr must be a number, not '2 \\* 3'"),
        ("jsonnet", ALLENNLP % ("", ""), "how many updates an epoch has"),
        ("yaml", GARDEN % "type: cosin", "no 'cosin'; it is cosine"),
        ("yaml", GARDEN % "type: cosine, cosine: {alpha: 0}", "rate and .*decay_steps"),
        ("yaml", GARDEN % "type: constant, constant: {lr: 1}", "constant.lr: there is no such key"),
        ("yaml", GARDEN % "constant: {learning_rate: 1}", "learning_rate.type"),
    ],
)  # fmt: skip
def test_refused_or_asked_for(tmp_path, suffix, text, said):
    with pytest.raises(LrplotError, match=said):
        drawn(tmp_path, text, suffix)
