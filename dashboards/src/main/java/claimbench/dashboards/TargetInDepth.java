package claimbench.dashboards;

import static claimbench.dashboards.PromQl.ofTarget;
import static claimbench.dashboards.PromQl.seen;
import static claimbench.dashboards.View.lines;
import static claimbench.dashboards.Words.same;
import static claimbench.dashboards.Words.words;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.dashboards.PromQl.Selector;
import java.util.List;

/** One target, route by route, from the client's side and from its own. */
final class TargetInDepth {
    private static final Selector SERVER = Selector.ofTarget(Meter.SERVER_REQUESTS.bucket());
    private static final Selector CLIENT = Selector.of(Meter.GENERATOR_REQUESTS.bucket());
    private static final Words ROUTE = same("{{route}} {{mode}}");
    private static final Words REQUEST = same("{{request}}");

    private TargetInDepth() {}

    static Board board() {
        return new Board(
                "target",
                words("claimbench: one target in depth", "claimbench：单个目标详解"),
                words(
                        "One target: what its clients felt, what it says of the same requests, and what its process used.",
                        "单个目标：客户端的感受、它对同一批请求的记录，以及进程的资源消耗。"),
                true,
                List.of(
                        new Section(
                                words("As its clients saw it", "客户端所见"),
                                List.of(clientRate(), failures(), clientLatency(0.5), clientLatency(0.99))),
                        new Section(
                                words("As it saw itself", "服务器所见"),
                                List.of(
                                        serverRate(),
                                        serverErrors(),
                                        serverLatency(0.5),
                                        serverLatency(0.99),
                                        load(),
                                        control())),
                        new Section(
                                words("What it waited for", "等待的对象"),
                                List.of(upstream(), database(), background(), late())),
                        new Section(
                                words("What its process used", "进程的消耗"),
                                List.of(cores(), switches(), memory(), allocation(), gc(), files()))));
    }

    private static View clientRate() {
        return lines(
                        words("Rate by request", "各请求的速率"),
                        words(
                                "Requests per second that came to an end, by their name in the scenario.",
                                "每秒结束的请求数，按场景中的名称区分。"),
                        new Query(PromQl.rate(seen(), MeterNames.REQUEST), REQUEST, "reqps"))
                .coloredByQuery();
    }

    private static View failures() {
        return lines(
                        words("Failures by request", "各请求的失败"),
                        words(
                                "Requests per second that were refused, cut off, timed out or answered wrongly.",
                                "每秒被拒绝、中断、超时或应答有误的请求数。"),
                        new Query(PromQl.rateOrZero(seen().notSuccess(), seen(), MeterNames.REQUEST), REQUEST, "reqps"))
                .coloredByQuery();
    }

    private static View clientLatency(double quantile) {
        String name = "p" + Math.round(quantile * 100);
        return lines(
                        words("Response time by request, " + name, "各请求的响应时间 " + name),
                        words(
                                "On the client's side, queues and connecting included; from the intended start where requests"
                                        + " arrive at a rate.",
                                "在客户端一侧测量，含排队与建立连接；请求按速率到达时，从应当发出的时刻算起。"),
                        new Query(PromQl.quantile(quantile, CLIENT, MeterNames.REQUEST), REQUEST, "s"))
                .coloredByQuery();
    }

    private static View serverRate() {
        return lines(
                        words("Rate by route", "各路由的速率"),
                        words(
                                "Requests answered per second; requests for health and meters left out.",
                                "每秒应答的请求数，不含健康检查与指标查询。"),
                        new Query(PromQl.rate(PromQl.answered(), MeterNames.ROUTE, MeterNames.MODE), ROUTE, "reqps"))
                .coloredByQuery();
    }

    private static View serverErrors() {
        return lines(
                        words("Errors by route", "各路由的错误"),
                        words(
                                "Requests per second with any outcome but success: refused (4xx), failed or overloaded (5xx), or"
                                        + " not answered since the client had gone.",
                                "每秒未成功的请求数：被拒绝（4xx）、出错或过载（5xx），或因客户端已断开而未应答。"),
                        new Query(
                                PromQl.rateOrZero(
                                        PromQl.answered().notSuccess(),
                                        PromQl.answered(),
                                        MeterNames.ROUTE,
                                        MeterNames.MODE),
                                ROUTE,
                                "reqps"))
                .coloredByQuery();
    }

    private static View serverLatency(double quantile) {
        String name = "p" + Math.round(quantile * 100);
        return lines(
                        words("Time inside, by route, " + name, "各路由的服务器内耗时 " + name),
                        words(
                                "From a request's receipt to its answer's last byte. What the client's side has beyond it was"
                                        + " spent on the way, or before the server took the request up.",
                                "从收到请求到写完应答的最后一个字节。客户端测得的时间若更长，多出的部分花在传输上，或花在服务器接手之前。"),
                        new Query(PromQl.quantile(quantile, SERVER, MeterNames.ROUTE, MeterNames.MODE), ROUTE, "s"))
                .coloredByQuery();
    }

