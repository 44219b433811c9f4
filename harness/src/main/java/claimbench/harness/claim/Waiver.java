package claimbench.harness.claim;

import claimbench.harness.result.TrustCheck;

/**
 * A trust check that does not matter to a claim. All others do.
 *
 * @param check that may fail
 * @param because why the claim's figures are not biased by it
 */
public record Waiver(TrustCheck check, Text because) {
    public Waiver {
        Required.key("check", check);
        Required.key("because", because);
    }
}
