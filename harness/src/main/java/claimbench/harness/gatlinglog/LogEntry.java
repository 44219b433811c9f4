package claimbench.harness.gatlinglog;

import java.util.ArrayDeque;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * A request or a group of a log, told from others of the same name by the groups that it is in. There is one object for
 * each, made when the log first speaks of it. For one thread.
 */
public final class LogEntry {
    private static final int CHILDREN_FIRST = 8;

    private final @Nullable LogEntry parent;
    private final String name;
    private final int id;

    /** By the log's number of their names, with open addressing: a lookup for each record must cost next to nothing. */
    private int[] keys = new int[CHILDREN_FIRST];

    private @Nullable LogEntry[] children = new @Nullable LogEntry[CHILDREN_FIRST];
    private int childrenCount;

    LogEntry(@Nullable LogEntry parent, String name, int id) {
        this.parent = parent;
        this.name = name;
        this.id = id;
    }

    /** Its own name. */
    public String name() {
        return name;
    }

    /** Counted from 0 in the order in which the log first speaks of them, requests and groups alike. */
    public int id() {
        return id;
    }

    /** Names of the groups that it is in, the outermost first. */
    public List<String> groups() {
        var groups = new ArrayDeque<String>();
        for (LogEntry group = parent; group != null && group.parent != null; group = group.parent) {
            groups.addFirst(group.name);
        }
        return List.copyOf(groups);
    }

    /** What is in here under a name; null where the log has not spoken of it yet. */
    @Nullable
    LogEntry child(int nameKey) {
        for (int slot = slot(nameKey, keys.length); ; slot = (slot + 1) & (keys.length - 1)) {
            LogEntry child = children[slot];
            if (child == null || keys[slot] == nameKey) {
                return child;
            }
        }
    }

    /** Something new in here. */
    LogEntry add(int nameKey, LogEntry child) {
        if (++childrenCount > keys.length / 2) {
            grow();
        }
        put(nameKey, child);
        return child;
    }

    private void put(int nameKey, LogEntry child) {
        int slot = slot(nameKey, keys.length);
        while (children[slot] != null) {
            slot = (slot + 1) & (keys.length - 1);
        }
        keys[slot] = nameKey;
        children[slot] = child;
    }

    private void grow() {
        int[] oldKeys = keys;
        @Nullable LogEntry[] oldChildren = children;
        keys = new int[2 * oldKeys.length];
        children = new @Nullable LogEntry[2 * oldKeys.length];
        for (int slot = 0; slot < oldKeys.length; slot++) {
            if (oldChildren[slot] != null) {
                put(oldKeys[slot], Objects.requireNonNull(oldChildren[slot]));
            }
        }
    }

    private static int slot(int nameKey, int length) {
        return ((nameKey * 0x9E3779B9) >>> 16) & (length - 1);
    }
}
