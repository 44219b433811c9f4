"""A small program for each claim about what asyncio does, on CPython's own asyncio and on virtual time.

Each function is the counterpart of the Java class that its comment names, line by line where the languages allow it.
The output is JSON of the same form as that of the Java programs. Python 3.11 or later.

    python3 programs.py [--out FILE] [ID ...]
"""

import asyncio
import contextlib
import gc
import json
import platform
import selectors
import sys
import threading
import warnings


# ---- virtual time


class VirtualTime:
    """Time that passes only when the loop has nothing else to do, and then at once."""

    def __init__(self):
        self.seconds = 0.0

    def new_loop(self):
        """A loop whose selector lets time pass instead of sleeping, and waits for other threads where no timer is due."""
        selector = selectors.DefaultSelector()
        loop = asyncio.SelectorEventLoop(selector)
        select = selector.select

        def pass_time(timeout=None):
            # At the end of a run the threads of the pool are joined, which takes real time and no virtual time.
            if timeout is None or loop._executor_shutdown_called:
                return select(timeout)
            self.seconds += max(0.0, timeout)
            return select(0)

        selector.select = pass_time
        loop.time = lambda: self.seconds
        return loop


class Trace:
    """What a program says, and when."""

    def __init__(self):
        self.time = VirtualTime()
        self.lines = []

    def millis(self):
        return round(self.time.seconds * 1000)

    def say(self, text):
        self.lines.append(f"{self.millis()} {text}")

    def block(self, seconds):
        """Lets time pass while the thread is held up."""
        self.time.seconds += seconds

    def run(self, main, debug=None):
        """asyncio.run(main), on the virtual clock."""
        with asyncio.Runner(loop_factory=self.time.new_loop, debug=debug) as runner:
            return runner.run(main)


# ---- S01: LazyCoroutine


def lazy_coroutine():
    async def answer(trace):
        trace.say("the body runs")
        return "42"

    def call(trace):
        async def main():
            trace.say("the function is called")
            made = answer(trace)
            trace.say("the call gave a " + ("coroutine object" if asyncio.iscoroutine(made) else "result"))
            await asyncio.sleep(1)
            trace.say("the object is awaited")
            trace.say(f"the await gave {await made}")

        trace.run(main())

    return {"call": call}


# ---- S02: AwaitRunsIt


def await_runs_it():
    async def find_user(trace, number):
        trace.say(f"looking for user {number}")
        await asyncio.sleep(1)
        if number != 1:
            raise LookupError(f"no user {number}")
        return "user 1"

    def result(trace):
        async def main():
            trace.say(f"await gave {await find_user(trace, 1)}")

        trace.run(main())

    def exception(trace):
        async def main():
            try:
                trace.say(f"await gave {await find_user(trace, 2)}")
            except LookupError as e:
                trace.say(f"await threw: {e}")

        trace.run(main())

    return {"result": result, "exception": exception}


# ---- S03: TaskInTheBackground


def task_in_the_background():
    async def send_mail(trace):
        trace.say("the task begins")
        await asyncio.sleep(2)
        trace.say("the task ends")
        return "sent"

    def task(trace):
        async def main():
            trace.say("the caller makes the task")
            mail = asyncio.create_task(send_mail(trace))
            trace.say("the caller goes on")
            await asyncio.sleep(1)
            trace.say("the caller has done other work")
            trace.say(f"the caller gets: {await mail}")

        trace.run(main())

    return {"task": task}


# ---- S04: AwaitsOrTasks


def awaits_or_tasks():
    async def later(trace, seconds, word):
        await asyncio.sleep(seconds)
        trace.say(word)

    def awaits(trace):
        async def main():
            trace.say("started")
            await later(trace, 1, "hello")
            await later(trace, 2, "world")
            trace.say("finished")

        trace.run(main())

    def tasks(trace):
        async def main():
            hello = asyncio.create_task(later(trace, 1, "hello"))
            world = asyncio.create_task(later(trace, 2, "world"))
            trace.say("started")
            await hello
            await world
            trace.say("finished")

        trace.run(main())

    return {"awaits": awaits, "tasks": tasks}


# ---- S05: GatherInOrder


