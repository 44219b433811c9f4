package claimbench.kit;

import java.lang.reflect.Method;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.MethodDescriptor;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.MethodOrdererContext;

/**
 * Runs the checks facet by facet, in the order in which the class of the contract names them. None may depend on it: where
 * the system property {@value #SHUFFLED} gives a seed, the order is a random one.
 */
final class ByFacet implements MethodOrderer {
    static final String SHUFFLED = "claimbench.kit.order";

    @Override
    public void orderMethods(MethodOrdererContext context) {
        List<String> facets = facets(context.getTestClass());
        context.getMethodDescriptors()
                .sort(Comparator.comparingInt((MethodDescriptor method) -> facets.indexOf(facet(method.getMethod())))
                        .thenComparing(method -> method.getMethod().getName()));
        Long seed = Long.getLong(SHUFFLED);
        if (seed != null) {
            // Not the orderer of that name, which is ours by inheritance.
            Collections.shuffle(context.getMethodDescriptors(), new java.util.Random(seed));
        }
    }

    /** The facet of a check; empty where it has none. */
    static String facet(Method check) {
        Facet facet = check.getDeclaringClass().getAnnotation(Facet.class);
        return facet == null ? "" : facet.value();
    }

    /** All facets of a class, in order. */
    static List<String> facets(Class<?> contract) {
        Set<String> facets = new LinkedHashSet<>();
        List<Class<?>> lineage = new ArrayList<>();
        for (Class<?> type = contract; type != null; type = type.getSuperclass()) {
            lineage.addFirst(type);
        }
        for (Class<?> type : lineage) {
            for (Class<?> implemented : type.getInterfaces()) {
                Facet facet = implemented.getAnnotation(Facet.class);
                if (facet != null) {
                    facets.add(facet.value());
                }
            }
        }
        return List.copyOf(facets);
    }
}
