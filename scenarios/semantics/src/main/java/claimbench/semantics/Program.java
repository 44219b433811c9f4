package claimbench.semantics;

import java.util.List;

/**
 * What shows one claim.
 *
 * @param id of the claim
 * @param scenes in order
 */
record Program(String id, List<Scene> scenes) {
    static Program of(String id, Scene... scenes) {
        return new Program(id, List.of(scenes));
    }
}
