#
python fine_tune.py --pretrained_model_name_or_path=base --in_json=meta.json --save_precision=fp16 \
  --optimizer_type=Lion --lr_scheduler=warmup_stable_decay --lr_warmup_steps=0.1 \
  --lr_decay_steps=33% --lr_scheduler_min_lr_ratio=0.05 --max_train_steps=160
