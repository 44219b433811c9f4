package claimbench.load;

/**
 * What an open load is: how many arrivals, and how they follow each other. Part of what is stored of every load.
 *
 * @param rate over the window
 * @param spacing of single arrivals
 */
public record Arrivals(Rate rate, Spacing spacing) {

    /** At one rate, evenly spaced. */
    public static Arrivals constant(int perSecond) {
        return new Arrivals(Rate.constant(perSecond), Spacing.EVEN);
    }

    /** In words, such as {@code steps of 100, 200 arrivals a second, at random (Poisson)}. */
    public String inWords() {
        return rate.inWords() + ", " + spacing.inWords();
    }
}
