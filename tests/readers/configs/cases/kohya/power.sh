#
accelerate launch sdxl_train_network.py --config_file include/power.toml --learning_rate 4e-4 \
  --lr_scheduler polynomial --lr_scheduler_power 2 --lr_warmup_steps 12 --lr_scheduler_args "lr_end=1e-6" \
  --network_module=networks.lora --text_encoder_lr 1e-4 1e-4 --max_data_loader_n_workers 2
