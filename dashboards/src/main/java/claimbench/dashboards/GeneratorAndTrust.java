package claimbench.dashboards;

import static claimbench.dashboards.PromQl.beside;
import static claimbench.dashboards.PromQl.ofTarget;
import static claimbench.dashboards.View.lines;
import static claimbench.dashboards.Words.same;
import static claimbench.dashboards.Words.words;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.contract.MeteredProcess;
import claimbench.dashboards.PromQl.Selector;
import java.util.List;

/** Can the run be trusted: did the generator, the upstream and the harness keep out of the way? */
final class GeneratorAndTrust {
    private static final Words TARGET = same("{{target}}");

    private GeneratorAndTrust() {}

    static Board board() {
        return new Board(
                "trust",
                words("claimbench: generator and trust", "claimbench：负载生成器与可信度"),
                words(
                        "Whether the load generator, the upstream and the harness kept out of the way of what was measured.",
                        "负载生成器、上游与测量工具是否没有干扰被测对象。"),
                false,
                List.of(
                        new Section(words("Trust checks", "可信度检查"), List.of(findings(), counts())),
                        new Section(
                                words("Load generator", "负载生成器"),
                                List.of(lag(), users(), cores(), gc(), connections(), memory())),
                        new Section(
                                words("Upstream", "上游"), List.of(lateness(), fault(), upstreamCores(), upstreamRate())),
                        new Section(
                                words("Harness", "测量工具"),
                                List.of(harnessCores(), scrapeDuration(), scrapeSize(), control()))));
    }

    private static View findings() {
        return View.of(
                        View.Kind.TABLE,
                        words("Findings", "检查结果"),
                        words(
                                "Trials in which each check passed, failed, or could not tell. A failed check that matters to a"
                                        + " claim makes its verdict inconclusive. There once the run has been judged.",
                                "每项检查通过、未通过或无法判断的试验数。与某条论断有关的检查若未通过，该论断即判为尚无定论。运行评判之后才有数据。"),
                        new Query(
                                "sum by (check,state) (last_over_time(%s[%s]))"
                                        .formatted(Selector.ofRun(Meter.TRUST_FINDINGS.sample()), PromQl.RANGE),
                                words("trials", "试验数"),
                                "short"))
                .high(10)
                .of()
                .there(View.Presence.WHEN_JUDGED);
    }

    private static View counts() {
        return View.of(
                        View.Kind.TABLE,
                        words("Counted on both sides", "两端计数"),
                        words(
                                "Requests that the generator has seen to their end, and that the server says it has answered, warm-up"
                                        + " included. They agree but for what either counted since its last scrape.",
                                "负载生成器看到结束的请求数，与服务器自称已应答的请求数，均含预热。除最后一次采集之后的计数外，二者应当一致。"),
                        new Query(PromQl.total(PromQl.seen()), words("clients", "客户端"), "short"),
                        new Query(PromQl.total(PromQl.answered()), words("server", "服务器"), "short"),
                        new Query(
                                "%s / %s".formatted(PromQl.total(PromQl.seen()), PromQl.total(PromQl.answered())),
                                words("ratio", "比值"),
                                "percentunit"))
                .high(10);
    }

    private static View lag() {
        return lines(
                words("Generator lag, p99", "生成器滞后 p99"),
                words(
                        "How far behind its intended time a request was started. A late generator hides the target's delays.",
                        "请求的实际发出比预定时间晚了多少。生成器滞后会掩盖目标的延迟。"),
                new Query(PromQl.quantile(0.99, Selector.of(Meter.GENERATOR_LAG.bucket())), TARGET, "s"));
    }

    private static View users() {
        return lines(
                words("Virtual users", "虚拟用户"),
                words("Users under way in the generator.", "生成器中活动的用户。"),
                new Query(PromQl.gauge(beside(MeteredProcess.GENERATOR, Meter.GENERATOR_USERS)), TARGET, "short"));
    }

    private static View cores() {
        return lines(
                words("Generator: cores busy", "生成器：占用的核"),
                words(
                        "CPU time per second of wall time. A generator that has no core left measures itself.",
                        "每秒墙上时间内的 CPU 时间。核被用尽的生成器，测到的只是它自己。"),
                new Query(PromQl.rate(beside(MeteredProcess.GENERATOR, Meter.PROCESS_CPU)), TARGET, "none"));
    }

