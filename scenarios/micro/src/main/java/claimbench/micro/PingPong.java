package claimbench.micro;

import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadFactory;

/** Two threads of any kind that hand a ball to each other, so that only one can go on at a time. */
final class PingPong {
    private final SynchronousQueue<Integer> there = new SynchronousQueue<>();
    private final SynchronousQueue<Integer> back = new SynchronousQueue<>();

    private PingPong() {}

    /**
     * Plays, and waits for the end.
     *
     * @param threads makes both players
     * @param handOffs how often the ball changes hands: an even number
     * @return how often it came back
     */
    static int play(ThreadFactory threads, int handOffs) throws InterruptedException {
        var game = new PingPong();
        int rounds = handOffs / 2;
        int[] returned = new int[1];
        Thread first = threads.newThread(() -> returned[0] = game.serve(rounds));
        Thread second = threads.newThread(() -> game.sendBack(rounds));
        first.start();
        second.start();
        first.join();
        second.join();
        return returned[0];
    }

    private int serve(int rounds) {
        int returned = 0;
        try {
            for (int round = 0; round < rounds; round++) {
                there.put(round);
                returned += back.take() == round ? 1 : 0;
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return returned;
    }

    private void sendBack(int rounds) {
        try {
            for (int round = 0; round < rounds; round++) {
                back.put(there.take());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
