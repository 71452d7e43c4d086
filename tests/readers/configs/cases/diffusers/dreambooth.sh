#
accelerate launch train_dreambooth.py \
  --pretrained_model_name_or_path=base --instance_data_dir=dog --instance_prompt="a photo of sks dog" \
  --lr_scheduler=cosine_with_restarts --lr_num_cycles=3 --lr_warmup_steps=0 --max_train_steps=90
