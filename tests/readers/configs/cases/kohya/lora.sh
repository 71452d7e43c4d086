# gpus=2
WARM=40
accelerate launch --num_cpu_threads_per_process 2 --num_processes 2 train_network.py \
  --pretrained_model_name_or_path "models/base.safetensors" --network_module networks.lora \
  --train_data_dir data --output_name garden --save_model_as safetensors \
  --learning_rate 1e-4 --unet_lr 2e-4 --text_encoder_lr 5e-5 \
  --lr_scheduler cosine_with_restarts --lr_scheduler_num_cycles 3 --lr_warmup_steps $WARM \
  --max_train_steps 210 --gradient_accumulation_steps 2 --optimizer_type AdamW8bit
