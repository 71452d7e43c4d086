# dataset_size=100
export NAME=my/model
accelerate launch --mixed_precision="fp16" --num_processes=2 train_text_to_image.py \
  --pretrained_model_name_or_path=$NAME --dataset_name=mine --train_batch_size=3 \
  --gradient_accumulation_steps=2 --num_train_epochs=5 --learning_rate=1e-5 --scale_lr \
  --lr_scheduler="cosine_with_restarts" --lr_warmup_steps=7