def gather_in_order():
    async def factorial(trace, name, number):
        product = 1
        for factor in range(2, number + 1):
            trace.say(f"{name} multiplies by {factor}")
            await asyncio.sleep(1)
            product *= factor
        trace.say(f"{name} has {product}")
        return product

    def factorials(trace):
        async def main():
            results = await asyncio.gather(
                factorial(trace, "A", 2), factorial(trace, "B", 3), factorial(trace, "C", 4)
            )
            trace.say(f"results {text(results)}")

        trace.run(main())

    async def after(trace, seconds, name):
        await asyncio.sleep(seconds)
        trace.say(f"{name} ends")
        return name

    def last_first(trace):
        async def main():
            results = await asyncio.gather(after(trace, 3, "A"), after(trace, 2, "B"), after(trace, 1, "C"))
            trace.say(f"results {text(results)}")

        trace.run(main())

    def text(values):
        return "[" + ", ".join(map(str, values)) + "]"

    return {"factorials": factorials, "last-first": last_first}


# ---- S06: GatherPassesFailureOn


async def call_api(trace, seconds, name, fails):
    await asyncio.sleep(seconds)
    trace.say(name + (" fails" if fails else " ends"))
    if fails:
        raise RuntimeError(f"{name} failed")
    return name


def gather_passes_failure_on():
    def first_exception(trace):
        async def main():
            try:
                await asyncio.gather(call_api(trace, 1, "A", False), call_api(trace, 2, "B", True))
                trace.say("gather gave results")
            except RuntimeError as e:
                trace.say(f"gather threw: {e}")

        trace.run(main())

    def the_others(trace):
        async def main():
            try:
                await asyncio.gather(call_api(trace, 1, "A", True), call_api(trace, 2, "B", False))
                trace.say("gather gave results")
            except RuntimeError as e:
                trace.say(f"gather threw: {e}")
            await asyncio.sleep(2)
            trace.say("the caller ends")

        trace.run(main())

    return {"first-exception": first_exception, "the-others": the_others}


# ---- S07: GatherEveryOutcome


def gather_every_outcome():
    def outcomes(trace):
        async def main():
            outcomes = await asyncio.gather(
                call_api(trace, 2, "A", False),
                call_api(trace, 1, "B", True),
                call_api(trace, 3, "C", False),
                return_exceptions=True,
            )
            for outcome in outcomes:
                if isinstance(outcome, Exception):
                    trace.say(f"exception: {outcome}")
                else:
                    trace.say(f"result: {outcome}")

        trace.run(main())

    return {"outcomes": outcomes}


# ---- S08: WaitForDeadline


def wait_for_deadline():
    async def operation(trace, seconds):
        try:
            trace.say("the operation begins")
            await asyncio.sleep(seconds)
            trace.say("the operation ends")
            return "done"
        except asyncio.CancelledError:
            trace.say("the operation is cancelled")
            raise

    def call(trace, seconds):
        async def main():
            try:
                result = await asyncio.wait_for(operation(trace, seconds), timeout=5)
                trace.say(f"the caller gets: {result}")
            except asyncio.TimeoutError:
                trace.say("the caller gets a timeout")
            await asyncio.sleep(10)
            trace.say("the caller ends")

        trace.run(main())

    return {"too-slow": lambda trace: call(trace, 10), "in-time": lambda trace: call(trace, 2)}


# ---- S09: TaskGroups


def task_groups():
    async def later(trace, seconds, word):
        await asyncio.sleep(seconds)
        trace.say(word)

    def waits_for_all(trace):
        async def main():
            async with asyncio.TaskGroup() as group:
                group.create_task(later(trace, 1, "hello"))
                group.create_task(later(trace, 2, "world"))
                trace.say("the group's body ends")
            trace.say("the group ends")

        trace.run(main())

    async def failing(trace, seconds, name):
        await asyncio.sleep(seconds)
        trace.say(f"{name} fails")
        raise RuntimeError(f"{name} failed")

    async def cleaning_up(trace, name, fails_when_cancelled):
        try:
            await asyncio.sleep(10)
            trace.say(f"{name} ends")
        except asyncio.CancelledError:
            trace.say(f"{name} is cancelled")
            if fails_when_cancelled:
                raise RuntimeError(f"{name} failed, too")
            raise

    async def main(trace, both_fail):
        try:
            async with asyncio.TaskGroup() as group:
                group.create_task(failing(trace, 1, "A"))
                group.create_task(cleaning_up(trace, "B", both_fail))
                trace.say("the group's body ends")
            trace.say("the group ends well")
        except ExceptionGroup as e:
            for failure in e.exceptions:
                trace.say(f"in the group: {failure}")

    return {
        "waits-for-all": waits_for_all,
        "one-fails": lambda trace: trace.run(main(trace, False)),
        "two-fail": lambda trace: trace.run(main(trace, True)),
    }


