#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
# Generates the message classes from proto/ into wicker/v1/ beside the client.
set -euo pipefail
cd "$(dirname "$0")"
if ! command -v protoc >/dev/null; then
    echo "protoc is missing; mend it with: sudo apt-get install -y protobuf-compiler" >&2
    exit 1
fi
protoc --proto_path=../../proto --python_out=. ../../proto/wicker/v1/*.proto
touch wicker/__init__.py wicker/v1/__init__.py
