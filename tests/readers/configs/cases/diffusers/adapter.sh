# gpus=3
accelerate launch train_t2i_adapter_sdxl.py --pretrained_model_name_or_path=base \
  --dataset_name=mine --checkpointing_steps=100 --lr_scheduler=constant_with_warmup --max_train_steps=300
