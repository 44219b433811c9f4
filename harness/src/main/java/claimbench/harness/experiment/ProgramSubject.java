package claimbench.harness.experiment;

import claimbench.contract.WireName;
import java.util.Arrays;
import java.util.List;

/** What the programs that show a claim are run on. To add one: its entry here, and its command in {@code run}. */
public enum ProgramSubject implements WireName {
    /** Our event loop: asyncio's semantics in Java. */
    EVENT_LOOP("event-loop", false),
    /** CPython's own asyncio, which the claims are about; run where it is found. */
    ASYNCIO("asyncio", true);

    private final String wireName;
    private final boolean claimsOwn;

    ProgramSubject(String wireName, boolean claimsOwn) {
        this.wireName = wireName;
        this.claimsOwn = claimsOwn;
    }

    @Override
    public String wireName() {
        return wireName;
    }

    /** Whether it is what the claims are about, and no likeness of it. */
    public boolean isClaimsOwn() {
        return claimsOwn;
    }

    public static List<String> names() {
        return Arrays.stream(values()).map(ProgramSubject::wireName).toList();
    }
}
