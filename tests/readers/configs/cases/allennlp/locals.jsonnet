// a comment, and names of values
local width = 128;
local peak = 2e-3;
local reader = {type: 'sequence_tagging', /* nested */ lazy: false};
{
  dataset_reader: reader,
  train_data_path: std.extVar("TRAIN") + "/train.tsv",
  model: {type: "simple_tagger", hidden: [width, width * 2 + 1,]},
  data_loader: {batch_size: 8, "shuffle": true},
  trainer: {
    num_epochs: 4,
    optimizer: {type: "adam", lr: peak},
    learning_rate_scheduler: {type: "step", step_size: 1, gamma: 0.5,},  # halved
  },
  options: {dataset_size: 30},
}
