package claimbench.micro.compare;

/** The queue holds 128 numbers: a task puts, or takes, many before it must wait. */
public class QueueOf128 extends HandOff {
    public static final int CAPACITY = 128;

    public QueueOf128() {
        super(CAPACITY);
    }
}
