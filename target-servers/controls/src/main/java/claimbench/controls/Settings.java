package claimbench.controls;

import claimbench.runtime.ServerOptions;
import java.util.Map;

/** What {@code /about} says of a control's options. */
final class Settings {
    private Settings() {}

    static Map<String, Object> of(ServerOptions options) {
        return switch (options) {
            case LoopOptions loops -> Map.of("loops", loops.loops());
            case PoolOptions pool -> Map.of("pool", pool.pool());
            default -> Map.of();
        };
    }
}
