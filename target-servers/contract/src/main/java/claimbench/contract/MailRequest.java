package claimbench.contract;

import java.util.List;

/**
 * {@code POST /mail?user=&ms=} of the upstream: sends a welcome mail. The upstream answers 202 when the mail is accepted,
 * and counts it. Not to be repeated by a caller who can't know whether it arrived: the user would get two.
 *
 * @param user id of who it goes to
 * @param ms how long the upstream takes, in milliseconds
 */
public record MailRequest(int user, int ms) {
    public static final String PATH = "/mail";

    private static final Parameter<Integer> USER = Parameter.integer("user", 1, Integer.MAX_VALUE);
    private static final Parameter<Integer> MS = Parameter.integer("ms", 0, 60_000);
    private static final List<Parameter<?>> PARAMETERS = List.of(USER, MS);

    /**
     * The request that a query stands for.
     *
     * @throws ProblemException 400 that names the parameter
     */
    public static MailRequest from(String rawQuery) {
        Arguments arguments = Arguments.parse(rawQuery, PARAMETERS);
        return new MailRequest(arguments.get(USER), arguments.get(MS));
    }

    /** The request's target: path and query. */
    public String target() {
        return PATH + "?user=" + user + "&ms=" + ms;
    }
}
