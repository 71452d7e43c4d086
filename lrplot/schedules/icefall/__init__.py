"""icefall: Eden, Eden2, Noam, and the schedulers of its encodec recipe, with an update a step."""

PATHS = ("zipformer.optim", "conformer_ctc.transformer", "encodec.scheduler")
PARTS = ("edens", "encodec")
