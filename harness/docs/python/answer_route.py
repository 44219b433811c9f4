"""``/answer`` as it is written with Python's asyncio."""

import contextlib
import time


class AnswerRoute:
    """The upstream's tokens, each as it comes, or all at the end."""

    def __init__(self, upstream):
        self.upstream = upstream

    async def answer(self, request):
        match request.mode:
            case "stream":
                return self.relay(request)
            case "whole":
                return await self.whole(request)

    async def relay(self, request):
        """
        An asynchronous generator: whoever sends its parts asks for the next one when the client has taken the last. When
        the client leaves, they close the generator, and ``aclosing`` closes the upstream's stream.
        """
        async with contextlib.aclosing(self.upstream.tokens(request)) as tokens:
            async for part in tokens:
                yield part

    async def whole(self, request):
        start = time.monotonic_ns()
        text = await self.upstream.text(request)
        return {"text": text, "elapsedNanos": time.monotonic_ns() - start}
