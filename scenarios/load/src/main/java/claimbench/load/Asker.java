package claimbench.load;

import java.util.SplittableRandom;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Who asks: what makes one user's requests differ from another's. What it draws depends on the seed and the user alone, so
 * that a run can be repeated. Not thread-safe: each user has its own.
 */
public final class Asker {
    /** Names differ from those of earlier runs too: a database may keep what they have registered. */
    private static final String RUN = Long.toString(System.currentTimeMillis(), Character.MAX_RADIX);

    private static final AtomicLong NAMES = new AtomicLong();

    /** So that what a user draws has nothing to do with the order of its arms, which is drawn from the same seed. */
    private static final long SALT = 0x5DEECE66DL;

    private final SplittableRandom random;
    private int registeredId;
    private String registeredName = "";

    /**
     * A user.
     *
     * @param user counted from 0
     */
    public Asker(long seed, long user) {
        this.random = new SplittableRandom((seed ^ SALT) * 1_000_003 + user);
    }

    /** A number from 1 to {@code max}. */
    public int upTo(int max) {
        return random.nextInt(max) + 1;
    }

    /** A part of a whole, from 0 to 1. */
    double part() {
        return random.nextDouble();
    }

    /** A name that nobody else has. */
    String newName() {
        return "user " + RUN + "-" + NAMES.incrementAndGet();
    }

    /** Remembers who this is on the server from now on. */
    void registered(int id, String name) {
        registeredId = id;
        registeredName = name;
    }

    /** As the server knows this user; 0 where it does not. */
    int registeredId() {
        return registeredId;
    }

    String registeredName() {
        return registeredName;
    }
}
