"""Plans, warnings and requests on the command line."""

import numpy as np
from conftest import contents


def rows(done):
    """Return the header and the rows of a CSV on standard output."""
    assert done.status == 0, done.err
    assert done.err == ""
    header, *lines = done.out.decode().splitlines()
    return header.split(","), np.array([line.split(",") for line in lines], dtype=float)


PLAN = "schedules: [cosine, 'a=noam:d_model=256']\nsteps: 5\noutput: [a.csv, b.json]\n"


class TestPlans:
    def test_a_plan(self, run, write, folder):
        done = run("compare", write("plan.yaml", PLAN))
        assert done == (0, b"", "wrote a.csv\nwrote b.json\n")
        assert (folder / "a.csv").read_text().startswith("step,cosine,a\n")

    def test_flags_go_before_the_plan(self, run, write):
        done = run("compare", write("plan.yml", PLAN), "exp", "--steps", "3", "--format", "csv")
        header, values = rows(done)
        assert header == ["step", "cosine", "a", "exp"]
        assert values.shape == (3, 4)

    def test_python_in_a_plan(self, run, refused, write):
        write("own.py", "import no_such\ndef mine(step):\n    return 0.5\n")
        write("plan.yaml", "schedules: ['own.py:mine']\nsteps: 3\n")
        done = run("compare", "plan.yaml", "--format", "csv")
        assert rows(done)[1][:, 1].tolist() == [0.5, 0.5, 0.5]
        assert done.err == ""
        write("own2.py", "def mine(step):\n    assert True\n    return 0.5\n")
        write("plan.yaml", "schedules: ['own2.py:mine']\nsteps: 3\n")
        why = "line 2: assert is not read here"
        refusal = (
            f"own2.py:mine: cannot be read ({why}), and would run Python code: "
            "a plan may with --allow-python, a word without --no-run"
        )
        for words in (["plan.yaml"], ["plan.yaml", "--allow-python", "--no-run"]):
            text = refused("compare", *words, "--format", "csv")
            assert text == f"lrplot: plan.yaml: schedule 1: {refusal}"
        assert refused("compare", "own2.py:mine", "--no-run", "-o", "a.csv") == f"lrplot: {refusal}"
        for words in (
            ["plan.yaml", "--allow-python"],
            ["own2.py:mine", "--steps", "3", "--strict"],
        ):
            done = run("compare", *words, "--format", "csv")
            assert done.out == b"step,mine\n0,0.5\n1,0.5\n2,0.5\n"
            assert done.err == f"lrplot: own2.py:mine is run, as it cannot be read: {why}\n"

    def test_a_plan_writes_in_its_own_folder_and_the_working_folder(self, run, folder, monkeypatch):
        for name in ("plans", "work", "else"):
            (folder / name).mkdir()
        monkeypatch.chdir(folder / "work")
        (folder / "work" / "way").symlink_to(folder / "else")
        (folder / "work" / "link.csv").symlink_to("../else/a.csv")
        plan, text = "../plans/p.yaml", "schedules: [cosine]\nsteps: 3\noutput: {}\n"
        for output in ("a.csv", "../work/b.csv", "../plans/c.csv", str(folder / "plans" / "d.csv")):
            (folder / "plans" / "p.yaml").write_text(text.format(output))
            assert run("compare", plan).status == 0
        for output in ("../a.csv", "way/a.csv", "link.csv", "[b.csv, ../else/a.csv]", "/dev/null"):
            (folder / "plans" / "p.yaml").write_text(text.format(output))
            done = run("compare", plan)
            assert done.status == 2
            last = output.strip("[]").split()[-1]
            assert done.err == (
                f"lrplot: {plan}: output {last} is neither in the folder of this file nor in the "
                "working folder; --allow-outside lets it, and -o FILE writes elsewhere\n"
            )
            assert run("compare", plan, "-o", "../else/e.csv").status == 0
            assert rows(run("compare", plan, "--format", "csv"))[1].shape == (3, 2)
        assert list(contents(folder / "else")) == ["e.csv"]
        assert run("compare", plan, "--allow-outside", "--format", "csv").status == 0
        (folder / "plans" / "p.yaml").write_text(text.format("../else/f.csv"))
        assert run("compare", plan, "--allow-outside").status == 0
        assert sorted(contents(folder / "else")) == ["e.csv", "f.csv"]


class TestWarnings:
    LINE = "lrplot: warning: a: the rate is not a number at 1 of 9 steps, first at step 0\n"
    ARGUMENTS = ("compare", "a=expr: 1 / t", "cosine", "--steps", "9", "-o", "a.csv", "-o", "a.png")

    def test_a_rate_that_is_none_is_said_once(self, run, folder):
        done = run(*self.ARGUMENTS)
        assert done.status == 0
        assert done.err.startswith(
            f"{self.LINE}wrote a.csv\nwrote a.png\na: peak 1 at step 1, last"
        )

    def test_strict_writes_nothing(self, run, folder):
        assert run(*self.ARGUMENTS, "--strict") == (1, b"", self.LINE)
        assert contents(folder) == {}

    def test_strict_passes_what_is_right_over(self, run, folder):
        assert run("cosine", "--strict", "-o", "a.csv").status == 0


class TestRequests:
    def test_what_is_asked_of_every_word_again_is_a_sweep(self, run):
        asked = ("--peak-lr", "1e-3", "--total-steps", "1000", "--format", "csv")
        words = ("keras.CosineDecay", "a=wsd:warmup_steps=7,cooldown_steps=9")
        done = run("compare", *words, *asked, "--warmup-steps=100", "--warmup-steps=500")
        assert done.status == 0, done.err
        header, table = done.out.decode().split("\n", 1)
        assert header == (
            "step,keras.CosineDecay decay_steps=900 warmup_steps=100,a,"
            "keras.CosineDecay decay_steps=500 warmup_steps=500"
        )
        assert table.count("\n") == 1000

    def test_the_optimizers_rate_is_swept(self, run):
        word = "torch.StepLR(optimizer, 2)"
        done = run("compare", word, "--lr", "0.1", "--lr", "0.2", "--steps", "3", "--format", "csv")
        header, *rows_ = done.out.decode().split()
        assert header == "step,lr=0.1,lr=0.2"
        # 0.1 times, at step 2, as torch has it
        assert rows_ == ["0,0.1,0.2", "1,0.1,0.2", f"2,{0.1 * 0.1!r},{0.2 * 0.1!r}"]
