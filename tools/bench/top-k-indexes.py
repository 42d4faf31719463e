# SPDX-License-Identifier: Apache-2.0
"""hnswlib and faiss on the factors that wicker-top-k was given: recall of exact, milliseconds, seconds and memory of building.

Takes wicker-top-k's options; run by tools/bench/top-k with the Python that WICKER_ANN_PYTHON names.
"""

import argparse
import os
import time

for name in ("OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS"):
    os.environ[name] = "1"

import faiss
import hnswlib
import numpy as np

parser = argparse.ArgumentParser(allow_abbrev=False)
parser.add_argument("--file", required=True)
parser.add_argument("--users")
parser.add_argument("--columns", type=int, default=128)
parser.add_argument("--count", type=int, default=10)
parser.add_argument("--queries", type=int, default=20)
parser.add_argument("--cosine", action="store_true")
options, _ = parser.parse_known_args()
count = options.count

rows = np.fromfile(options.file, np.float32).reshape(-1, options.columns)
if options.users:
    queries = np.fromfile(options.users, np.float32).reshape(-1, options.columns)[: options.queries]
elif options.cosine:
    queries = rows[np.linspace(0, len(rows) - 1, options.queries).astype(int)]
else:
    parser.error("--users: vectors to ask with")
if options.cosine:
    lengths = np.linalg.norm(rows, axis=1)
    rows = rows[lengths > 0] / lengths[lengths > 0, None]
    queries = queries / np.maximum(np.linalg.norm(queries, axis=1), 1e-30)[:, None]

exact = faiss.IndexFlatIP(options.columns)
exact.add(rows)
threshold = exact.search(queries, count)[0][:, -1]
del exact


def memory():
    with open("/proc/self/statm") as file:
        return int(file.read().split()[1]) * os.sysconf("SC_PAGE_SIZE") / 1e6


def build(label, make):
    before, start = memory(), time.process_time()
    index = make()
    print(f"{label}: made in {time.process_time() - start:.0f} s of processor time, {memory() - before:.0f} MB", flush=True)
    return index


def ask(label, search):
    search(queries[0])
    times, found = [], 0
    for query, worst in zip(queries, threshold):
        start = time.thread_time()
        listed = search(query)
        times.append(time.thread_time() - start)
        listed = listed[listed >= 0]
        found += np.sum(rows[listed] @ query >= worst - 2e-6 * abs(worst))  # a tie is as good
    recall = found / (count * len(queries))
    print(f"  {label:<12} recall@{count} {recall:.4f}   {1_000 * np.median(times):8.3f} ms", flush=True)


def graph():
    index = hnswlib.Index("ip", options.columns)
    index.init_index(len(rows), M=16, ef_construction=200)
    index.add_items(rows)
    return index


def lists():
    index = faiss.index_factory(options.columns, "IVF1024,SQ8", faiss.METRIC_INNER_PRODUCT)
    index.train(rows[np.random.default_rng(1).permutation(len(rows))[:100_000]])
    index.add(rows)
    return index


index = build("faiss IVF1024,SQ8", lists)
for probes in (4, 16, 64, 256):
    index.nprobe = probes
    ask(f"nprobe {probes}", lambda query: index.search(query[None], count)[1][0])
index = build("hnswlib M 16, ef_construction 200", graph)
for ef in (100, 200, 400, 800, 1_600, 3_200):
    index.set_ef(max(ef, count))
    ask(f"ef {ef}", lambda query: index.knn_query(query[None], k=count, num_threads=1)[0][0].astype(np.int64))
