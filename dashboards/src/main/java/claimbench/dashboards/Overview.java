package claimbench.dashboards;

import static claimbench.dashboards.PromQl.answered;
import static claimbench.dashboards.PromQl.measured;
import static claimbench.dashboards.PromQl.ofTarget;
import static claimbench.dashboards.PromQl.responseTimes;
import static claimbench.dashboards.PromQl.seen;
import static claimbench.dashboards.View.lines;
import static claimbench.dashboards.Words.same;
import static claimbench.dashboards.Words.words;

import claimbench.contract.Meter;
import claimbench.dashboards.PromQl.Selector;
import java.util.List;

/** The four models side by side: what clients felt, and what it took. */
final class Overview {
    private static final Words TARGET = same("{{target}}");
    private static final Selector BUCKETS = Selector.of(Meter.GENERATOR_REQUESTS.bucket());

    private Overview() {}

    static Board board() {
        return new Board(
                "overview",
                words("claimbench: overview", "claimbench：总览"),
                words(
                        "The concurrency models side by side: rate, errors, latency, and what it took. Figures of all chosen scenarios"
                                + " are added up, and they are unlike loads: choose one scenario to compare models.",
                        "各并发模型并排对比：速率、错误、延迟与资源消耗。所选的各个场景合在一起统计，而它们的负载并不相同：要比较各模型，请先选定一个场景。"),
                false,
                List.of(
                        new Section(words("The whole period", "整个时段"), List.of(summary(), bars())),
                        new Section(
                                words("What clients felt", "客户端的感受"),
                                List.of(
                                        rate(),
                                        errors(),
                                        latency(0.5, words("Half of the requests took longer.", "一半的请求比它更慢。")),
                                        latency(0.9, words("One request in ten took longer.", "十分之一的请求比它更慢。")),
                                        latency(0.99, words("One request in a hundred took longer.", "百分之一的请求比它更慢。")),
                                        inFlight())),
                        new Section(
                                words("What it took", "付出的代价"),
                                List.of(cpuPerRequest(), cores(), memory(), threads()))));
    }

    private static View summary() {
        return View.of(
                        View.Kind.TABLE,
                        words("Summary", "汇总"),
                        words(
                                "Of all trials that have a part in the period: requests that were measured, the share of them"
                                        + " without a good answer, response times, CPU time of the server's process for each request,"
                                        + " its start included, and its largest resident set.",
                                "统计时段内出现过的全部试验：测量窗口内的请求数、未得到正确应答的比例、响应时间、服务器进程平均每个请求的 CPU 时间（含进程启动）以及常驻内存的最大值。"),
                        new Query(PromQl.total(measured()), words("requests", "请求数"), "short"),
                        new Query(
                                PromQl.share(measured().notSuccess(), measured()),
                                words("errors", "错误率"),
                                "percentunit"),
                        new Query(PromQl.quantileOfAll(0.5, responseTimes()), same("p50"), "s"),
                        new Query(PromQl.quantileOfAll(0.99, responseTimes()), same("p99"), "s"),
                        new Query(
                                "%s / (%s > 0)"
                                        .formatted(PromQl.total(ofTarget(Meter.PROCESS_CPU)), PromQl.total(answered())),
                                words("CPU a request", "每请求 CPU"),
                                "s"),
                        new Query(
                                PromQl.largest(ofTarget(Meter.PROCESS_MEMORY)),
                                words("RSS, largest", "RSS 最大值"),
                                "bytes"))
                .wide(16);
    }

    private static View bars() {
        return View.of(
                        View.Kind.BARS,
                        words("p99 of all measured requests", "测量窗口内全部请求的 p99"),
                        words(
                                "99 of 100 requests were answered sooner. Compare models only where they had the same load:"
                                        + " choose one scenario.",
                                "100 个请求中有 99 个比它更快。只有负载相同才能比较各模型：请先选定一个场景。"),
                        new Query(PromQl.quantileOfAll(0.99, responseTimes()), TARGET, "s"))
                .wide(8);
    }

    private static View rate() {
        return lines(
                words("Request rate", "请求速率"),
                words(
                        "Good answers per second, as clients counted them. Errors never count as throughput.",
                        "客户端统计的每秒正确应答数。错误不计入吞吐量。"),
                new Query(PromQl.rate(seen().with("outcome", "success")), TARGET, "reqps"));
    }

    private static View errors() {
        return lines(
                words("Errors", "错误"),
                words(
                        "Requests per second that were refused, cut off, timed out or answered wrongly.",
                        "每秒被拒绝、中断、超时或应答有误的请求数。"),
                new Query(PromQl.rateOrZero(seen().notSuccess(), seen()), TARGET, "reqps"));
    }

    private static View latency(double quantile, Words meaning) {
        String name = "p" + Math.round(quantile * 100);
        return lines(
                words("Response time, " + name, "响应时间 " + name),
                words(
                        meaning.en()
                                + " On the client's side, from the moment at which a request was due where requests arrive at a"
                                + " rate. Interpolated between the bounds of a histogram's buckets, which are 4.4 % apart.",
                        meaning.zh() + "在客户端一侧测量；请求按速率到达时，从请求应当发出的时刻算起。由直方图桶的边界插值得到，相邻边界相差 4.4%。"),
                new Query(PromQl.quantile(quantile, BUCKETS), TARGET, "s"));
    }

    private static View inFlight() {
        return lines(
                words("In flight", "处理中的请求"),
                words(
                        "Requests that the server has received and not yet answered, the one that asks included.",
                        "服务器已收到而尚未应答的请求，包括查询指标的这一个。"),
                new Query(PromQl.gauge(ofTarget(Meter.SERVER_REQUESTS_ACTIVE)), TARGET, "short"));
    }

    private static View cpuPerRequest() {
        return lines(
                words("CPU a request", "每个请求的 CPU 时间"),
                words(
                        "CPU time of the server's process for each request that it answered, JIT and garbage collector"
                                + " included.",
                        "服务器进程每应答一个请求所用的 CPU 时间，包括 JIT 编译与垃圾回收。"),
                new Query(PromQl.ratePer(ofTarget(Meter.PROCESS_CPU), answered()), TARGET, "s"));
    }

    private static View cores() {
        return lines(
                words("Cores busy", "占用的核"),
                words(
                        "CPU time per second of wall time: 1 is one core. The code of one event loop never takes more"
                                + " than 1; what is above is its JVM's.",
                        "每秒墙上时间内的 CPU 时间：1 即一个核。单个事件循环上的代码不会超过 1，超出的部分属于 JVM 自身。"),
                new Query(PromQl.rate(ofTarget(Meter.PROCESS_CPU)), TARGET, "none"));
    }

    private static View memory() {
        return lines(
                words("Resident set size", "常驻内存"),
                words(
                        "Memory that the system has given the server's process: heap, stacks, code and buffers.",
                        "系统分给服务器进程的物理内存：堆、栈、代码与缓冲区。"),
                new Query(PromQl.gauge(ofTarget(Meter.PROCESS_MEMORY)), TARGET, "bytes"));
    }

    private static View threads() {
        return lines(
                words("Platform threads", "平台线程"),
                words(
                        "Threads of the operating system in the server's JVM. Virtual threads and coroutines do not count:"
                                + " that is their point.",
                        "服务器 JVM 中的操作系统线程。虚拟线程与协程不计在内，这正是它们的意义所在。"),
                new Query(PromQl.gauge(ofTarget(Meter.JVM_THREADS)), TARGET, "short"));
    }
}
