#!/usr/bin/env python3
"""Records the benchmark folder Fixtures/chat-models with a real small model on this machine.

    python3 record.py --server-dir DIR [--serve-script FILE] [--output FOLDER] [--only STEP ...]

DIR holds `venv/bin/python` and `models/NAME.gguf`. The serve script (default: DIR/serve.py) is
started as `python serve.py MODEL.gguf --threads N --ctx N --port P --ollama-port Q` and must offer
the Ollama API (`/api/version`, `/api/generate`) on 127.0.0.1. It is restarted for every change of
threads or context, so the first request after a change carries the load of the model.

Every figure comes from the durations (nanoseconds) and counts of the API's answer:

    load_s = load_duration / 1e9          ttft_s   = load_s + prompt_eval_s
    prompt_eval_s = prompt_eval_duration / 1e9
    eval_s = eval_duration / 1e9          tokens_s = eval_count / eval_s

Floats are written with all digits (Python's repr). Only the standard library is used.
"""

import argparse
import csv
import datetime
import hashlib
import itertools
import json
import os
import pathlib
import platform
import random
import shutil
import subprocess
import time
import urllib.error
import urllib.request

SMOLLM, GEMMA = "smollm2-135m", "gemma3-270m"

PROMPTS = [
    "A knight guards the last bridge. Give her one line before the storm.",
    'The merchant asks, "Is this sword cursed?" Answer him in one sentence.',
    "Support: the game closes after the loading screen. List two first checks.",
    "Write a short message for a player who finds a hidden map.",
    "Support: my save is gone after the update, what now?",
    "Name a tavern, its owner, and one rumour heard there.",
    "Explain the stamina bar to a new player in two sentences.",
    "The race ended with a tiny gap. Comment on the finish.",
]
SWEEP_PROMPT = "Describe the harbour of a floating city for a quest log."

METRICS = ["ttft_s", "tokens_s", "load_s", "prompt_eval_s", "eval_s"]
COUNTS = ["prompt_eval_count", "eval_count", "response_chars"]
BASELINE_COLUMNS = ["prompt", *METRICS, "eval_count", "response_chars", "error"]
TUNING_COLUMNS = ["num_thread", "num_ctx", "temperature", "config_name", *METRICS, "eval_count",
                  "error"]
SUMMARY_COLUMNS = ["config_name", "num_thread", "num_ctx", "temperature", "mean_tokens_s",
                   "mean_ttft_s", "mean_load_s"]
RANDOMISED_COLUMNS = ["run", "timestamp", "model", "num_thread", "num_ctx", "temperature",
                      "replicate", *METRICS, *COUNTS, "error"]


