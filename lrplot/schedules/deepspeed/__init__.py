"""DeepSpeed: `deepspeed.runtime.lr_schedules`, stepped by the engine after each update.

An update that an overflow skips does not advance the schedule. One rate is read, not a list of
one for each parameter group. Step counts that DeepSpeed wants as a Python int may be written as
a float here, if they are whole.

Keywords: Microsoft.
"""

from lrplot.catalogue import Framework

FRAMEWORK = Framework(paths=("deepspeed.runtime.lr_schedules",), first=("warmups", "cycles"))
