package claimbench.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class PoolTest {
    @Test
    void whatIsGivenBackIsBorrowedAgain() {
        var pool = new Pool<>(Object::new);
        Object one = pool.borrow();
        assertThat(pool.borrow()).isNotSameAs(one);
        pool.giveBack(one);
        assertThat(pool.borrow()).isSameAs(one);
    }

    @Test
    void noMoreAreKeptThanTheBound() {
        var pool = new Pool<>(Object::new);
        List<Object> borrowed =
                Stream.generate(pool::borrow).limit(Pool.KEPT_MAX + 50L).toList();
        borrowed.forEach(pool::giveBack);
        var known = new IdentityHashMap<Object, Boolean>();
        borrowed.forEach(one -> known.put(one, true));
        long kept = Stream.generate(pool::borrow)
                .limit(borrowed.size())
                .filter(known::containsKey)
                .count();
        assertThat(kept).isEqualTo(Pool.KEPT_MAX);
    }

    @Test
    void nobodyBorrowsWhatAnotherHolds() throws Exception {
        var pool = new Pool<>(AtomicBoolean::new);
        List<Callable<Integer>> borrowers = new ArrayList<>();
        for (int borrower = 0; borrower < 8; borrower++) {
            borrowers.add(() -> {
                int clashes = 0;
                for (int round = 0; round < 10_000; round++) {
                    AtomicBoolean held = pool.borrow();
                    clashes += held.getAndSet(true) ? 1 : 0;
                    held.set(false);
                    pool.giveBack(held);
                }
                return clashes;
            });
        }
        try (var threads = Executors.newFixedThreadPool(borrowers.size())) {
            for (Future<Integer> clashes : threads.invokeAll(borrowers)) {
                assertThat(clashes.get()).isZero();
            }
        }
    }
}
