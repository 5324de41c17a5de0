#!/usr/bin/env bash
# Runs the tests that need a real model: sets up the server of ../shared/tools/model-server in the
# folder $1, starts it on free ports of 127.0.0.1, and ends it with the tests.
set -euo pipefail

folder=$1
tools=../shared/tools/model-server
if [ ! -d "$tools" ]; then
  echo "test-model: skipped: $tools, which holds the model server, is not there"
  exit 0
fi
"$(dirname "$0")/setup.sh" python3 python3-venv
# The stamp is made last: a set-up that was interrupted is begun anew.
if [ ! -f "$folder/complete" ]; then
  rm -rf "$folder"
  bash "$tools/setup.sh" "$folder" smollm >/dev/null
  touch "$folder/complete"
fi

read -r port ollama < <(python3 -c '
import socket
sockets = [socket.socket() for _ in range(2)]
for s in sockets: s.bind(("127.0.0.1", 0))
print(*(s.getsockname()[1] for s in sockets))')
log=$folder/server.log
OMP_WAIT_POLICY=passive GOMP_SPINCOUNT=0 "$folder/venv/bin/python" "$tools/serve.py" \
  "$folder/models/smollm2-135m.gguf" --port "$port" --ollama-port "$ollama" --ctx 2048 \
  >"$log" 2>&1 &
server=$!
trap 'kill "$server" 2>/dev/null || true' EXIT
for _ in $(seq 120); do
  grep -q "Ollama API on" "$log" && break
  kill -0 "$server" || { tail -5 "$log" >&2; exit 1; }
  sleep 0.5
done
grep -q "Ollama API on" "$log" || { echo "test-model: the server does not start" >&2; exit 1; }
export BENCH_STATS_OLLAMA=http://127.0.0.1:$ollama BENCH_STATS_OPENAI=http://127.0.0.1:$port
swift test --filter ModelServerTests
