package claimbench.micro.compare;

import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** 1,000 tasks at once. */
@OperationsPerInvocation(Gather1000.OPERATIONS)
public class Gather1000 extends Gather {
    public static final int TASKS = 1_000;
    public static final int OPERATIONS = 10_000;

    public Gather1000() {
        super(TASKS, OPERATIONS);
    }
}