class Server:
    """Starts the serve script for one model and configuration; a context manager that ends it."""

    def __init__(self, options, model, threads=2, context=4096):
        self.url = f"http://127.0.0.1:{options.ollama_port}"
        self.command = [
            str(options.server_dir / "venv/bin/python"), str(options.serve_script),
            str(model_file(options, model)), "--threads", str(threads), "--ctx", str(context),
            "--port", str(options.port), "--ollama-port", str(options.ollama_port),
        ]

    def __enter__(self):
        quiet = {"OMP_WAIT_POLICY": "passive", "GOMP_SPINCOUNT": "0"}
        self.process = subprocess.Popen(
            self.command, env={**os.environ, **quiet},
            stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        deadline = time.monotonic() + 120
        while not self.answers():
            if self.process.poll() is not None or time.monotonic() > deadline:
                self.__exit__()
                raise RuntimeError(f"the server did not start: {' '.join(self.command)}")
            time.sleep(0.1)
        return self

    def __exit__(self, *_):
        self.process.terminate()
        try:
            self.process.wait(20)
        except subprocess.TimeoutExpired:
            self.process.kill()
            self.process.wait()

    def answers(self):
        """Whether the Ollama API of the server is up."""
        try:
            self.version()
            return True
        except OSError:
            return False

    def version(self):
        """The version that the Ollama API reports."""
        with urllib.request.urlopen(self.url + "/api/version", timeout=5) as answer:
            return json.load(answer)["version"]

    def generate(self, model, prompt, **options):
        """The API's final answer to one prompt, or `{"error": text}` when it refuses."""
        body = {"model": model, "prompt": prompt, "stream": False, "options": options}
        request = urllib.request.Request(
            self.url + "/api/generate", json.dumps(body).encode(),
            {"Content-Type": "application/json"})
        try:
            with urllib.request.urlopen(request, timeout=600) as answer:
                return json.load(answer)
        except urllib.error.HTTPError as refusal:
            return json.load(refusal)


def model_file(options, model):
    return options.server_dir / "models" / f"{model}.gguf"


def measured(answer):
    """The metrics of one final answer; zeros and the error's text for a failed run."""
    if "error" in answer:
        return {**dict.fromkeys(METRICS, 0.0), **dict.fromkeys(COUNTS, 0), "error": answer["error"]}
    load, prompt_eval, evaluation = (
        answer[name] / 1e9 for name in ("load_duration", "prompt_eval_duration", "eval_duration"))
    return {
        "ttft_s": load + prompt_eval,
        "tokens_s": answer["eval_count"] / evaluation,
        "load_s": load,
        "prompt_eval_s": prompt_eval,
        "eval_s": evaluation,
        "prompt_eval_count": answer["prompt_eval_count"],
        "eval_count": answer["eval_count"],
        "response_chars": len(answer["response"]),
        "error": "",
    }


def write_csv(path, columns, rows):
    path.parent.mkdir(parents=True, exist_ok=True)
    with path.open("w", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, columns, extrasaction="ignore", lineterminator="\n")
        writer.writeheader()
        writer.writerows(rows)
    print(f"{path.name}: {len(rows)} rows", flush=True)


def write_json(path, value):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(json.dumps(value, indent=2, ensure_ascii=False) + "\n", encoding="utf-8")
    print(path.name, flush=True)


def run_prompts(server, model):
    """(prompt, answer) of every prompt in order; the first one finds the model cold."""
    return [(prompt, server.generate(model, prompt, temperature=0.7, seed=7, num_predict=96))
            for prompt in PROMPTS]


def baseline_rows(answers):
    return [{"prompt": prompt, **measured(answer)} for prompt, answer in answers]


def record_smollm_baseline(options, data):
    """The baseline of SmolLM2, and the raw final answers that it was computed from."""
    with Server(options, SMOLLM) as server:
        answers = run_prompts(server, SMOLLM)
    write_csv(data / "smollm2_135m_baseline.csv", BASELINE_COLUMNS, baseline_rows(answers))
    lines = [json.dumps(answer, ensure_ascii=False) for _, answer in answers]
    (data / "smollm2_135m_responses.ndjson").write_text("\n".join(lines) + "\n", encoding="utf-8")


def record_gemma_baseline(options, data):
    """The baseline of Gemma 3, as CSV and as JSON, with one run that asks for a missing model."""
    with Server(options, GEMMA) as server:
        answers = run_prompts(server, GEMMA)
        prompt = PROMPTS[0]
        answers.append((prompt, server.generate(GEMMA + "-it", prompt)))
    rows = baseline_rows(answers)
    write_csv(data / "gemma3_270m_baseline.csv", BASELINE_COLUMNS, rows)
    results = [{column: row[column] for column in BASELINE_COLUMNS} for row in rows]
    write_json(data / "gemma3_270m_baseline.json", {"model": GEMMA, "results": results})


def record_param_tuning(options, data):
    """A sweep as people run it: fixed order, nested, so the lowest temperature is always cold."""
    rows = []
    for threads, context in itertools.product([1, 2, 3], [512, 1024, 2048, 4096]):
        with Server(options, SMOLLM, threads, context) as server:
            for temperature in [0.2, 0.4, 0.8]:
                answer = server.generate(
                    SMOLLM, SWEEP_PROMPT, temperature=temperature, seed=7, num_predict=48)
                rows.append({
                    "num_thread": threads, "num_ctx": context, "temperature": temperature,
                    "config_name": f"n{threads}_c{context}_t{temperature}", **measured(answer)})
    write_csv(data / "smollm2_135m_param_tuning.csv", TUNING_COLUMNS, rows)
    write_csv(data / "smollm2_135m_param_tuning_summary.csv", SUMMARY_COLUMNS, summary_of(rows))
    reports = data.parent / "reports"
    reports.mkdir(parents=True, exist_ok=True)
    shutil.copyfile(data / "smollm2_135m_param_tuning.csv",
                    reports / "smollm2_135m_param_tuning.csv")


def summary_of(rows):
    """The means by configuration (one run each), the fastest first."""
    means = [{**row, **{"mean_" + name: row[name] for name in ("tokens_s", "ttft_s", "load_s")}}
             for row in rows if not row["error"]]
    return sorted(means, key=lambda row: row["tokens_s"], reverse=True)


def randomised_plan(seed):
    """27 cells twice and the centre four times more, as (threads, context, temperature, replicate)
    in an order drawn from the seed."""
    cells = list(itertools.product([1, 2, 3], [1024, 2048, 3072], [0.2, 0.5, 0.8]))
    plan = [(*cell, replicate) for replicate in (1, 2) for cell in cells]
    plan += [(2, 2048, 0.5, replicate) for replicate in (3, 4, 5, 6)]
    random.Random(seed).shuffle(plan)
    return plan


def record_randomised_sweep(options, data):
    """A sweep in random order; each load is followed by a warm-up request that is not recorded."""
    rows = []
    runs = enumerate(randomised_plan(options.seed), start=1)
    for (threads, context), group in itertools.groupby(runs, key=lambda item: item[1][:2]):
        with Server(options, SMOLLM, threads, context) as server:
            server.generate(SMOLLM, SWEEP_PROMPT, temperature=0, num_predict=8)
            for run, (_, _, temperature, replicate) in group:
                stamp = datetime.datetime.now(datetime.timezone.utc).isoformat(timespec="seconds")
                answer = server.generate(
                    SMOLLM, SWEEP_PROMPT, temperature=temperature, seed=1000 + run, num_predict=40)
                rows.append({
                    "run": run, "timestamp": stamp.replace("+00:00", "Z"), "model": SMOLLM,
                    "num_thread": threads, "num_ctx": context, "temperature": temperature,
                    "replicate": replicate, **measured(answer)})
    write_csv(data / "smollm2_135m_randomised_sweep.csv", RANDOMISED_COLUMNS, rows)


def engine_version(options):
    """The version of the llama.cpp package in the server's environment."""
    code = "from importlib.metadata import version; print(version('xllamacpp'))"
    python = str(options.server_dir / "venv/bin/python")
    return subprocess.run(
        [python, "-c", code], check=True, capture_output=True, text=True).stdout.strip()


def record_environment(options, data):
    """What was measured on: kind of machine, versions, model files; no host and folder names."""
    with Server(options, SMOLLM) as server:
        version = server.version()
    files = {name: model_file(options, name).read_bytes() for name in (SMOLLM, GEMMA)}
    write_json(data / "environment.json", {
        "date": datetime.datetime.now(datetime.timezone.utc).date().isoformat(),
        "os": platform.system(),
        "architecture": platform.machine(),
        "cores": os.cpu_count(),
        "gpu": None,
        "python": platform.python_version(),
        "server": {"api": "ollama", "api_version": version, "engine": "llama.cpp (xllamacpp)",
                   "engine_version": engine_version(options)},
        "models": [{"name": name, "bytes": len(content),
                    "sha256": hashlib.sha256(content).hexdigest()}
                   for name, content in files.items()],
        "randomisation_seed": options.seed,
    })


STEPS = {
    "environment": record_environment,
    "smollm-baseline": record_smollm_baseline,
    "gemma-baseline": record_gemma_baseline,
    "param-tuning": record_param_tuning,
    "randomised-sweep": record_randomised_sweep,
}


def parsed_arguments():
    parser = argparse.ArgumentParser(description=__doc__.partition("\n")[0])
    parser.add_argument("--server-dir", type=pathlib.Path, required=True,
                        help="folder with venv/bin/python and models/*.gguf")
    parser.add_argument("--serve-script", type=pathlib.Path, help="default: SERVER_DIR/serve.py")
    parser.add_argument("--output", type=pathlib.Path,
                        default=pathlib.Path(__file__).resolve().parent.parent / "chat-models")
    parser.add_argument("--port", type=int, default=18080, help="port of llama.cpp's own server")
    parser.add_argument("--ollama-port", type=int, default=18434, help="port of the Ollama API")
    parser.add_argument("--seed", type=int, default=20, help="seed of the random run order")
    parser.add_argument("--only", nargs="+", choices=STEPS, default=list(STEPS), metavar="STEP",
                        help="record only these: " + ", ".join(STEPS))
    options = parser.parse_args()
    options.serve_script = options.serve_script or options.server_dir / "serve.py"
    return options


def main():
    options = parsed_arguments()
    data = options.output / "csv_data"
    data.mkdir(parents=True, exist_ok=True)
    for step in options.only:
        STEPS[step](options, data)


if __name__ == "__main__":
    main()