    private static View gc() {
        return lines(
                words("Generator: garbage collection", "生成器：垃圾回收"),
                words(
                        "Share of time in pauses: for that long it sends nothing and reads no clock.",
                        "停顿所占时间的比例；停顿期间不发送请求，也不读时钟。"),
                new Query(
                        PromQl.rate(Selector.of(Meter.JVM_GC_PAUSE.sum()).inRole(MeteredProcess.GENERATOR)),
                        TARGET,
                        "percentunit"));
    }

    private static View connections() {
        return lines(
                words("Connections to the target", "到目标的连接"),
                words(
                        "Open client connections as the server counts them, those of watchers included.",
                        "服务器统计的客户端连接，包括观测者的连接。"),
                new Query(PromQl.gauge(ofTarget(Meter.SERVER_CONNECTIONS)), TARGET, "short"));
    }

    private static View memory() {
        return lines(
                words("Generator: resident set size", "生成器：常驻内存"),
                words("Memory that the system has given the generator's process.", "系统分给生成器进程的物理内存。"),
                new Query(PromQl.gauge(beside(MeteredProcess.GENERATOR, Meter.PROCESS_MEMORY)), TARGET, "bytes"));
    }

    private static View lateness() {
        return lines(
                words("Upstream lateness, p99", "上游的延误 p99"),
                words(
                        "How much later than meant the upstream answered. A late upstream makes every model look slow.",
                        "上游应答比预定时间晚了多少。上游延误会让每个模型都显得慢。"),
                new Query(PromQl.quantile(0.99, Selector.of(Meter.UPSTREAM_LATENESS.bucket())), TARGET, "s"));
    }

    private static View fault() {
        return lines(
                        words("Planted faults", "植入的故障"),
                        words(
                                "1 while the upstream has the planted fault. Only of scenarios that plant one.",
                                "上游处于植入的故障时为 1。仅限植入故障的场景。"),
                        new Query(
                                PromQl.gaugeMax(
                                        beside(MeteredProcess.UPSTREAM, Meter.UPSTREAM_FAULT), MeterNames.FAULT),
                                same("{{target}} {{fault}}"),
                                "short"))
                .there(View.Presence.AFTER_AN_EVENT);
    }

    private static View upstreamCores() {
        return lines(
                words("Upstream: cores busy", "上游：占用的核"),
                words("CPU time per second of wall time.", "每秒墙上时间内的 CPU 时间。"),
                new Query(PromQl.rate(beside(MeteredProcess.UPSTREAM, Meter.PROCESS_CPU)), TARGET, "none"));
    }

    private static View upstreamRate() {
        return lines(
                words("Upstream: calls", "上游：调用"),
                words("Calls per second that the upstream has answered.", "上游每秒应答的调用数。"),
                new Query(
                        PromQl.rate(Selector.of(Meter.SERVER_REQUESTS.count()).inRole(MeteredProcess.UPSTREAM)),
                        TARGET,
                        "reqps"));
    }

    private static View harnessCores() {
        return lines(
                words("Harness: cores busy", "测量工具：占用的核"),
                words(
                        "CPU time per second of wall time. In the window it must stay below 0.01, or the trial is not trusted.",
                        "每秒墙上时间内的 CPU 时间。测量窗口内须低于 0.01，否则该次试验不可信。"),
                new Query(PromQl.rate(beside(MeteredProcess.HARNESS, Meter.PROCESS_CPU)), TARGET, "none"));
    }

    private static View scrapeDuration() {
        return lines(
                words("How long a scrape takes", "一次采集的耗时"),
                words("The latest scrape of each process.", "对每个进程最近一次采集的耗时。"),
                new Query(
                        PromQl.gaugeMax(beside(MeteredProcess.HARNESS, Meter.SCRAPE_DURATION), MeterNames.SCRAPED),
                        same("{{target}} {{scraped}}"),
                        "s"));
    }

    private static View scrapeSize() {
        return lines(
                words("How large a scrape is", "一次采集的大小"),
                words("The latest scrape of each process.", "对每个进程最近一次采集的大小。"),
                new Query(
                        PromQl.gaugeMax(beside(MeteredProcess.HARNESS, Meter.SCRAPE_SIZE), MeterNames.SCRAPED),
                        same("{{target}} {{scraped}}"),
                        "bytes"));
    }

    private static View control() {
        return lines(
                words("What watching costs the server", "观测给服务器带来的开销"),
                words(
                        "Share of time that the server spent on requests for health and meters.",
                        "服务器用于应答健康检查与指标查询的时间比例。"),
                new Query(PromQl.rate(Selector.ofTarget(Meter.CONTROL_REQUESTS.sum())), TARGET, "percentunit"));
    }
}
