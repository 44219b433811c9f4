package claimbench.dashboards.web;

import claimbench.contract.Json;
import com.sun.net.httpserver.Headers;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.function.Supplier;

/**
 * Serves the page, the dashboards and their data on the loopback address. A page from elsewhere cannot use it: it answers only to its own name
 * (so that no other name can be made to lead here), gives no other origin leave to read, and its own page runs nothing but its own scripts.
 * Whoever asks can look and change nothing. Thread-safe.
 */
public final class DashboardServer implements AutoCloseable {
    private static final String PAGE = "index.html";
    private static final String PAGES = "/claimbench/dashboards/viewer/";
    private static final String JSON = "application/json; charset=utf-8";

    /** Components style themselves by elements that they add; everything else comes from here alone. */
    private static final String CONTENT_SECURITY_POLICY =
            "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; "
                    + "img-src 'self' data:; font-src 'self' data:; connect-src 'self'; base-uri 'none'; form-action 'none'; "
                    + "frame-ancestors 'none'";

    private static final Map<String, String> TYPES = Map.ofEntries(
            Map.entry("html", "text/html; charset=utf-8"),
            Map.entry("js", "text/javascript; charset=utf-8"),
            Map.entry("css", "text/css; charset=utf-8"),
            Map.entry("json", JSON),
            Map.entry("svg", "image/svg+xml"),
            Map.entry("png", "image/png"),
            Map.entry("ico", "image/x-icon"),
            Map.entry("woff", "font/woff"),
            Map.entry("woff2", "font/woff2"),
            Map.entry("csv", "text/csv; charset=utf-8"),
            Map.entry("md", "text/plain; charset=utf-8"),
            Map.entry("tex", "text/plain; charset=utf-8"),
            Map.entry("txt", "text/plain; charset=utf-8"),
            Map.entry("map", JSON));

    /** Bytes and what they are. */
    private static final class Content {
        private final String type;
        private final byte[] bytes;

        private Content(String type, byte[] bytes) {
            this.type = type;
            this.bytes = bytes;
        }
    }

    private final CommittedDashboards dashboards = CommittedDashboards.load();
    private final ExecutorService threads = Executors.newThreadPerTaskExecutor(
            Thread.ofVirtual().name("dashboard-", 0).factory());
    private final PrometheusProxy prometheus;
    private final Answers answers;
    private final HttpServer server;
    private final Set<String> ownNames;
    private final ReportFiles report;

    private DashboardServer(HttpServer server, URI prometheus, Supplier<ShownRun> run, Path report) {
        this.server = server;
        this.report = new ReportFiles(report);
        this.prometheus = new PrometheusProxy(prometheus);
        this.answers = new Answers(dashboards, this.prometheus, run);
        int port = server.getAddress().getPort();
        this.ownNames = Set.of("127.0.0.1:" + port, "localhost:" + port);
    }

    /** Whether the page is packed with this class: it is built only where node is found. */
    public static boolean hasPage() {
        return DashboardServer.class.getResource(PAGES + PAGE) != null;
    }

    /**
     * Begins to serve.
     *
     * @param port of the loopback address; 0 for a free one
     * @param prometheus its base
     * @param run asked whenever somebody wants to know
     * @param report folder of the run's report, which the dashboards lead to; it may be missing
     * @throws java.net.BindException where the port is taken
     */
    public static DashboardServer start(int port, URI prometheus, Supplier<ShownRun> run, Path report)
            throws IOException {
        var loopback = InetAddress.getByAddress(new byte[] {127, 0, 0, 1});
        HttpServer server = HttpServer.create(new InetSocketAddress(loopback, port), 0);
        var dashboard = new DashboardServer(server, prometheus, run, report);
        server.setExecutor(dashboard.threads);
        server.createContext("/", dashboard::handle);
        server.start();
        return dashboard;
    }

    /** Where the page is. */
    public URI address() {
        return URI.create("http://127.0.0.1:" + server.getAddress().getPort() + "/");
    }

    private void handle(HttpExchange exchange) throws IOException {
        try (exchange) {
            Headers headers = exchange.getResponseHeaders();
            headers.set("Content-Security-Policy", CONTENT_SECURITY_POLICY);
            headers.set("X-Content-Type-Options", "nosniff");
            headers.set("X-Frame-Options", "DENY");
            headers.set("Referrer-Policy", "no-referrer");
            headers.set("Cross-Origin-Resource-Policy", "same-origin");
            int status = 200;
            Content content;
            try {
                content = content(exchange);
            } catch (Refusal e) {
                status = e.status();
                content = error(e.sentence());
            } catch (InterruptedException e) {
                status = 503;
                content = error("the dashboard is ending");
            } catch (RuntimeException e) {
                status = 500;
                content = error("internal error, please report it: " + e);
            }
            send(exchange, status, content);
        }
    }

