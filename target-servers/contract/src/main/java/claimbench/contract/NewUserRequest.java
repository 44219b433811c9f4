package claimbench.contract;

import org.jspecify.annotations.Nullable;
import tools.jackson.core.JacksonException;

/**
 * {@code POST /users?notify=&mail-ms=} with a body such as {@code {"name":"Ada","email":"ada@example.org"}}: inserts a
 * row, and sends a welcome mail through the upstream.
 *
 * @param name 1 to {@link #NAME_CHARS_MAX} characters
 * @param email 3 to {@link #EMAIL_CHARS_MAX} characters, an at sign among them
 * @param notification whether the answer waits for the mail
 * @param mailMs how long the upstream takes for the mail, in milliseconds
 */
public record NewUserRequest(String name, String email, Notify notification, int mailMs) {
    public static final int NAME_CHARS_MAX = 100;
    public static final int EMAIL_CHARS_MAX = 254;

    /** How long a mail takes unless a request says otherwise. */
    public static final int MAIL_MS_DEFAULT = 2_000;

    public static final Parameter<Notify> NOTIFY = Parameter.choice("notify", Notify.BACKGROUND, Notify.AWAITED);
    public static final Parameter<Integer> MAIL_MS =
            Parameter.integer("mail-ms", 0, 60_000).orElse(MAIL_MS_DEFAULT);

    /** The body as sent. */
    private record Body(@Nullable String name, @Nullable String email) {}

    public static NewUserRequest from(Arguments arguments) {
        Notify notification = arguments.get(NOTIFY);
        int mailMs = arguments.get(MAIL_MS);
        Body body = body(arguments.body());
        return new NewUserRequest(
                checked("name", body.name, 1, NAME_CHARS_MAX), email(body.email), notification, mailMs);
    }

    private static Body body(byte[] json) {
        try {
            Body body = Json.MAPPER.readValue(json, Body.class);
            if (body != null) {
                return body;
            }
        } catch (JacksonException e) {
            // What is wrong with it in detail would show a client the inside of the server.
        }
        throw new ProblemException(
                Problem.badBody("the body must be JSON such as {\"name\":\"Ada\",\"email\":\"ada@example.org\"}"));
    }

    private static String email(@Nullable String email) {
        String checked = checked("email", email, 3, EMAIL_CHARS_MAX);
        int at = checked.indexOf('@');
        if (at < 1 || at == checked.length() - 1) {
            throw new ProblemException(Problem.badBody("email must have an at sign between two other characters"));
        }
        return checked;
    }

    private static String checked(String field, @Nullable String value, int min, int max) {
        if (value == null || value.length() < min || value.length() > max || value.indexOf('\0') >= 0) {
            throw new ProblemException(Problem.badBody(field + " must be a text of " + min + " to " + max
                    + " characters" + (value == null ? "; it is missing" : "")));
        }
        return value;
    }

    /** The mail to a user who has been given this id. */
    public MailRequest mail(int id) {
        return new MailRequest(id, mailMs);
    }

    /** Where the new user is found. */
    public static String path(int id) {
        return "/users/" + id;
    }

    /**
     * The answer, with status 201.
     *
     * @param id of the new user
     * @param notified whether the mail has been sent already
     */
    public record Answer(int id, boolean notified) {}
}
