"""Functions of the epoch and the rate in a Python file of the user's own."""

import runpy

import pytest

from lrplot.errors import LrplotError
from lrplot.specs.grammar import read


@pytest.mark.usefixtures("folder")
class TestTheRateBefore:
    """f(epoch, lr), as Keras's LearningRateScheduler calls it."""

    @pytest.fixture(autouse=True)
    def mine(self, write):
        write(
            "mine.py",
            "import math\n"
            "def slower(epoch, lr):\n    return lr if epoch < 10 else lr * math.exp(-0.1)\n"
            "floor = lambda epoch, learning_rate: max(learning_rate * 0.9, 1e-3)\n"
            "def two(e, r): return r * 0.5\n"
            "def constant(step, lr): return lr\n",
        )

    @pytest.mark.parametrize(
        "word",
        [
            "mine.py:slower(lr=0.5)",
            "mine.py:slower:lr=0.5",
            "mine.py:slower(0.5)",
            "LearningRateScheduler('mine.py:slower', lr=0.5)",
            "LearningRateScheduler('mine.py:slower(lr=0.5)')",
        ],
    )
    def test_it_is_fed_back(self, word):
        slower, rates = runpy.run_path("mine.py")["slower"], [0.5]
        for epoch in range(100):
            rates.append(slower(epoch, rates[-1]))
        schedule = read(word).schedule()
        assert schedule([0, 10, 11, 99]).tolist() == [rates[i + 1] for i in (0, 10, 11, 99)]

    def test_the_first_comes_from_beside_the_word(self):
        for word in ("mine.py:floor", "keras.LearningRateScheduler('mine.py:floor')"):
            assert read(word, lr=0.5).schedule()([0, 1, 500]).tolist() == [0.45, 0.45 * 0.9, 1e-3]
            with pytest.raises(LrplotError, match="learning_rate must be given"):
                read(word)

    def test_the_callback_tells_it_whatever_it_is_called(self):
        spec = read("LearningRateScheduler('mine.py:two', lr=1.0)")
        assert spec.schedule()([0, 2]).tolist() == [0.5, 0.125]
        assert read(spec.word()).schedule()(2) == 0.125

    def test_a_function_of_the_step_has_it_as_a_parameter(self):
        assert read("mine.py:constant(lr=0.5)").schedule()(9) == 0.5
