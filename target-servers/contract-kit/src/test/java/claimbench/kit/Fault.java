package claimbench.kit;

import java.util.List;

/**
 * What a deliberately broken server does wrong, and which checks must find it out, as they stand in the table: "facet:
 * check". Those with a question mark before them may fail as well; no other one may.
 */
enum Fault {
    /** It keeps the contract. */
    NONE,

    /** One task's work is missing from the sum. */
    WRONG_CHECKSUM(
            "routes: cpu work has the same checksum in each mode", "routes: cpu work leaves the connection usable"),
    /** A unit too many for each task. */
    WRONG_MIXED_WORK("mixed: mixed work has the checksum of all its units", "mixed: server knows its own pace"),
    ANSWERS_BEFORE_WAITING(
            "routes: wait answers how long it waited and not before that",
            "metrics: ?request timer is a histogram",
            "hostile HTTP: ?good requests before a bad one are answered first"),

    SERIAL_IN_PLACE_OF_CONCURRENT(
            "fan-out: concurrent fanout makes all calls at once and keeps call order",
            "partial failure: results and failures are collected in call order",
            "partial failure: concurrent fanout ends with the first failure"),
    CONCURRENT_IN_PLACE_OF_SERIAL(
            "fan-out: serial fanout makes one call after another",
            "partial failure: serial fanout ends with the first failure",
            "partial failure: ?results and failures are collected in call order"),
    LOSES_THE_ORDER_OF_RESULTS(
            "fan-out: concurrent fanout makes all calls at once and keeps call order",
            "fan-out: fanout hands distribution and seed to the upstream",
            "fan-out: fanout takes a latency for each call",
            "fan-out: answer that comes byte by byte is read",
            "fan-out: what an upstream sends beyond its answer is nobodys answer",
            "partial failure: results and failures are collected in call order"),
    IGNORES_ON_ERROR(
            "partial failure: results and failures are collected in call order",
            "partial failure: every kind of failure is collected"),
    GOES_ON_AFTER_A_FAILURE(
            "partial failure: serial fanout ends with the first failure",
            "partial failure: concurrent fanout ends with the first failure"),
    WAITS_FOR_ALL_AFTER_A_FAILURE("partial failure: concurrent fanout ends with the first failure"),

    NOBODY_IS_A_FAILURE(
            "users: user who is not there is not found and the connection survives",
            "profile: serial profile of nobody does not call the upstream",
            "profile: concurrent profile of nobody does not wait for the upstream",
            "metrics of work: work is counted by route mode and outcome",
            "mail: ?full queue refuses and leaves no row and nothing accepted is lost"),
    MANGLES_NAMES("new users: name is kept as it was sent"),
    SERIAL_PROFILE(
            "profile: concurrent profile calls the upstream while the query runs",
            "profile: failure of the upstream cancels the query and frees its connection",
            "profile: ?failure of the upstream fails the profile and the connection survives"),

    ANSWERS_BEFORE_THE_MAIL_IS_SENT(
            "mail: awaited mail is sent before the answer",
            "mail: awaited mail that fails is a bad gateway and not repeated",
            "mail: ?background mail is sent after the answer",
            "mail: ?background mail outlives its client",
            "new users: ?mail takes as long as the request says",
            "new users: ?body that is no user is refused and the connection survives"),
    HOLDS_UP_THE_ANSWER_FOR_A_MAIL(
            "mail: background mail is sent after the answer",
            "mail: background mail outlives its client",
            "mail: every background mail is sent exactly once",
            "mail: background mail that fails is counted and not repeated",
            "mail: full queue refuses and leaves no row and nothing accepted is lost"),
    SWALLOWS_SOME_MAILS(
            "mail: every background mail is sent exactly once",
            "mail: full queue refuses and leaves no row and nothing accepted is lost"),
    SENDS_MAILS_TWICE(
            "mail: every background mail is sent exactly once",
            "mail: full queue refuses and leaves no row and nothing accepted is lost",
            "mail: ?background mail is sent after the answer",
            "mail: ?background mail outlives its client"),
    REPEATS_A_MAIL_THAT_FAILED(
            "mail: awaited mail that fails is a bad gateway and not repeated",
            "mail: background mail that fails is counted and not repeated"),
    LEAVES_A_ROW_BEHIND_A_REFUSAL("mail: full queue refuses and leaves no row and nothing accepted is lost"),
    DROPS_WHAT_IT_HAS_NO_ROOM_FOR("mail: full queue refuses and leaves no row and nothing accepted is lost"),

    BUFFERS_THE_STREAM(
            "answer: each token is relayed before the upstream sends the next",
            "answer: client that leaves ends the call of the upstream",
            "answer: call of the upstream ends at once when its client leaves",
            "answer: client that says its last ends the call of the upstream",
            "answer: clients that leave are not left behind",
            "answer: client that does not read holds the upstream back",
            "answer: stream that breaks off does not look whole",
            "metrics of work: stream that its client leaves is counted as a failure"),
    READS_AHEAD_OF_ITS_CLIENT("answer: client that does not read holds the upstream back"),
    DOES_NOT_SEE_ITS_CLIENT_LEAVE(
            "answer: client that leaves ends the call of the upstream",
            "answer: call of the upstream ends at once when its client leaves",
            "answer: client that says its last ends the call of the upstream",
            "answer: clients that leave are not left behind",
            "metrics of work: stream that its client leaves is counted as a failure"),
    LEAVES_LATE("answer: call of the upstream ends at once when its client leaves"),
    MAKES_A_BROKEN_STREAM_LOOK_WHOLE("answer: stream that breaks off does not look whole"),