    private static View load() {
        return lines(
                        words("In flight and connections", "处理中的请求与连接"),
                        words(
                                "Requests received and not yet answered, the one that asks included; open client connections;"
                                        + " users under way in the generator.",
                                "已收到而尚未应答的请求（包括查询指标的这一个）、客户端连接、负载生成器中活动的用户。"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.SERVER_REQUESTS_ACTIVE)),
                                words("in flight", "处理中"),
                                "short"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.SERVER_CONNECTIONS)), words("connections", "连接"), "short"),
                        new Query(
                                PromQl.gauge(PromQl.beside(MeteredProcess.GENERATOR, Meter.GENERATOR_USERS)),
                                words("users", "用户"),
                                "short"))
                .coloredByQuery();
    }

    private static View control() {
        return lines(
                        words("What watching it costs", "观测的开销"),
                        words(
                                "Share of time that the server spent on requests for health and meters.",
                                "服务器用于应答健康检查与指标查询的时间比例。"),
                        new Query(
                                PromQl.rate(Selector.ofTarget(Meter.CONTROL_REQUESTS.sum()), MeterNames.ROUTE),
                                same("{{route}}"),
                                "percentunit"))
                .coloredByQuery();
    }

    private static View upstream() {
        return lines(
                        words("Connections to the upstream", "到上游的连接"),
                        words("Open ones, in use or kept for the next call.", "已打开的连接，包括正在使用的和留给下次调用的。"),
                        new Query(PromQl.gauge(ofTarget(Meter.UPSTREAM_CONNECTIONS)), words("open", "已打开"), "short"))
                .coloredByQuery();
    }

    private static View database() {
        return lines(
                        words("Database pool", "数据库连接池"),
                        words(
                                "Connections to the database, all of them (size) and those in use (active), and requests that wait"
                                        + " for one.",
                                "到数据库的连接：总数（size）与使用中（active），以及等待连接的请求。"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.DATABASE_CONNECTIONS), MeterNames.STATE),
                                same("{{state}}"),
                                "short"),
                        new Query(PromQl.gauge(ofTarget(Meter.DATABASE_QUEUED)), words("waiting", "等待"), "short"))
                .coloredByQuery();
    }

    private static View background() {
        return lines(
                        words("Background tasks", "后台任务"),
                        words(
                                "Those that run, and those that wait for their turn.",
                                "正在运行的（running）与排队等待的（waiting）后台任务。"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.BACKGROUND_TASKS), MeterNames.STATE),
                                same("{{state}}"),
                                "short"))
                .coloredByQuery();
    }

    private static View late() {
        return lines(
                        words("Upstream lateness, p99", "上游的延误 p99"),
                        words(
                                "How much later than meant the upstream answered. A late upstream makes the target look slow.",
                                "上游应答比预定时间晚了多少。上游延误会让目标显得慢。"),
                        new Query(
                                PromQl.quantile(0.99, Selector.of(Meter.UPSTREAM_LATENESS.bucket())), same("p99"), "s"))
                .coloredByQuery()
                .there(View.Presence.AFTER_AN_EVENT);
    }

    private static View cores() {
        return lines(
                        words("Cores busy", "占用的核"),
                        words(
                                "CPU time per second of wall time, and the JIT compilers' part of it.",
                                "每秒墙上时间内的 CPU 时间，以及其中 JIT 编译的部分。"),
                        new Query(PromQl.rate(ofTarget(Meter.PROCESS_CPU)), words("all", "全部"), "none"),
                        new Query(PromQl.rate(ofTarget(Meter.JVM_COMPILATION)), words("JIT", "JIT 编译"), "none"))
                .coloredByQuery();
    }

    private static View switches() {
        return lines(
                        words("Context switches", "上下文切换"),
                        words(
                                "Times per second that one of its threads gave up its core (voluntary) or lost it (involuntary).",
                                "每秒线程主动让出核（voluntary）或被抢占（involuntary）的次数。"),
                        new Query(
                                PromQl.rate(ofTarget(Meter.PROCESS_SWITCHES), MeterNames.KIND),
                                same("{{kind}}"),
                                "ops"))
                .coloredByQuery();
    }

    private static View memory() {
        return lines(
                        words("Memory", "内存"),
                        words(
                                "Resident set of the process, and the heap in it: in use, dead objects that are not yet collected"
                                        + " included, and committed.",
                                "进程的常驻内存及其中的堆：已用（含尚未回收的死对象）与已提交。"),
                        new Query(PromQl.gauge(ofTarget(Meter.PROCESS_MEMORY)), words("resident", "常驻"), "bytes"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.JVM_MEMORY_USED).with(MeterNames.AREA, "heap")),
                                words("heap used", "堆已用"),
                                "bytes"),
                        new Query(
                                PromQl.gauge(
                                        ofTarget(Meter.JVM_MEMORY_COMMITTED).with(MeterNames.AREA, "heap")),
                                words("heap committed", "堆已提交"),
                                "bytes"))
                .coloredByQuery();
    }

    private static View allocation() {
        return lines(
                        words("Allocation", "分配"),
                        words("Bytes of new objects per second.", "每秒新建对象的字节数。"),
                        new Query(PromQl.rate(ofTarget(Meter.JVM_ALLOCATED)), words("allocated", "已分配"), "Bps"))
                .coloredByQuery();
    }

    private static View gc() {
        return lines(
                        words("Time in garbage collection", "垃圾回收时间"),
                        words("Share of time, by collector.", "占时间的比例，按回收器区分。"),
                        new Query(
                                PromQl.rate(Selector.ofTarget(Meter.JVM_GC_PAUSE.sum()), MeterNames.GC),
                                same("{{gc}}"),
                                "percentunit"))
                .coloredByQuery();
    }

    private static View files() {
        return lines(
                        words("Threads and descriptors", "线程与描述符"),
                        words(
                                "Platform threads of the JVM, and open descriptors, sockets included.",
                                "JVM 的平台线程，以及打开的描述符（含套接字）。"),
                        new Query(PromQl.gauge(ofTarget(Meter.JVM_THREADS)), words("threads", "线程"), "short"),
                        new Query(PromQl.gauge(ofTarget(Meter.PROCESS_FILES)), words("descriptors", "描述符"), "short"))
                .coloredByQuery();
    }
}
