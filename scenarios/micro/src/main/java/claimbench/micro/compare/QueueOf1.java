package claimbench.micro.compare;

/** The queue holds one number: each is a switch there and one back. */
public class QueueOf1 extends HandOff {
    public static final int CAPACITY = 1;

    public QueueOf1() {
        super(CAPACITY);
    }
}
