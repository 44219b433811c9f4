"""Runs the handlers of harness/docs/python against stand-ins that write down what happens to them.

No clock: a call gives way once between its begin and its end, so the order of the lines tells serial from concurrent.

    python3 handlers_test.py FOLDER
"""

import asyncio
import sys
import unittest
from types import SimpleNamespace

FOLDER = sys.argv.pop(1)
sys.path.insert(0, FOLDER)

import answer_route as answer  # noqa: E402
import fanout_route as fanout  # noqa: E402
import profile_route as profile  # noqa: E402


class Upstream:
    """Calls that are letters; a small one fails."""

    def __init__(self):
        self.lines = []

    async def generate(self, call):
        self.lines.append(f"{call} begins")
        try:
            # One that fails does so early, while the others wait.
            for _ in range(1 if call.islower() else 5):
                await asyncio.sleep(0)
        except asyncio.CancelledError:
            self.lines.append(f"{call} is cancelled")
            raise
        if call.islower():
            self.lines.append(f"{call} fails")
            raise ConnectionError(f"{call} is down")
        self.lines.append(f"{call} ends")
        return call

    async def find(self, number):
        return await self.generate(number)

    async def tokens(self, request):
        try:
            for token in request.tokens:
                self.lines.append(f"{token} is made")
                yield token
        finally:
            self.lines.append("the stream is closed")

    async def text(self, request):
        return "".join(request.tokens)


class Handlers(unittest.IsolatedAsyncioTestCase):
    def setUp(self):
        self.upstream = Upstream()

    def fanout(self, calls, mode, on_error="fail"):
        request = SimpleNamespace(calls=calls, mode=mode, on_error=on_error)
        return fanout.FanoutRoute(self.upstream).answer(request)

    async def test_serial_calls_do_not_overlap(self):
        answered = await self.fanout("ABC", "serial")
        self.assertEqual(answered["results"], ["A", "B", "C"])
        self.assertEqual(self.upstream.lines, ["A begins", "A ends", "B begins", "B ends", "C begins", "C ends"])

    async def test_concurrent_calls_do(self):
        answered = await self.fanout("ABC", "concurrent")
        self.assertEqual(answered["results"], ["A", "B", "C"])
        self.assertEqual(answered["failures"], [])
        self.assertEqual(self.upstream.lines[:3], ["A begins", "B begins", "C begins"])

    async def test_first_failure_ends_the_request_and_the_other_calls(self):
        with self.assertRaisesRegex(ConnectionError, "b is down"):
            await self.fanout("AbC", "concurrent")
        self.assertIn("A is cancelled", self.upstream.lines)
        self.assertIn("C is cancelled", self.upstream.lines)

    async def test_serial_calls_after_a_failure_are_not_made(self):
        with self.assertRaisesRegex(ConnectionError, "b is down"):
            await self.fanout("AbC", "serial")
        self.assertNotIn("C begins", self.upstream.lines)

    async def test_failures_are_collected(self):
        for mode in "serial", "concurrent":
            answered = await self.fanout("AbC", mode, on_error="collect")
            self.assertEqual(answered["results"], ["A", "C"])
            self.assertEqual(answered["failures"], [{"call": 1, "detail": "b is down"}])

    async def test_fault_of_ours_is_no_outcome(self):
        for mode in "serial", "concurrent":
            with self.assertRaises(AttributeError):
                await self.fanout(["A", None], mode, on_error="collect")

    def profile(self, number, call, mode):
        request = SimpleNamespace(id=number, call=call, mode=mode)
        return profile.ProfileRoute(self.upstream, self.upstream).answer(request)

    async def test_parts_of_a_profile(self):
        answered = await self.profile("U", "A", "serial")
        self.assertEqual((answered["user"], answered["api"]), ("U", "A"))
        self.assertEqual(self.upstream.lines, ["U begins", "U ends", "A begins", "A ends"])
        self.upstream.lines.clear()
        answered = await self.profile("U", "A", "concurrent")
        self.assertEqual((answered["user"], answered["api"]), ("U", "A"))
        self.assertEqual(self.upstream.lines[:2], ["U begins", "A begins"])

    async def test_part_that_fails_cancels_the_other(self):
        with self.assertRaisesRegex(ConnectionError, "a is down"):
            await self.profile("U", "a", "concurrent")
        self.assertIn("U is cancelled", self.upstream.lines)

    async def test_tokens_come_one_by_one_and_the_stream_is_closed(self):
        request = SimpleNamespace(tokens=["a", "b", "c"], mode="stream")
        parts = await answer.AnswerRoute(self.upstream).answer(request)
        self.assertEqual([part async for part in parts], ["a", "b", "c"])
        self.assertEqual(self.upstream.lines, ["a is made", "b is made", "c is made", "the stream is closed"])

    async def test_client_that_leaves_closes_the_stream(self):
        request = SimpleNamespace(tokens=["a", "b", "c"], mode="stream")
        parts = await answer.AnswerRoute(self.upstream).answer(request)
        self.assertEqual(await anext(parts), "a")
        await parts.aclose()
        self.assertEqual(self.upstream.lines, ["a is made", "the stream is closed"])

    async def test_whole_answer(self):
        request = SimpleNamespace(tokens=["a", "b", "c"], mode="whole")
        self.assertEqual((await answer.AnswerRoute(self.upstream).answer(request))["text"], "abc")


if __name__ == "__main__":
    unittest.main()
