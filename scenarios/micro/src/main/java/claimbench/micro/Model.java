package claimbench.micro;

import claimbench.contract.Mode;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/**
 * A way to carry out the parts of a request, without the request. To be called and closed by the thread that made it.
 */
public interface Model extends AutoCloseable {

    /** The models, by the names of their targets. */
    enum Name {
        PLATFORM_THREADS(PlatformThreads::new),
        VIRTUAL_THREADS(VirtualThreads::new),
        EVENT_LOOP(Loop::new),
        REACTIVE(Reactive::new);

        @SuppressWarnings("ImmutableEnumChecker") // a constructor holds no state
        private final Supplier<Model> maker;

        Name(Supplier<Model> maker) {
            this.maker = maker;
        }

        /** A model of this name, to be closed. */
        public Model start() {
            return maker.get();
        }
    }

    /**
     * Makes calls that do nothing but wait in the model's own way.
     *
     * @param calls how many
     * @param each how long each waits; for zero it gives up its turn once
     * @param mode serial or concurrent
     * @return the number of each call, from 0, in call order
     */
    List<Integer> fanout(int calls, Duration each, Mode mode) throws Exception;

    /**
     * Carries out CPU work.
     *
     * @param tasks how many
     * @param units of {@link claimbench.contract.CpuWork} in each
     * @param mode serial; concurrent, as the model's own lightweight tasks; or parallel, on all cores
     * @return the work's checksum
     */
    long cpu(int tasks, int units, Mode mode) throws Exception;

    @Override
    void close();
}