    DOES_NOT_CANCEL_AT_THE_DEADLINE(
            "deadline: late call ends at the deadline and is cancelled",
            "deadline: body that stalls ends at the deadline and is cancelled",
            "deadline: many late calls leave nothing behind"),
    DEADLINE_LATE("deadline: late call is answered soon after its deadline"),
    RETRIES_A_REFUSAL("retry: refusal and fault are not tried again"),
    RETRIES_ONCE_TOO_OFTEN(
            "retry: last error is said when the attempts are used up",
            "retry: lost connection is tried again up to the limit",
            "metrics of work: work is counted by route mode and outcome"),
    RETRIES_AT_ONCE("retry: attempts are spread out by a backoff with jitter"),
    RETRIES_WITHOUT_JITTER("retry: attempts are spread out by a backoff with jitter"),

    DROPS_ITS_BACKGROUND_AT_THE_END(
            "shutdown under load: mails in the background are sent before the end",
            "shutdown under load: server with its hands full finishes everything"),
    CUTS_RESPONSES_AT_THE_END(
            "shutdown: shutdown finishes what is in flight",
            "shutdown under load: every request in flight is answered",
            "shutdown under load: stream in flight is brought to its end",
            "shutdown under load: server with its hands full finishes everything"),

    BLOCKS_EVERYBODY("block: offloaded block holds up nobody else"),
    SAYS_NOT_WHEN_TO_COME_BACK(
            "overload: requests beyond the bound are refused and the rest is done",
            "overload: requests on open connections are refused while the cores are busy",
            "overload: calls that block wait in a bounded queue",
            "overload: queries beyond the queue are refused and the rest is answered",
            "overload: query that waits too long for a connection is refused",
            "mail: full queue refuses and leaves no row and nothing accepted is lost"),
    TAKES_ON_WITHOUT_BOUND(
            "overload: requests beyond the bound are refused and the rest is done",
            "overload: requests on open connections are refused while the cores are busy"),

    OFF_LOADS_WITHOUT_BOUND("overload: calls that block wait in a bounded queue"),
    QUEUES_QUERIES_WITHOUT_BOUND(
            "overload: queries beyond the queue are refused and the rest is answered",
            "overload: query that waits too long for a connection is refused"),
    DIES_WITHOUT_A_DATABASE("outage: database that is down is a bad gateway and the server stays up"),
    WAITS_FOR_EVER_FOR_A_REQUEST(
            "slow clients: head that comes drip by drip is given up",
            "slow clients: head that stops is given up",
            "slow clients: body that comes drip by drip is given up"),
    COUNTS_NOTHING(
            "metrics: requests are counted by route mode and outcome",
            "metrics: failure of the upstream counts as a server error",
            "metrics of work: ?work is counted by route mode and outcome",
            "metrics of work: ?new user is counted by notification",
            "metrics of work: ?stream that its client leaves is counted as a failure"),

    TAKES_A_LENGTH_AND_CHUNKS(
            "refusals: length together with chunks is refused and nothing is smuggled",
            "hostile HTTP: hostile bytes are refused and disturb nobody",
            "hostile HTTP: good requests before a bad one are answered first"),
    TELLS_STRANGERS_OF_ITS_INSIDE(
            "hostile HTTP: hostile bytes are refused and disturb nobody",
            "hostile HTTP: good requests before a bad one are answered first",
            "random bytes: random bytes and mutated requests disturb nobody",
            "hostile HTTP: ?request that breaks off ends the connection"),
    /** A byte now and then, for ever as far as anybody waits: each of them comes in good time. */
    TRICKLES_ITS_SETTINGS(
            "routes: about names model versions flags and settings",
            "mixed: ?server knows its own pace",
            "metrics: ?meters of the jvm and the process are there",
            "metrics of work: ?settings say how quick a core is",
            "overload: ?requests on open connections are refused while the cores are busy",
            "overload: ?calls that block wait in a bounded queue",
            "overload: ?queries beyond the queue are refused and the rest is answered",
            "overload: ?query that waits too long for a connection is refused"),
    DOES_NOT_SAY_WHAT_IS_ALLOWED(
            "arguments: wrong method is not allowed",
            "arguments: no route takes another method than its own",
            "users: user is only read",
            "new users: users are only posted"),
    /** So much goes wrong then that only the foremost check is named. */
    KEEPS_NO_CONNECTION("HTTP: connection is kept for many requests", "*");

    @SuppressWarnings("ImmutableEnumChecker") // made by List.of
    private final List<String> foundBy;

    Fault(String... foundBy) {
        this.foundBy = List.of(foundBy);
    }

    /** The checks that must fail. */
    List<String> mustFail() {
        return foundBy.stream()
                .filter(check -> !check.contains("?") && !check.equals("*"))
                .toList();
    }

    /** The facets of the checks that must fail; where none must, a few that must not. */
    List<String> facets() {
        return this == NONE
                ? List.of("routes", "users", "answer", "metrics of work", "hostile HTTP")
                : mustFail().stream()
                        .map(check -> check.split(":", 2)[0])
                        .distinct()
                        .toList();
    }

    /** Whether it shows only at a server's beginning or end, so that the kit must have started it. */
    boolean isStartedByTheKit() {
        return facets().stream().allMatch(facet -> facet.startsWith("shutdown") || facet.equals("outage"));
    }

    /** Whether it shows only to those who wait for as long as a client may take. */
    boolean needsSlowChecks() {
        return facets().contains("slow clients");
    }

    /** Whether a check may fail. */
    boolean mayFail(String check) {
        return foundBy.contains("*")
                || foundBy.stream().anyMatch(name -> name.replace("?", "").equals(check));
    }
}
