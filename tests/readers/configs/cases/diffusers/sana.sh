# dataset_size=50 gpus=2
accelerate launch train_dreambooth_lora_sana.py --pretrained_model_name_or_path=base \
  --instance_data_dir=dog --instance_prompt=dog --train_batch_size=2 --num_train_epochs=6 \
  --lr_scheduler=cosine --lr_warmup_steps=4 --gradient_accumulation_steps=2
