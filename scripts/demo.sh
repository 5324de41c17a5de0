#!/usr/bin/env bash
# The main job on the recorded benchmark folder: $1 is the command.
set -euo pipefail

command=$1
folder=Fixtures/chat-models
sweep=$folder/csv_data/smollm2_135m_param_tuning.csv
mkdir -p out

run() {
  echo
  echo "\$ bench-stats $*"
  "$command" "$@"
}
run inventory "$folder"
run percentiles "$sweep" --column ttft_s --p 50,90,95,99
run correlate "$sweep" --columns temperature,ttft_s,load_s --method spearman
run surface "$folder/csv_data/smollm2_135m_randomised_sweep.csv" --response tokens_s \
  --factors num_thread,num_ctx,temperature
run report "$folder" --output out/report.md --facts out/facts.json
echo
echo "The report is in out/report.md, its facts are in out/facts.json."
