#!/usr/bin/env bash
# Writes the API reference of the library's modules to the folder $1.
set -euo pipefail

output=$1
graphs=.build/symbol-graphs
rm -rf "$graphs" "$output"
mkdir -p "$graphs"
swift package dump-symbol-graph --minimum-access-level public --skip-synthesized-members >/dev/null
modules="LinearAlgebra Tables Statistics Regression ResponseSurface Benchmarks Facts Grounding Reports Agent"
for module in $modules; do
  find .build -path '*/symbolgraph/*' -name "$module*.symbols.json" -exec cp {} "$graphs" \;
done
docc convert --additional-symbol-graph-dir "$graphs" --fallback-display-name BenchStats \
  --fallback-bundle-identifier bench-stats --output-path "$output"
echo "The reference is in $output."
