package claimbench.kit;

import claimbench.contract.Parameter;
import claimbench.contract.Route;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * A request that would be answered, but for one parameter, which is just not what the route takes. Made from what the contract
 * says of each route, so that no bound is forgotten.
 *
 * @param route what is asked
 * @param query with the parameter that is wrong
 * @param parameter its name
 * @param says what the refusal must say
 */
record EdgeRequest(Route route, String query, String parameter, String says) {
    private static final String UNKNOWN = "nothing-of-this-name";

    /** All of them, route by route. */
    static List<EdgeRequest> refused() {
        List<EdgeRequest> all = new ArrayList<>();
        for (Route route : Route.values()) {
            for (Parameter<?> wrong : route.parameters()) {
                String name = wrong.name();
                String allowed = "must be " + wrong.allowed();
                List<String> others = route.parameters().stream()
                        .filter(other -> !other.name().equals(name))
                        .map(EdgeRequest::good)
                        .toList();
                if (wrong.fallback().isEmpty()) {
                    all.add(new EdgeRequest(route, query(others), name, allowed));
                }
                List<String> values = new ArrayList<>(wrong.edgesOutside());
                values.add("");
                for (String value : values) {
                    all.add(new EdgeRequest(route, query(others, name + "=" + value), name, allowed));
                }
                all.add(new EdgeRequest(route, query(others, good(wrong), good(wrong)), name, "more than once"));
            }
            String names = route.parameters().isEmpty()
                    ? "none"
                    : route.parameters().stream().map(Parameter::name).collect(Collectors.joining(", "));
            List<String> good =
                    route.parameters().stream().map(EdgeRequest::good).toList();
            all.add(new EdgeRequest(route, query(good, UNKNOWN + "=1"), UNKNOWN, "allowed: " + names));
        }
        return all;
    }

    /** The path of a route, with the id of a user who is there. */
    static String path(Route route) {
        return route.path().replace("{id}", "1");
    }

    private static String good(Parameter<?> parameter) {
        return parameter.name() + "=" + parameter.edgesWithin().getFirst();
    }

    private static String query(List<String> pairs, String... more) {
        List<String> all = new ArrayList<>(pairs);
        all.addAll(List.of(more));
        return String.join("&", all);
    }

    String bytes() {
        String target = path(route) + "?" + query;
        return route == Route.NEW_USER ? RawConnection.post(target, NewUserContract.ADA) : RawConnection.get(target);
    }

    /** As it stands in the table. */
    @Override
    public String toString() {
        return path(route) + "?" + query;
    }
}
