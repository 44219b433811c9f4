/**
 * The comparison's work as Kotlin's coroutines do it. `runBlocking` without a dispatcher is an event loop on the calling thread;
 * everything below stays on it.
 */
@file:JvmName("Coroutines")

package claimbench.micro.compare.kotlin

import java.util.concurrent.Executor
import kotlinx.coroutines.CompletableDeferred
import kotlinx.coroutines.Deferred
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.awaitCancellation
import kotlinx.coroutines.channels.Channel
import kotlinx.coroutines.joinAll
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import kotlinx.coroutines.yield

/** Two coroutines that give way to each other; how often they did. */
fun switches(turnsOfEach: Int): Long = runBlocking {
    List(2) {
        async {
            var turns = 0
            while (turns < turnsOfEach) {
                yield()
                turns++
            }
            turns
        }
    }.awaitAll().sumOf { it.toLong() }
}

/** One after another; the sum of their numbers. */
fun spawnAndJoin(tasks: Int): Long = runBlocking {
    var sum = 0L
    for (number in 0 until tasks) {
        sum += async { number }.await()
    }
    sum
}

/** All at once, and each gives way once; the sum of their numbers, of all rounds. */
fun gather(tasks: Int, rounds: Int): Long = runBlocking {
    var sum = 0L
    repeat(rounds) {
        val deferred = ArrayList<Deferred<Int>>(tasks)
        for (number in 0 until tasks) {
            deferred += async {
                yield()
                number
            }
        }
        for (number in deferred.awaitAll()) {
            sum += number
        }
    }
    sum
}

/** Coroutines that wait in vain, and are cancelled; how many cleaned up. */
fun cancel(tasks: Int): Long = runBlocking {
    var ended = 0L
    val jobs = List(tasks) {
        launch {
            try {
                awaitCancellation()
            } finally {
                ended++
            }
        }
    }
    yield() // they begin
    jobs.forEach { it.cancel() }
    jobs.joinAll()
    ended
}

/** Asks another thread for numbers, one after another; their sum. */
fun roundTrips(trips: Int, outside: Executor): Long = runBlocking {
    var sum = 0L
    for (number in 0 until trips) {
        val answer = CompletableDeferred<Int>()
        outside.execute { answer.complete(number) }
        sum += answer.await()
    }
    sum
}

/** Coroutines that each wait for a number from another thread; the sum. */
fun wakeUps(tasks: Int, outside: Executor): Long = runBlocking {
    val answers = List(tasks) { CompletableDeferred<Int>() }
    val waiting = answers.map { answer -> async { answer.await() } }
    yield() // they begin
    outside.execute { answers.forEachIndexed { number, answer -> answer.complete(number) } }
    var sum = 0L
    for (number in waiting.awaitAll()) {
        sum += number
    }
    sum
}

/** Numbers from one coroutine to another through a channel that holds so many; their sum. */
fun handOff(items: Int, capacity: Int): Long = runBlocking {
    val channel = Channel<Int>(capacity)
    launch {
        for (number in 0 until items) {
            channel.send(number)
        }
        channel.close()
    }
    var sum = 0L
    for (number in channel) {
        sum += number
    }
    sum
}
