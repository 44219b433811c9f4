package claimbench.load;

/** From the first arm to the last, and again. */
final class InOrder implements ArmOrder {
    private final int arms;
    private int next;

    InOrder(int arms) {
        this.arms = arms;
    }

    @Override
    public int next() {
        int arm = next;
        next = (next + 1) % arms;
        return arm;
    }
}
