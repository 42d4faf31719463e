# SPDX-License-Identifier: Apache-2.0
"""Compares `wicker-train choices` with the ConditionalLogit of statsmodels on simulated choices.

    against-statsmodels.py WICKER_TRAIN      (needs statsmodels: pip install statsmodels)

10,000 choices out of 5 alternatives with 6 attributes, Gumbel noise. Prints, per attribute, the planted weight, ours,
theirs, and the largest differences of weights, standard errors and log-likelihood.
"""
import json, subprocess, sys, tempfile

import numpy
from statsmodels.discrete.conditional_models import ConditionalLogit

TRUTH = [1.2, -0.8, 0.6, 2.0, -1.5, 0.7]
SETS, ALTERNATIVES = 10_000, 5


def main(program):
    random = numpy.random.default_rng(7)
    x = random.normal(size=(SETS, ALTERNATIVES, len(TRUTH))).round(6)
    chosen = (x @ TRUTH + random.gumbel(size=(SETS, ALTERNATIVES))).argmax(axis=1)
    with tempfile.NamedTemporaryFile("w", suffix=".tsv") as file:
        names = [f"x{k}" for k in range(len(TRUTH))]
        print("choice-set", "chosen", *names, sep="\t", file=file)
        for n in range(SETS):
            for j in range(ALTERNATIVES):
                print(n, int(chosen[n] == j), *x[n, j], sep="\t", file=file)
        file.flush()
        output = subprocess.run([program, "choices", "--choices", file.name, "--json"], capture_output=True, check=True)
    ours = json.loads(output.stdout)["groups"][0]["fits"][0]
    flat = numpy.zeros(SETS * ALTERNATIVES, dtype=int)
    flat[numpy.arange(SETS) * ALTERNATIVES + chosen] = 1
    model = ConditionalLogit(flat, x.reshape(-1, len(TRUTH)), groups=numpy.repeat(numpy.arange(SETS), ALTERNATIVES))
    fitted = model.fit(disp=0)
    theirs = fitted.params
    for _ in range(3):  # its BFGS stops some 1e-4 short of the maximum: Newton's steps with its own derivatives
        theirs = theirs - numpy.linalg.solve(model.hessian(theirs), model.score(theirs))
    errors = numpy.sqrt(numpy.diag(numpy.linalg.inv(-model.hessian(theirs))))
    for k, weight in enumerate(ours["weights"]):
        print(f"{weight['attribute']}  planted {TRUTH[k]:5.2f}  ours {weight['weight']:.7f}  theirs {theirs[k]:.7f}")
    differences = {
        "weight": max(abs(w["weight"] - theirs[k]) for k, w in enumerate(ours["weights"])),
        "standard error": max(abs(w["standard_error"] - errors[k]) for k, w in enumerate(ours["weights"])),
        "log-likelihood": abs(ours["log_likelihood"] - model.loglike(theirs)),
        "planted, relative": max(abs(w["weight"] / t - 1) for w, t in zip(ours["weights"], TRUTH)),
    }
    for name, difference in differences.items():
        print(f"largest difference of {name}: {difference:.2e}")
    sys.exit(differences["weight"] > 1e-4 or differences["planted, relative"] > 0.05)


if __name__ == "__main__":
    main(sys.argv[1])
