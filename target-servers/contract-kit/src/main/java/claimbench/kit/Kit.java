package claimbench.kit;

import java.util.List;
import java.util.function.Consumer;
import java.util.function.Predicate;
import org.junit.platform.engine.FilterResult;
import org.junit.platform.engine.TestDescriptor;
import org.junit.platform.engine.discovery.DiscoverySelectors;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.launcher.LauncherDiscoveryRequest;
import org.junit.platform.launcher.PostDiscoveryFilter;
import org.junit.platform.launcher.TagFilter;
import org.junit.platform.launcher.core.LauncherDiscoveryRequestBuilder;
import org.junit.platform.launcher.core.LauncherFactory;

/**
 * Runs the contract on a server, and tells what came of each check. The checks are the same JUnit tests that each target's
 * module has; here the JUnit platform's own launcher runs them.
 */
final class Kit {
    /** Checks that take longer than some seconds: they run beside the others, and without the upstream. */
    static final String SLOW = "slow";

    private Kit() {}

    /**
     * Runs checks, one after another, facet by facet.
     *
     * @param subject the server
     * @param filter says by "facet: check" which are run
     * @param slow whether those are run, too, that take long
     * @param done is told of each facet's checks as soon as all of them are done
     * @return all of them, in the order of the facets
     * @throws KitException where nothing could be checked at all
     */
    static List<Check> run(Subject subject, Predicate<String> filter, boolean slow, Consumer<List<Check>> done) {
        var builder = LauncherDiscoveryRequestBuilder.request()
                .selectors(DiscoverySelectors.selectClass(ServerContract.class))
                .filters((PostDiscoveryFilter) test -> wanted(test, filter))
                .configurationParameter(ServerContract.SUBJECT, subject.text());
        if (!slow) {
            builder.filters(TagFilter.excludeTags(SLOW));
        }
        LauncherDiscoveryRequest request = builder.build();
        var results = new Results(ByFacet.facets(ServerContract.class), done);
        LauncherFactory.create().execute(request, results);
        return results.checks();
    }

    private static FilterResult wanted(TestDescriptor test, Predicate<String> filter) {
        return test.getSource()
                .filter(MethodSource.class::isInstance)
                .map(source -> ByFacet.facet(((MethodSource) source).getJavaMethod()) + ": " + test.getDisplayName())
                .map(name -> FilterResult.includedIf(filter.test(name)))
                .orElseGet(() -> FilterResult.included("not a check"));
    }
}
