package claimbench.dashboards;

import static claimbench.dashboards.Model.EVENT_LOOP;
import static claimbench.dashboards.Model.PLATFORM_THREADS;
import static claimbench.dashboards.Model.REACTIVE;
import static claimbench.dashboards.Model.VIRTUAL_THREADS;
import static claimbench.dashboards.PromQl.ofTarget;
import static claimbench.dashboards.View.lines;
import static claimbench.dashboards.Words.same;
import static claimbench.dashboards.Words.words;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.dashboards.PromQl.Selector;
import java.util.List;

/** What goes on inside the models. A view that only some models can fill says so. */
final class ModelInternals {
    private static final Words TARGET = same("{{target}}");
    private static final Words LOOP = same("{{target}} {{loop}}");
    private static final Words POOL = same("{{target}} {{pool}}");

    private ModelInternals() {}

    static Board board() {
        return new Board(
                "models",
                words("claimbench: model internals", "claimbench：模型内部"),
                words(
                        "Pools and their queues, virtual threads and their carriers, event loops, and the JVM under all of them.",
                        "线程池与队列、虚拟线程与载体线程、事件循环，以及它们共同的 JVM。"),
                false,
                List.of(
                        new Section(words("Pools of threads", "线程池"), List.of(poolThreads(), poolQueued())),
                        new Section(
                                words("Virtual threads", "虚拟线程"),
                                List.of(carriers(), mounted(), unmounted(), pinned())),
                        new Section(words("Event loops", "事件循环"), List.of(lag(), ready(), tasks(), timers())),
                        new Section(
                                words("Connection pools", "连接池"),
                                List.of(upstream(), upstreamQueued(), database(), databaseQueued())),
                        new Section(
                                words("JVM", "JVM"),
                                List.of(gc(), allocation(), heap(), compilation(), switches(), files()))));
    }

    private static View poolThreads() {
        return lines(
                        words("Pool threads at work", "线程池中工作的线程"),
                        words(
                                "Threads of a pool that are at work, and all that it has. Once all are at work, the rest queues."
                                        + " Only of models with a pool.",
                                "线程池中正在工作的线程与线程总数。全部在工作时，其余任务只能排队。仅限有线程池的模型。"),
                        new Query(
                                PromQl.gauge(ofTarget(Meter.POOL_THREADS), MeterNames.POOL, MeterNames.STATE),
                                same("{{target}} {{pool}} {{state}}"),
                                "short"))
                .of(PLATFORM_THREADS, EVENT_LOOP, REACTIVE);
    }

    private static View poolQueued() {
        return lines(
                        words("Pool queue", "线程池队列"),
                        words(
                                "Work that waits for a thread of the pool. Only of models with a pool.",
                                "等待线程的任务。仅限有线程池的模型。"),
                        new Query(PromQl.gauge(ofTarget(Meter.POOL_QUEUED), MeterNames.POOL), POOL, "short"))
                .of(PLATFORM_THREADS, EVENT_LOOP, REACTIVE);
    }

    private static View carriers() {
        return lines(
                        words("Carriers", "载体线程"),
                        words(
                                "Platform threads that the scheduler of virtual threads has: more than cores while it makes up for"
                                        + " some that are blocked.",
                                "虚拟线程调度器拥有的平台线程；有载体被阻塞而需要补足时，会多于核数。"),
                        new Query(PromQl.gauge(ofTarget(Meter.VIRTUAL_CARRIERS)), TARGET, "short"))
                .of(VIRTUAL_THREADS);
    }

    private static View mounted() {
        return lines(
                        words("Mounted virtual threads", "已挂载的虚拟线程"),
                        words("Virtual threads that run at this moment, on a carrier each.", "此刻正在运行的虚拟线程，各占一个载体线程。"),
                        new Query(PromQl.gauge(ofTarget(Meter.VIRTUAL_MOUNTED)), TARGET, "short"))
                .of(VIRTUAL_THREADS);
    }

    private static View unmounted() {
        return lines(
                        words("Virtual threads that wait for a carrier", "等待载体的虚拟线程"),
                        words(
                                "They could run, and no carrier is free: the ready queue of this model.",
                                "可以运行而没有空闲载体的虚拟线程，即该模型的就绪队列。"),
                        new Query(PromQl.gauge(ofTarget(Meter.VIRTUAL_QUEUED)), TARGET, "short"))
                .of(VIRTUAL_THREADS);
    }

    private static View pinned() {
        return lines(
                        words("Time pinned", "钉住的时间"),
                        words(
                                "Seconds per second in which virtual threads held on to their carrier while they waited. Only with"
                                        + " the option --pinned-events, since counting them costs.",
                                "每秒中虚拟线程在等待时仍占住载体的时间。统计有开销，仅在使用 --pinned-events 选项时提供。"),
                        new Query(PromQl.rate(Selector.ofTarget(Meter.VIRTUAL_PINNED.sum())), TARGET, "percentunit"))
                .of(VIRTUAL_THREADS)
                .there(View.Presence.AFTER_AN_EVENT);
    }

