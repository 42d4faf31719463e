# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the scripts that put ours beside a peer's share; after tools/lib.sh.

json=${json:-false}
runs=${BENCH_RUNS:-3}
rows=$work/rows.jsonl
: >"$rows"

say() { $json || echo "$@" >&2; }
median() { sort -g | awk '{v[NR] = $1} END {print NR ? v[int((NR + 1) / 2)] : "null"}'; }
ratio() { awk -v a="$1" -v b="$2" 'BEGIN {if (b > 0) printf "%.2f", a / b; else print "null"}'; }

# What a command begins with that is to stay on a processor of its own, where there are two.
server_cpu=() client_cpu=()
if [ "$(nproc)" -gt 1 ] && command -v taskset >/dev/null; then
    server_cpu=(taskset -c 0) client_cpu=(taskset -c 1)
fi

# row TASK UNIT OURS [PEER NAME, PEER FIGURE, RATIO (above 1: ours is better)]
row() {
    jq -cn --arg task "$1" --arg unit "$2" --argjson ours "$3" --arg peer "${4:-}" --argjson theirs "${5:-null}" \
        --argjson ratio "${6:-null}" '{task: $task, unit: $unit, ours: $ours, peer: $peer, theirs: $theirs, ratio: $ratio}' >>"$rows"
}

# print_rows TITLE: all of them as a table.
print_rows() {
    echo
    echo "$1"
    jq -r '[.task, .unit, .ours, .peer, (.theirs // ""), (.ratio // "")] | @tsv' "$rows" |
        awk -F'\t' 'function n(x) {return x == "" ? "" : (x < 100 ? sprintf("%.2f", x) : sprintf("%d", x))}
            BEGIN {printf "%-44s %-9s %12s   %-24s %12s %7s\n", "task", "unit", "ours", "peer", "theirs", "ratio"}
            {printf "%-44s %-9s %12s   %-24s %12s %7s\n", $1, $2, n($3), $4, n($5), n($6)}'
}