# ---- S10: ItemsOneByOne


def items_one_by_one():
    async def answer(trace):
        try:
            for piece in range(1, 4):
                await asyncio.sleep(1)
                trace.say(f"piece {piece} is made")
                yield f"piece {piece}"
            trace.say("the generator ends")
        finally:
            trace.say("the generator cleans up")

    def consume(trace, wanted):
        async def main():
            async with contextlib.aclosing(answer(trace)) as pieces:
                async for piece in pieces:
                    trace.say(f"{piece} is read")
                    if wanted < 3 and piece.endswith(f" {wanted}"):
                        break
            trace.say("the consumer goes on")

        trace.run(main())

    return {"all-items": lambda trace: consume(trace, 3), "stops-early": lambda trace: consume(trace, 2)}


# ---- S11: EnteredAndLeft


def entered_and_left():
    class Connection:
        def __init__(self, trace):
            self.trace = trace

        async def __aenter__(self):
            await asyncio.sleep(1)
            self.trace.say("entered")
            return self

        async def __aexit__(self, *cause):
            await asyncio.sleep(1)
            self.trace.say("left")

        async def use(self, seconds):
            await asyncio.sleep(seconds)
            self.trace.say("used")

        async def use_wrongly(self):
            await self.use(1)
            raise RuntimeError("no such table")

    def success(trace):
        async def main():
            async with Connection(trace) as connection:
                await connection.use(1)
            trace.say("the caller goes on")

        trace.run(main())

    def failure(trace):
        async def main():
            try:
                async with Connection(trace) as connection:
                    await connection.use_wrongly()
                trace.say("the caller goes on")
            except RuntimeError as e:
                trace.say(f"the caller gets: {e}")

        trace.run(main())

    async def work(trace):
        async with Connection(trace) as connection:
            await connection.use(10)

    def cancellation(trace):
        async def main():
            task = asyncio.create_task(work(trace))
            await asyncio.sleep(2)
            trace.say("the caller cancels")
            task.cancel()
            try:
                await task
                trace.say("the caller goes on")
            except asyncio.CancelledError:
                trace.say("the task was cancelled")

        trace.run(main())

    return {"success": success, "failure": failure, "cancellation": cancellation}


# ---- S12: CancelAndCleanUp


def cancel_and_clean_up():
    async def work(trace):
        try:
            trace.say("the task works")
            await asyncio.sleep(10)
            trace.say("the task has worked")
        except asyncio.CancelledError:
            trace.say("the task is told to end")
            await asyncio.sleep(1)
            trace.say("the task has cleaned up")
            raise

    def cancel(trace):
        async def main():
            task = asyncio.create_task(work(trace))
            await asyncio.sleep(1)
            trace.say("the caller cancels")
            task.cancel()
            try:
                await task
                trace.say("the caller gets a result")
            except asyncio.CancelledError:
                trace.say("the caller finds the task " + ("cancelled" if task.cancelled() else "not cancelled"))

        trace.run(main())

    return {"cancel": cancel}


# ---- S13: RunFromStartToEnd


def run_from_start_to_end():
    async def left_over(trace):
        try:
            await asyncio.sleep(10)
            trace.say("what was left has ended")
        except asyncio.CancelledError:
            trace.say("what was left is cancelled")
            raise

    def whole_run(trace):
        loops = []

        async def main():
            loops.append(asyncio.get_running_loop())
            trace.say("a loop runs")
            _ = asyncio.create_task(left_over(trace))
            await asyncio.sleep(1)
            trace.say("main returns")
            return "done"

        trace.say(f"run gave: {trace.run(main())}")
        try:
            loops[0].call_soon_threadsafe(lambda: None)
            trace.say("the loop is open")
        except RuntimeError:
            trace.say("the loop is closed")

    async def inner(trace):
        trace.say("the inner run runs")
        return "inner"

    def nested(trace):
        async def main():
            trace.say("the outer run runs")
            coroutine = inner(trace)
            try:
                asyncio.run(coroutine)
                trace.say("the inner run gave a result")
            except RuntimeError as e:
                clear = "run() cannot be called" in str(e)
                trace.say("the inner run is refused: " + ("run() cannot be called" if clear else "no reason given"))
            await coroutine
            trace.say("the outer run goes on")

        trace.run(main())

    return {"run": whole_run, "nested": nested}


