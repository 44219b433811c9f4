"""``/fanout`` as it is written with Python's asyncio."""

import asyncio
import time


class FanoutRoute:
    """Serial and concurrent differ in one line."""

    def __init__(self, upstream):
        self.upstream = upstream

    async def answer(self, request):
        match request.on_error:
            case "fail":
                return await self.all_or_nothing(request)
            case "collect":
                return await self.all_that_comes(request)

    async def all_or_nothing(self, request):
        """The first failure is the request's."""
        # Not one is made yet: a generator gives the next coroutine when it is asked for it.
        calls = (self.upstream.generate(call) for call in request.calls)
        start = time.monotonic_ns()
        match request.mode:
            case "serial":
                results = [await call for call in calls]
            case "concurrent":
                results = await together(calls)
        return {"results": results, "failures": [], "elapsedNanos": time.monotonic_ns() - start}

    async def all_that_comes(self, request):
        """Every result and every failure."""
        calls = (self.upstream.generate(call) for call in request.calls)
        start = time.monotonic_ns()
        match request.mode:
            case "serial":
                outcomes = [await outcome(call) for call in calls]
            case "concurrent":
                outcomes = await asyncio.gather(*calls, return_exceptions=True)
        elapsed = time.monotonic_ns() - start
        results, failures = [], []
        for call, came in enumerate(outcomes):
            match came:
                case OSError():
                    failures.append({"call": call, "detail": str(came)})
                case BaseException():
                    raise came  # not the upstream's doing, so a fault of ours
                case _:
                    results.append(came)
        return {"results": results, "failures": failures, "elapsedNanos": elapsed}


async def together(calls):
    """Where one fails, a group cancels the others; ``gather`` alone would let them go on, and nobody would hear of them."""
    try:
        async with asyncio.TaskGroup() as group:
            tasks = [group.create_task(call) for call in calls]
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]


async def outcome(call):
    """What ``gather`` gives with ``return_exceptions``, of one call."""
    try:
        return await call
    except Exception as failure:
        return failure
