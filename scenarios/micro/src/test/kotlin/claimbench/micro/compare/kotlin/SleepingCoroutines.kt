package claimbench.micro.compare.kotlin

import claimbench.micro.compare.PendingTimers
import java.util.concurrent.CompletableFuture
import kotlin.concurrent.thread
import kotlinx.coroutines.CoroutineScope
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.delay
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/**
 * An event loop on a thread of its own, on which very many coroutines sleep for long. It stays there for as long as they do: what
 * is to be measured comes to it through a channel.
 */
class SleepingCoroutines(private val pending: Int) : AutoCloseable {
    private val work = Channel<suspend CoroutineScope.() -> Unit>(Channel.UNLIMITED)

    private val loop = thread(name = "compare-kotlin-timers") {
        runBlocking {
            val sleeping = launch {
                for (number in 0 until pending) {
                    launch { delay(PendingTimers.far(number).toMillis()) }
                }
            }
            for (piece in work) {
                piece()
            }
            sleeping.cancel()
        }
    }

    init {
        call { // once they all sleep
            yield()
            yield()
            0
        }
    }

    /** Coroutines that sleep for a short time; how many have woken up. */
    fun fire(timers: Int): Long = call {
        var fired = 0L
        List(timers) {
            launch {
                delay(PendingTimers.SOON.toMillis())
                fired++
            }
        }.joinAll()
        fired
    }

    /** Coroutines that sleep for long, and are cancelled; how many were. */
    fun cancel(timers: Int): Long = call {
        val jobs = List(timers) { number -> launch { delay(PendingTimers.far(number).toMillis()) } }
        yield() // they begin
        jobs.forEach { it.cancel() }
        jobs.joinAll()
        jobs.count { it.isCancelled }.toLong()
    }

    private fun call(body: suspend CoroutineScope.() -> Long): Long {
        val result = CompletableFuture<Long>()
        work.trySend {
            try {
                result.complete(body())
            } catch (e: Throwable) {
                result.completeExceptionally(e)
            }
        }.getOrThrow()
        return result.join()
    }

    override fun close() {
        work.close()
        loop.join()
    }
}
