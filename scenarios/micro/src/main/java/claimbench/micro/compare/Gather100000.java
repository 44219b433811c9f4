package claimbench.micro.compare;

import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** 100,000 tasks at once. */
@OperationsPerInvocation(Gather100000.OPERATIONS)
public class Gather100000 extends Gather {
    public static final int TASKS = 100_000;
    public static final int OPERATIONS = 100_000;

    public Gather100000() {
        super(TASKS, OPERATIONS);
    }
}
