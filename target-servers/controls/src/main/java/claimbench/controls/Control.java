package claimbench.controls;

import claimbench.runtime.RunningServer;
import claimbench.runtime.ServerOptions;
import claimbench.runtime.ServerProcess;
import java.io.IOException;
import java.util.function.Supplier;

/**
 * A server that can be started by its name.
 *
 * @param name as in commands and results
 * @param options makes the options that it takes
 * @param starter starts it
 * @param <O> those options
 */
record Control<O extends ServerOptions>(String name, Supplier<O> options, Starter<O> starter) {

    /**
     * Starts a control.
     *
     * @param <O> its options
     */
    @FunctionalInterface
    interface Starter<O> {
        /**
         * A server that accepts connections from here on.
         *
         * @param routing what it answers
         * @throws IOException where it cannot listen where the options say
         */
        RunningServer start(O options, Routing routing) throws IOException;
    }

    /** Runs it as this process. */
    void main(String[] args) {
        ServerProcess.main(name, options.get(), args, this::start);
    }

    private RunningServer start(O parsed) throws IOException {
        return starter.start(parsed, new Routing(name, Settings.of(parsed)));
    }
}
