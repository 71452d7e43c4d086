# gpus=2
accelerate launch train_dreambooth_lora_flux.py --train_text_encoder --instance_data_dir=dog \
  --pretrained_model_name_or_path=base --instance_prompt=dog --learning_rate=3e-4 \
  --lr_scheduler=polynomial --lr_power=2 --lr_warmup_steps=10 --max_train_steps=60