# ---- S14: NeverAwaited


def never_awaited():
    async def save_user(trace):
        trace.say("the user is saved")

    async def forgetful(trace):
        _ = save_user(trace)  # the await is missing
        await asyncio.sleep(1)
        trace.say("the caller ends")

    def forgotten(trace):
        with warnings.catch_warnings(record=True) as reports:
            warnings.simplefilter("always")
            trace.run(forgetful(trace), debug=True)
            gc.collect()
        for report in map(str, (report.message for report in reports)):
            clear = "never awaited" in report
            place = "in forgetful" in report
            trace.say("reported: " + ("never awaited" if clear else "something else"))
            trace.say("made in: " + ("forgetful" if place else "an unknown place"))

    return {"forgotten": forgotten}


# ---- S15: AwaitOutside


def await_outside():
    def plain_function(trace):
        # The compiler already refuses it, so the function has to be a text here.
        function = """
def plain_function(trace):
    trace.say(f"await gave {await answer(trace)}")
"""
        try:
            exec(compile(function, "plain_function.py", "exec"), {})
            trace.say("the function can be called")
        except SyntaxError as e:
            clear = "'await' outside" in str(e)
            trace.say("refused: " + ("await outside a coroutine" if clear else "no reason given"))

    return {"plain-function": plain_function}


# ---- S16: OneThreadTakesTurns


def one_thread_takes_turns():
    async def steps(trace, name, threads):
        threads.add(threading.get_ident())
        trace.say(f"{name}: step 1")
        trace.say(f"{name}: step 2")
        await asyncio.sleep(0)
        threads.add(threading.get_ident())
        trace.say(f"{name}: step 3")

    def turns(trace):
        threads = set()

        async def main():
            await asyncio.gather(steps(trace, "A", threads), steps(trace, "B", threads), steps(trace, "C", threads))
            trace.say(f"threads: {len(threads)}")

        trace.run(main())

    async def every_second(trace, name, times, seconds):
        for _ in range(times):
            await asyncio.sleep(seconds)
            trace.say(f"{name} goes on")

    def others_go_on(trace):
        async def main():
            await asyncio.gather(every_second(trace, "slow", 1, 5), every_second(trace, "quick", 3, 1))

        trace.run(main())

    return {"turns": turns, "others-go-on": others_go_on}


# ---- S17: WhatCanBeAwaited


def what_can_be_awaited():
    async def after(seconds, result):
        await asyncio.sleep(seconds)
        return result

    def three_kinds(trace):
        async def main():
            trace.say(f"a coroutine gave {await after(1, 'one')}")
            trace.say(f"a task gave {await asyncio.create_task(after(1, 'two'))}")
            future = asyncio.get_running_loop().create_future()
            asyncio.get_running_loop().call_later(1, future.set_result, "three")
            trace.say(f"a future gave {await future}")

        trace.run(main())

    return {"three-kinds": three_kinds}


# ---- S18: CallWithRetries


def call_with_retries():
    async def retry(attempts_max, first_wait, call):
        """asyncio has none: what a course's exercise would write, without the random part of the waits."""
        wait = first_wait
        for attempt in range(1, attempts_max + 1):
            try:
                return await call(attempt)
            except RuntimeError:
                if attempt == attempts_max:
                    raise
            await asyncio.sleep(wait)
            wait *= 2

    async def ask(trace, attempt, failures):
        trace.say(f"attempt {attempt}")
        if attempt <= failures:
            raise RuntimeError(f"failure {attempt}")
        return f"answer {attempt}"

    def call(trace, failures):
        async def main():
            try:
                answer = await retry(4, 1, lambda attempt: ask(trace, attempt, failures))
                trace.say(f"the caller gets: {answer}")
            except RuntimeError as e:
                trace.say(f"the caller gets the error: {e}")

        trace.run(main())

    return {"gives-up": lambda trace: call(trace, 10), "third-time-lucky": lambda trace: call(trace, 2)}


