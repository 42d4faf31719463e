# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
# What the scripts share: where the programs are, and a server that ends with the script.

root=$(cd "$(dirname "${BASH_SOURCE[0]}")/.." && pwd)
bin=${WICKER_BIN:-$root/.build/release}
# A folder that is removed at the end, and the processes that are ended with it.
work=$(mktemp -d "${TMPDIR:-/tmp}/wicker.XXXXXX")
pids=()

end_everything() {
    local status=$? pid
    for pid in "${pids[@]}"; do kill "$pid" 2>/dev/null || true; done
    for pid in "${pids[@]}"; do wait "$pid" 2>/dev/null || true; done
    rm -rf "$work"
    exit "$status"
}
trap end_everything EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

fail() {
    echo "error: $*" >&2
    exit 1
}

# build_programs NAME…: builds them with optimisation, unless WICKER_BIN says where built ones are.
build_programs() {
    local product
    if [ -n "${WICKER_BIN:-}" ]; then
        for product in "$@"; do [ -x "$bin/$product" ] || fail "WICKER_BIN holds no program $product"; done
        return
    fi
    for product in "$@"; do swift build -c release --product "$product" 2>&1 | tail -n 1; done
}

# A TCP port on loopback that nothing listens on.
free_port() {
    python3 -c 'import socket; s = socket.socket(); s.bind(("127.0.0.1", 0)); print(s.getsockname()[1])'
}

# start_server STORE MODELS PORT [COMMAND PREFIX…]: starts wicker serve, waits until it listens, sets server_pid.
start_server() {
    local store=$1 models=$2 port=$3 log=$work/server.log
    shift 3
    : >"$log"
    "$@" "$bin/wicker" serve --store "$store" --models "$models" --listen "127.0.0.1:$port" >"$log" 2>&1 &
    server_pid=$!
    pids+=("$server_pid")
    local tries=0
    until grep -q 'listening on' "$log"; do
        kill -0 "$server_pid" 2>/dev/null || { cat "$log" >&2; fail "wicker serve ended before it listened"; }
        tries=$((tries + 1))
        [ $tries -lt 600 ] || { cat "$log" >&2; fail "wicker serve does not listen after 30 s"; }
        sleep 0.05
    done
}

# stop_server [SIGNAL]: ends the server started last and waits until it is gone.
stop_server() {
    kill "-${1:-TERM}" "$server_pid" 2>/dev/null || true
    wait "$server_pid" 2>/dev/null || true
}

# data_flags DIR: finds out how wicker import must read the files in DIR. Sets two bash arrays: import_flags for what
# happened, and table_flags for items and users that need an import of their own, because --columns is not theirs.
data_flags() {
    local dir=$1 file kind
    import_flags=() table_flags=()
    file=$(first_of "$dir" lines)
    if [ -n "$file" ] && read_text "$file" | head -n 1 | grep -q InvoiceNo; then
        # UCI online retail: one line of an order a row; a negative quantity takes it back.
        import_flags=(
            --orders "$file"
            --columns "order=InvoiceNo,item=StockCode,quantity=Quantity,timestamp=InvoiceDate,price=UnitPrice,user=CustomerID"
        )
        items_of_lines "$file" >"$work/items.tsv"
        table_flags=(--items "$work/items.tsv")
        return
    fi
    file=$(first_of "$dir" interactions)
    [ -n "$file" ] || file=$(first_of "$dir" train)
    if [ -n "$file" ]; then
        # Pairs without a header, and tables with one beside them.
        import_flags=(--events "$file" --columns user,item)
        for kind in items users; do
            file=$(first_of "$dir" "$kind")
            [ -z "$file" ] || table_flags+=("--$kind" "$file")
        done
        return
    fi
    for kind in items users events orders; do
        file=$(first_of "$dir" "$kind")
        [ -z "$file" ] || import_flags+=("--$kind" "$file")
    done
    [ ${#import_flags[@]} -gt 0 ] || fail "$dir holds no events, items, users or orders (tsv, csv or jsonl; plain, .gz or .zst)"
}

# items_of_lines FILE: the items that the order lines of online retail name, each with its first description.
items_of_lines() {
    read_text "$1" | awk -F'\t' '
        NR == 1 {for (n = 1; n <= NF; n++) at[$n] = n; print "item\ttitle\tprice"; next}
        {item = $at["StockCode"]; title = $at["Description"]; price = $at["UnitPrice"]}
        title != "" && price > 0 && !seen[item]++ {print item "\t" title "\t" price}'
}

# items_file: the file of items among what data_flags found; nothing when there is none.
items_file() {
    local flags=("${import_flags[@]}" "${table_flags[@]}") place
    for place in "${!flags[@]}"; do
        [ "${flags[place]}" != --items ] || echo "${flags[place + 1]}"
    done
}

# import_data STORE: imports what data_flags found; prints one JSON object for all of it.
import_data() {
    {
        "$bin/wicker" import --store "$1" "${import_flags[@]}" --json
        [ ${#table_flags[@]} -eq 0 ] || "$bin/wicker" import --store "$1" "${table_flags[@]}" --json
    } | jq -cs '{accepted: map(.accepted) | add, rejected: map(.rejected) | add, seconds: map(.seconds) | add}'
}

# first_of DIR NAME: the file NAME.tsv, .csv or .jsonl, plain or compressed; nothing when there is none.
first_of() {
    local suffix
    for suffix in {tsv,csv,jsonl}{,.zst,.gz}; do
        if [ -f "$1/$2.$suffix" ]; then
            echo "$1/$2.$suffix"
            return
        fi
    done
}

# read_text FILE: its text, unpacked.
read_text() {
    case $1 in
        *.zst) zstd -dcq "$1" 2>/dev/null || true ;;
        *.gz) gzip -dc "$1" 2>/dev/null || true ;;
        *) cat "$1" 2>/dev/null || true ;;
    esac
}
