package claimbench.load;

/**
 * One kind of request of a scenario. The arms of a scenario are compared with each other, so every user sends all of them
 * in turn and in random order: what the machine does meanwhile falls on all alike.
 *
 * @param name what the request is called in all that is recorded; unique within the scenario
 * @param target path and query
 * @param check what an honest answer's body must be
 */
public record Arm(String name, String target, BodyCheck check) {}