    private static View lag() {
        return lines(
                        words("Loop lag", "事件循环延迟"),
                        words(
                                "The longest time of late that the loop ran without looking at timers and sockets, one under way"
                                        + " included: for that long nothing else on it could run. Only of models with a loop.",
                                "事件循环最近一段时间内最长多久没有查看定时器与套接字（含正在进行的一次）；这期间循环上的其他任务都无法运行。仅限有事件循环的模型。"),
                        new Query(PromQl.gaugeMax(ofTarget(Meter.LOOP_STALL), MeterNames.LOOP), LOOP, "s"))
                .of(EVENT_LOOP, REACTIVE);
    }

    private static View ready() {
        return lines(
                        words("Ready queue", "就绪队列"),
                        words(
                                "Callbacks that wait for their turn on the loop. Only of models with a loop.",
                                "等待轮到自己的回调。仅限有事件循环的模型。"),
                        new Query(PromQl.gauge(ofTarget(Meter.LOOP_READY), MeterNames.LOOP), LOOP, "short"))
                .of(EVENT_LOOP, REACTIVE);
    }

    private static View tasks() {
        return lines(
                        words("Tasks", "任务"),
                        words("Tasks of the loop that are not done, waiting ones included.", "循环上尚未完成的任务，包括正在等待的。"),
                        new Query(PromQl.gauge(ofTarget(Meter.LOOP_TASKS), MeterNames.LOOP), LOOP, "short"))
                .of(EVENT_LOOP);
    }

    private static View timers() {
        return lines(
                        words("Timers", "定时器"),
                        words("Timers that have not fired: coroutines that sleep.", "尚未到期的定时器，即正在睡眠的协程。"),
                        new Query(PromQl.gauge(ofTarget(Meter.LOOP_TIMERS), MeterNames.LOOP), LOOP, "short"))
                .of(EVENT_LOOP);
    }

    private static View upstream() {
        return lines(
                words("Connections to the upstream", "到上游的连接"),
                words("Open ones, in use or kept for the next call.", "已打开的连接，包括正在使用的和留给下次调用的。"),
                new Query(PromQl.gauge(ofTarget(Meter.UPSTREAM_CONNECTIONS)), TARGET, "short"));
    }

    private static View upstreamQueued() {
        return lines(
                        words("Calls that wait for a connection", "等待连接的调用"),
                        words(
                                "Reactor's pool of connections to the upstream is bounded, and calls queue for it; the other models"
                                        + " open one more.",
                                "Reactor 到上游的连接池有上限，调用需要排队；其他模型则再开一个连接。"),
                        new Query(PromQl.gauge(ofTarget(Meter.UPSTREAM_QUEUED)), TARGET, "short"))
                .of(REACTIVE);
    }

    private static View database() {
        return lines(
                words("Database connections in use", "使用中的数据库连接"),
                words("Connections to the database that a request holds.", "正被请求占用的数据库连接。"),
                new Query(
                        PromQl.gauge(ofTarget(Meter.DATABASE_CONNECTIONS).with(MeterNames.STATE, "active")),
                        TARGET,
                        "short"));
    }

    private static View databaseQueued() {
        return lines(
                words("Requests that wait for a database connection", "等待数据库连接的请求"),
                words("The pool's queue, the same bound on all models.", "连接池的队列；各模型的上限相同。"),
                new Query(PromQl.gauge(ofTarget(Meter.DATABASE_QUEUED)), TARGET, "short"));
    }

    private static View gc() {
        return lines(
                words("Time in garbage collection", "垃圾回收时间"),
                words("Share of time in which collectors were at work.", "垃圾回收器工作时间所占的比例。"),
                new Query(PromQl.rate(Selector.ofTarget(Meter.JVM_GC_PAUSE.sum())), TARGET, "percentunit"));
    }

    private static View allocation() {
        return lines(
                words("Allocation", "分配"),
                words("Bytes of new objects per second, by whichever thread.", "每秒新建对象的字节数，不分线程。"),
                new Query(PromQl.rate(ofTarget(Meter.JVM_ALLOCATED)), TARGET, "Bps"));
    }

    private static View heap() {
        return lines(
                words("Heap used", "已用的堆"),
                words(
                        "Live objects and those not yet collected. Memory outside the heap is not in here.",
                        "存活对象与尚未回收的对象，不含堆外内存。"),
                new Query(
                        PromQl.gauge(ofTarget(Meter.JVM_MEMORY_USED).with(MeterNames.AREA, "heap")), TARGET, "bytes"));
    }

    private static View compilation() {
        return lines(
                words("JIT compilers", "JIT 编译器"),
                words(
                        "Cores that they keep busy. A server that still compiles has not warmed up.",
                        "JIT 编译占用的核。仍在编译说明尚未预热完毕。"),
                new Query(PromQl.rate(ofTarget(Meter.JVM_COMPILATION)), TARGET, "none"));
    }

    private static View switches() {
        return lines(
                words("Context switches", "上下文切换"),
                words(
                        "Times per second that one of the process' threads gave up its core, or lost it.",
                        "每秒进程的线程让出或失去核的次数。"),
                new Query(PromQl.rate(ofTarget(Meter.PROCESS_SWITCHES)), TARGET, "ops"));
    }

    private static View files() {
        return lines(
                words("Open descriptors", "打开的描述符"),
                words("Files and sockets that the process has open.", "进程打开的文件与套接字。"),
                new Query(PromQl.gauge(ofTarget(Meter.PROCESS_FILES)), TARGET, "short"));
    }
}
