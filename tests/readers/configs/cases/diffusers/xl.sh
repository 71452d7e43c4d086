# dataset_size=95 gpus=2
accelerate launch train_text_to_image_sdxl.py \
  --pretrained_model_name_or_path base --dataset_name mine --train_batch_size 4 \
  --gradient_accumulation_steps 3 --num_train_epochs 9 --lr_scheduler linear --lr_warmup_steps 5
