package claimbench.semantics;

/**
 * A part of a program that is run by itself, from time 0.
 *
 * @param name unique in its program
 * @param play what is done
 */
record Scene(String name, Play play) {

    /** What is done; what it throws is a crash. */
    @FunctionalInterface
    interface Play {
        void on(Trace trace) throws Exception;
    }
}