    private Content content(HttpExchange exchange) throws Refusal, InterruptedException {
        String host = Optional.ofNullable(exchange.getRequestHeaders().getFirst("Host"))
                .orElse("");
        if (!ownNames.contains(host)) {
            throw Refusal.misdirected(
                    "this server is called " + String.join(" or ", ownNames) + ", not '" + host + "'");
        }
        if (!Set.of("GET", "HEAD").contains(exchange.getRequestMethod())) {
            exchange.getResponseHeaders().set("Allow", "GET, HEAD");
            throw Refusal.notAllowed("only GET and HEAD are allowed: nothing can be changed here");
        }
        String path = exchange.getRequestURI().getPath();
        List<String> parts = List.of(path.substring(1).split("/", -1));
        return switch (parts.getFirst()) {
            case "" -> page(PAGE);
            case "assets" -> page(path.substring(1));
            case "dashboards" -> dashboard(parts);
            case "report" -> report(parts.subList(1, parts.size()));
            case "api" -> new Content(JSON, answers.answer(parts.subList(1, parts.size()), parameters(exchange)));
            default -> throw Refusal.notFound("there is nothing at '" + path + "'");
        };
    }

    private Content dashboard(List<String> parts) throws Refusal {
        String last = parts.getLast();
        if (parts.size() == 2 && last.equals("index.json")) {
            return new Content(JSON, dashboards.index());
        }
        if (parts.size() == 3 && last.endsWith(".json")) {
            return new Content(
                    JSON, dashboards.file(parts.get(1), last.substring(0, last.length() - ".json".length())));
        }
        throw Refusal.notFound("there are dashboards/index.json and dashboards/LANGUAGE/NAME.json");
    }

    private Content report(List<String> parts) throws Refusal {
        String last = parts.isEmpty() ? "" : parts.getLast();
        String type = TYPES.get(last.substring(last.lastIndexOf('.') + 1));
        if (type == null) {
            throw Refusal.notFound("the report has no such file");
        }
        return new Content(type, report.file(parts));
    }

    /** A file of the page; a name that climbs out of its folder is none of its files. */
    private static Content page(String name) throws Refusal {
        String type = TYPES.get(name.substring(name.lastIndexOf('.') + 1));
        boolean climbs = List.of(name.split("/", -1)).stream().anyMatch(part -> part.isEmpty() || part.startsWith("."));
        Optional<byte[]> bytes = type == null || climbs ? Optional.empty() : CommittedDashboards.resource(PAGES + name);
        return new Content(
                type == null ? "" : type,
                bytes.orElseThrow(() -> Refusal.notFound(
                        hasPage()
                                ? "there is nothing at '/" + name + "'"
                                : "this build has no page, since node was not found when it was built")));
    }

    private static Map<String, List<String>> parameters(HttpExchange exchange) throws Refusal {
        var parameters = new LinkedHashMap<String, List<String>>();
        String query = exchange.getRequestURI().getRawQuery();
        if (query == null || query.isEmpty()) {
            return parameters;
        }
        for (String pair : query.split("&", -1)) {
            String[] nameAndValue = pair.split("=", 2);
            try {
                String value = nameAndValue.length == 1 ? "" : nameAndValue[1];
                parameters
                        .computeIfAbsent(
                                URLDecoder.decode(nameAndValue[0], StandardCharsets.UTF_8), name -> new ArrayList<>())
                        .add(URLDecoder.decode(value, StandardCharsets.UTF_8));
            } catch (IllegalArgumentException e) {
                throw Refusal.badRequest("the address is not encoded as it must be: " + e.getMessage());
            }
        }
        return parameters;
    }

    private static Content error(String sentence) {
        return new Content(JSON, Json.MAPPER.writeValueAsBytes(Map.of("error", sentence)));
    }

    private static void send(HttpExchange exchange, int status, Content content) throws IOException {
        Headers headers = exchange.getResponseHeaders();
        headers.set("Content-Type", content.type);
        headers.set("Cache-Control", "no-store");
        if (exchange.getRequestMethod().equals("HEAD")) {
            headers.set("Content-Length", Integer.toString(content.bytes.length));
            exchange.sendResponseHeaders(status, -1);
        } else {
            exchange.sendResponseHeaders(status, content.bytes.length == 0 ? -1 : content.bytes.length);
            exchange.getResponseBody().write(content.bytes);
        }
    }

    /** Serves no more. */
    @Override
    public void close() {
        server.stop(0);
        threads.shutdownNow();
        prometheus.close();
    }
}
