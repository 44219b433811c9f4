package claimbench.upstream;

import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;

/** The mails that were accepted. Thread-safe. */
final class Mails {
    /** So many are remembered one by one; of those before them, how many there were. */
    private static final int REMEMBERED = 10_000;

    private final Deque<Integer> users = new ArrayDeque<>(REMEMBERED);
    private long accepted;

    /**
     * What {@code GET /mails} shows.
     *
     * @param accepted how many there were
     * @param users whom the last 10,000 went to, in order; who got two stands here twice
     */
    record Summary(long accepted, List<Integer> users) {}

    synchronized void accept(int user) {
        accepted++;
        users.addLast(user);
        if (users.size() > REMEMBERED) {
            users.removeFirst();
        }
    }

    synchronized Summary read() {
        return new Summary(accepted, List.copyOf(users));
    }
}
