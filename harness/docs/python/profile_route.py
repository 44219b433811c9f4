"""``/profile/{id}`` as it is written with Python's asyncio."""

import asyncio
import time


class ProfileRoute:
    """
    Serial awaits one part and then the other; concurrent makes both tasks of a group, which cancels the one when the
    other fails.
    """

    def __init__(self, users, upstream):
        self.users = users
        self.upstream = upstream

    async def answer(self, request):
        start = time.monotonic_ns()
        match request.mode:
            case "serial":
                user = await self.users.find(request.id)
                api = await self.upstream.generate(request.call)
            case "concurrent":
                user, api = await both(self.users.find(request.id), self.upstream.generate(request.call))
        return {"user": user, "api": api, "elapsedNanos": time.monotonic_ns() - start}


async def both(one, other):
    try:
        async with asyncio.TaskGroup() as group:
            tasks = group.create_task(one), group.create_task(other)
    except ExceptionGroup as failures:
        raise failures.exceptions[0] from None
    return [task.result() for task in tasks]
