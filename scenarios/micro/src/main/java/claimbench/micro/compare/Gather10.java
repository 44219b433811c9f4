package claimbench.micro.compare;

import org.openjdk.jmh.annotations.OperationsPerInvocation;

/** 10 tasks at once. */
@OperationsPerInvocation(Gather10.OPERATIONS)
public class Gather10 extends Gather {
    public static final int TASKS = 10;
    public static final int OPERATIONS = 1_000;

    public Gather10() {
        super(TASKS, OPERATIONS);
    }
}
