"""Times processes that take turns, so that a drift of the machine's speed meets all alike."""
import dataclasses
import os
import statistics
import subprocess
import time


class Failed(Exception):
    """A process ended with another status than 0; says what it wrote last to standard error."""


@dataclasses.dataclass
class Cost:
    """What a process took, or the medians of what several took."""
    seconds: float
    peak_bytes: float


def output(command, **options):
    """What a command writes to standard output.

    Raises Failed where it does not end well.
    """
    process = subprocess.run(command, capture_output=True, text=True, **options)
    if process.returncode != 0:
        raise Failed(_reason(process.stderr, process.returncode))
    return process.stdout


def whole_process(command):
    """The cost of one run of a command from its start to its end.

    Raises Failed where it does not end well.
    """
    start = time.perf_counter()
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    complaint = process.stderr.read().decode(errors="replace")
    process.stderr.close()
    _, status, usage = os.wait4(process.pid, 0)
    seconds = time.perf_counter() - start
    process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode != 0:
        raise Failed(_reason(complaint, process.returncode))
    return Cost(seconds, usage.ru_maxrss * 1024)


def in_turn(jobs, runs):
    """What each job, a function, returned in `runs` rounds after one to warm up, by its name."""
    results = {name: [] for name in jobs}
    for turn in range(runs + 1):
        for name, job in jobs.items():
            result = job()
            if turn > 0:
                results[name].append(result)
    return results


def median_cost(costs):
    """The medians of seconds and of peak memory."""
    return Cost(statistics.median(cost.seconds for cost in costs),
                statistics.median(cost.peak_bytes for cost in costs))


def median_costs(commands, runs):
    """The median cost of each command, by its name."""
    jobs = {name: lambda command=command: whole_process(command)
            for name, command in commands.items()}
    return {name: median_cost(costs) for name, costs in in_turn(jobs, runs).items()}


def _reason(complaint, status):
    lines = complaint.strip().splitlines()
    errors = [line for line in lines if line.startswith("Error: ")] or lines[-1:]
    return ": ".join([f"status {status}", *errors[:1]])
