"""The comparison's work on CPython's asyncio: the column `cpython`.

The rows, the numbers of tasks and the units are those of the Java package claimbench.micro.compare; what comes out is JSON as JMH
writes it, with the fields that a table needs. Names of options are JMH's too.

    python3 compare.py [-l] [-wi N] [-i N] [-r MILLISms] [-p pending=N] [REGEX]
"""

import argparse
import asyncio
import concurrent.futures
import json
import os
import platform
import re
import sys
import threading
import time

PREFIX = "claimbench.micro.compare."
COLUMN = ".cpython"

SWITCHES = 10_000
SPAWNED = 1_000
CANCELLED = 1_000
TIMERS = 100_000
SOON_SECONDS = 0.001
ROUND_TRIPS = 500
WOKEN = 10_000
ITEMS = 10_000

NANOS_A_MILLI = 1_000_000


def sum_below(number):
    return number * (number - 1) // 2


def far_seconds(number):
    """Delays that come in no order, of half an hour and more."""
    return 1_800 + number * 7_919 % 3_600


# ---- the work, one class a row: run() returns its result, which must be `expected`


class Work:
    operations = 0
    expected = 0

    def start(self, loop, pending):
        """Makes ready what is not to be measured."""

    async def run(self):
        raise NotImplementedError

    def end(self):
        """Lets go of what start() made."""


class Switch(Work):
    operations = expected = SWITCHES

    async def run(self):
        async def yielding():
            turns = 0
            while turns < SWITCHES // 2:
                await asyncio.sleep(0)
                turns += 1
            return turns

        return sum(await asyncio.gather(yielding(), yielding()))


class SpawnJoin(Work):
    operations = SPAWNED
    expected = sum_below(SPAWNED)

    async def run(self):
        async def numbered(number):
            return number

        total = 0
        for number in range(SPAWNED):
            total += await asyncio.create_task(numbered(number))
        return total


class Gather(Work):
    def __init__(self, tasks, operations):
        self.tasks = tasks
        self.operations = operations
        self.rounds = operations // tasks
        self.expected = self.rounds * sum_below(tasks)

    async def run(self):
        async def numbered(number):
            await asyncio.sleep(0)
            return number

        total = 0
        for _ in range(self.rounds):
            total += sum(await asyncio.gather(*[numbered(number) for number in range(self.tasks)]))
        return total


class Cancel(Work):
    operations = expected = CANCELLED

    async def run(self):
        ended = 0
        loop = asyncio.get_running_loop()

        async def waiting():
            nonlocal ended
            try:
                await loop.create_future()
            except asyncio.CancelledError:
                ended += 1
                raise

        tasks = [asyncio.create_task(waiting()) for _ in range(CANCELLED)]
        await asyncio.sleep(0)  # they begin
        for task in tasks:
            task.cancel()
        await asyncio.gather(*tasks, return_exceptions=True)
        return ended


class Timers(Work):
    operations = expected = TIMERS

    def start(self, loop, pending):
        self.waiting = [loop.call_later(far_seconds(number), never_due) for number in range(pending)]

    def end(self):
        for handle in self.waiting:
            handle.cancel()


def never_due():
    raise RuntimeError("a benchmark took longer than the timers that were to be pending all the time")


class TimerFire(Timers):
    async def run(self):
        loop = asyncio.get_running_loop()
        fired = 0
        all_fired = loop.create_future()

        def fire():
            nonlocal fired
            fired += 1
            if fired == TIMERS:
                all_fired.set_result(fired)

        for _ in range(TIMERS):
            loop.call_later(SOON_SECONDS, fire)
        return await all_fired


class TimerCancel(Timers):
    async def run(self):
        loop = asyncio.get_running_loop()
        handles = [loop.call_later(far_seconds(number), never_due) for number in range(TIMERS)]
        cancelled = 0
        for handle in handles:
            handle.cancel()
            cancelled += handle.cancelled()
        return cancelled


class WithOutside(Work):
    """Work that another thread takes part in."""

    def start(self, loop, pending):
        self.outside = concurrent.futures.ThreadPoolExecutor(1)

    def end(self):
        self.outside.shutdown()


class WakeUpRoundTrip(WithOutside):
    operations = ROUND_TRIPS
    expected = sum_below(ROUND_TRIPS)

    async def run(self):
        loop = asyncio.get_running_loop()
        total = 0
        for number in range(ROUND_TRIPS):
            answer = loop.create_future()
            self.outside.submit(loop.call_soon_threadsafe, answer.set_result, number)
            total += await answer
        return total


class WakeUpMany(WithOutside):
    operations = WOKEN
    expected = sum_below(WOKEN)

    async def run(self):
        loop = asyncio.get_running_loop()
        answers = [loop.create_future() for _ in range(WOKEN)]

        async def waiting(answer):
            return await answer

        tasks = [asyncio.create_task(waiting(answer)) for answer in answers]
        await asyncio.sleep(0)  # they begin

        def hand_out():
            for number, answer in enumerate(answers):
                loop.call_soon_threadsafe(answer.set_result, number)

        self.outside.submit(hand_out)
        return sum(await asyncio.gather(*tasks))