# ---- S19: OneFailsTheOthersCount


def one_fails_the_others_count():
    async def ask(trace, api, seconds, answer):
        trace.say(f"{api} is asked")
        await asyncio.sleep(seconds)
        if answer < 0:
            raise RuntimeError(f"{api} is down")
        return answer

    def three_apis(trace):
        async def main():
            outcomes = await asyncio.gather(
                ask(trace, "first API", 1, 20),
                ask(trace, "second API", 2, -1),
                ask(trace, "third API", 3, 22),
                return_exceptions=True,
            )
            total = 0
            for outcome in outcomes:
                if isinstance(outcome, Exception):
                    trace.say(f"left out: {outcome}")
                else:
                    total += outcome
            trace.say(f"sum of the others: {total}")

        trace.run(main())

    return {"three-apis": three_apis}


# ---- S20: OffLoading


def off_loading():
    async def ticks(trace):
        for tick in range(1, 4):
            await asyncio.sleep(1)
            trace.say(f"tick {tick}")

    def off_loaded(trace):
        may_end = threading.Event()

        async def main():
            loop_thread = threading.get_ident()

            def blocking_call():
                may_end.wait()
                return "the loop's thread" if threading.get_ident() == loop_thread else "another thread"

            call = asyncio.create_task(asyncio.to_thread(blocking_call))
            await ticks(trace)
            trace.say("the call is " + ("over" if call.done() else "still under way"))
            may_end.set()
            trace.say(f"the call was made on {await call}")

        trace.run(main())

    def on_the_loop(trace):
        async def main():
            ticking = asyncio.create_task(ticks(trace))
            await asyncio.sleep(0)
            trace.say("the call begins")
            trace.block(10)
            trace.say("the call ends")
            await ticking

        trace.run(main())

    return {"off-loaded": off_loaded, "on-the-loop": on_the_loop}


# ---- running them

PROGRAMS = {
    "S01": lazy_coroutine,
    "S02": await_runs_it,
    "S03": task_in_the_background,
    "S04": awaits_or_tasks,
    "S05": gather_in_order,
    "S06": gather_passes_failure_on,
    "S07": gather_every_outcome,
    "S08": wait_for_deadline,
    "S09": task_groups,
    "S10": items_one_by_one,
    "S11": entered_and_left,
    "S12": cancel_and_clean_up,
    "S13": run_from_start_to_end,
    "S14": never_awaited,
    "S15": await_outside,
    "S16": one_thread_takes_turns,
    "S17": what_can_be_awaited,
    "S18": call_with_retries,
    "S19": one_fails_the_others_count,
    "S20": off_loading,
}


def play(name, scene):
    trace = Trace()
    failure = None
    try:
        scene(trace)
    except BaseException as e:  # a crash is a result, which the reader judges
        failure = f"{type(e).__name__}: {e}"
    return {"name": name, "trace": trace.lines, "failure": failure, "clockMillis": trace.millis()}


def main(arguments):
    if sys.version_info < (3, 11):
        print(f"Python 3.11 or later is needed, and this is {platform.python_version()}", file=sys.stderr)
        return 2
    ids = list(arguments)
    out = None
    if "--out" in ids:
        option = ids.index("--out")
        if option + 1 == len(ids):
            print("--out needs a file", file=sys.stderr)
            return 2
        out = ids[option + 1]
        del ids[option : option + 2]
    for program in ids:
        if program not in PROGRAMS:
            print(f"unknown program '{program}'; known are {', '.join(PROGRAMS)}", file=sys.stderr)
            return 2
    played = [
        {"id": program, "scenes": [play(name, scene) for name, scene in make().items()]}
        for program, make in PROGRAMS.items()
        if not ids or program in ids
    ]
    output = {
        "runtime": f"{platform.python_implementation()} {platform.python_version()}",
        "programs": played,
    }
    text = json.dumps(output, indent=2, ensure_ascii=False)
    if out is None:
        print(text)
        return 0
    try:
        with open(out, "w", encoding="utf-8") as file:
            file.write(text + "\n")
    except OSError as e:
        print(f"cannot write {out}: {e}", file=sys.stderr)
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
