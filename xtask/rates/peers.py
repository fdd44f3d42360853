"""Times numpy and pymsprog, where this Python has them: one line a figure, as `wasm.mjs` does.

Arguments: the table of visits and the table of relapses."""

import statistics
import sys
import time

RUNS = 7


def figure(name, count, run, runs=RUNS):
    check = run()
    seconds = []
    for _ in range(runs):
        start = time.perf_counter()
        run()
        seconds.append(time.perf_counter() - start)
    print(name, count, statistics.median(seconds), check, sep=",")


def numpy_ckd_epi():
    import numpy as np

    rows = 1_000_000
    index = np.arange(rows)
    age = 18.0 + index % 83
    creatinine = 0.4 + (index * 31 % 997) / 100.0
    female = index % 2 == 0
    kappa = np.where(female, 0.7, 0.9)
    alpha = np.where(female, -0.241, -0.302)
    scale = np.where(female, 142 * 1.012, 142.0)
    yearly = np.log(0.9938)

    # One logarithm and one exponential, as fast as numpy can say it.
    def run():
        ratio = np.log(creatinine / kappa)
        column = scale * np.exp(np.where(ratio < 0, alpha, -1.2) * ratio + yearly * age)
        return float(column.sum())

    figure(f"numpy {np.__version__} ckd_epi", rows, run)


def pymsprog_progression(visits_file, relapses_file):
    from importlib.metadata import version

    import pandas as pd
    from pymsprog import MSprog

    visits = pd.read_csv(visits_file)
    relapses = pd.read_csv(relapses_file)
    columns = {"subj_col": "id", "value_col": "EDSS", "date_col": "date", "outcome": "edss"}

    def run():
        _, events = MSprog(visits, relapse=relapses, verbose=0, **columns)
        return int((events["nevent"] > 0).sum())

    figure(f"pymsprog {version('pymsprog')} progression", len(visits), run, runs=3)


for peer in (numpy_ckd_epi, lambda: pymsprog_progression(*sys.argv[1:3])):
    try:
        peer()
    except ImportError as missing:
        print(f"not timed: {missing}", file=sys.stderr)