class HandOff(Work):
    operations = ITEMS
    expected = sum_below(ITEMS)

    def __init__(self, capacity):
        self.capacity = capacity

    async def run(self):
        queue = asyncio.Queue(self.capacity)

        async def put_all():
            for item in range(ITEMS):
                await queue.put(item)

        producer = asyncio.create_task(put_all())
        total = 0
        for _ in range(ITEMS):
            total += await queue.get()
        await producer
        return total


WORKS = {
    "Switch": Switch(),
    "SpawnJoin": SpawnJoin(),
    "Gather10": Gather(10, 10_000),
    "Gather1000": Gather(1_000, 10_000),
    "Gather100000": Gather(100_000, 100_000),
    "TimerFire": TimerFire(),
    "TimerCancel": TimerCancel(),
    "Cancel": Cancel(),
    "WakeUpRoundTrip": WakeUpRoundTrip(),
    "WakeUpMany": WakeUpMany(),
    "QueueOf1": HandOff(1),
    "QueueOf128": HandOff(128),
}


# ---- measuring


def iteration(runner, work, nanos):
    """Runs it again and again for so long; the mean time of one operation in nanoseconds."""
    calls = 0
    begin = time.perf_counter_ns()
    while True:
        result = runner.run(work.run())
        if result != work.expected:
            raise RuntimeError(f"wrong result {result}, must be {work.expected}")
        calls += 1
        elapsed = time.perf_counter_ns() - begin
        if elapsed >= nanos:
            return elapsed / (calls * work.operations)


def measure(name, work, options):
    with asyncio.Runner(debug=False) as runner:
        work.start(runner.get_loop(), options.pending)
        try:
            for _ in range(options.warm_up):
                iteration(runner, work, options.nanos)
            times = [iteration(runner, work, options.nanos) for _ in range(options.iterations)]
        finally:
            work.end()
    return {
        "benchmark": name,
        "mode": "avgt",
        "threads": 1,
        "forks": 1,
        "warmupIterations": options.warm_up,
        "measurementIterations": options.iterations,
        "pythonVersion": platform.python_version(),
        "primaryMetric": {"score": sum(times) / len(times), "scoreUnit": "ns/op", "rawData": [times]},
    }


# ---- the command line


def count(at_least):
    def parse(text):
        if not text.isdigit() or int(text) < at_least:
            raise argparse.ArgumentTypeError(f"'{text}' is no whole number of {at_least} or more")
        return int(text)

    return parse


def millis(text):
    match = re.fullmatch(r"([0-9]+)ms", text)
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is no time like 500ms")
    return int(match[1]) * NANOS_A_MILLI


def pending(text):
    match = re.fullmatch(r"pending=([0-9]+)", text)
    if not match:
        raise argparse.ArgumentTypeError(f"'{text}' is not pending=N, the only parameter")
    return int(match[1])


def pattern(text):
    try:
        return re.compile(text)
    except re.error as e:
        raise argparse.ArgumentTypeError(f"'{text}' is no regular expression: {e}") from e


def options_of(arguments):
    parser = argparse.ArgumentParser(prog="cpython", allow_abbrev=False)
    parser.add_argument("regex", nargs="?", type=pattern, default=re.compile(""), help="only work whose name it is found in")
    parser.add_argument("-l", dest="list", action="store_true", help="list the names, and end")
    parser.add_argument("-wi", dest="warm_up", type=count(0), default=2, help="iterations that do not count")
    parser.add_argument("-i", dest="iterations", type=count(1), default=5, help="iterations that count")
    parser.add_argument("-r", dest="nanos", type=millis, default=500 * NANOS_A_MILLI, help="time of an iteration, like 500ms")
    parser.add_argument("-p", dest="pending", type=pending, default=1_000_000, help="pending=N timers")
    parser.add_argument("--exit-with-parent", action="store_true", help="end when standard input does")
    return parser.parse_args(arguments)


def exit_with_parent():
    while os.read(0, 256):
        pass
    os._exit(1)


def main(arguments):
    options = options_of(arguments)
    names = {PREFIX + row + COLUMN: work for row, work in WORKS.items() if options.regex.search(PREFIX + row + COLUMN)}
    if not names:
        sys.exit("no benchmark matches")
    if options.list:
        print("\n".join(names))
        return
    if options.exit_with_parent:
        threading.Thread(target=exit_with_parent, daemon=True).start()
    results = []
    for name, work in names.items():
        result = measure(name, work, options)
        metric = result["primaryMetric"]
        print(f"{name} {metric['score']:.1f} {metric['scoreUnit']}", file=sys.stderr, flush=True)
        results.append(result)
    json.dump(results, sys.stdout, indent=2)
    print()


if __name__ == "__main__":
    main(sys.argv[1:])
