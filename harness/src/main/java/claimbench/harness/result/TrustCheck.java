package claimbench.harness.result;

/**
 * Everything that can make a measurement doubtful, each with its remedy. A closed list. A check passes, fails, or cannot be
 * known here: a container and a virtual machine hide much of the machine below, and what is hidden has not passed.
 */
public enum TrustCheck {
    GENERATOR_LAG(
            Scope.TRIAL,
            "Requests started later than intended, so the load was not the one that was asked for.",
            "Lower the rate or the number of users, or give the generator more cores."),
    GENERATOR_CPU(
            Scope.TRIAL,
            "The generator used more than 80 % of its cores and may itself be the bottleneck.",
            "Lower the rate or the number of users, or give the generator more cores."),
    GENERATOR_CONNECTIONS(
            Scope.TRIAL,
            "The generator opened more and more connections beyond its users, as it does when it cannot keep up.",
            "Lower the rate, or give the generator more cores."),
    GENERATOR_CEILING(
            Scope.TRIAL,
            "The generator sent more than half of what it can send to a server that costs nothing, so its own queue shows.",
            "Lower the rate or the number of users, or give the generator more cores."),
    FREEZE(
            Scope.RUN,
            "A server that stood still for a second did not show that second: response times are not taken from the intended"
                    + " start.",
            "Report it with the run's folder: no response time of an open load can be believed."),
    SECOND_WITNESS(
            Scope.RUN,
            "Another load generator (wrk) disagrees beyond noise with Gatling about the same server under the same load.",
            "Measure again on a quieter machine; if they still disagree, report it with the run's folder."),
    UPSTREAM_LATENESS(
            Scope.TRIAL,
            "The upstream answered later than it was asked to, which every model would have to pay for.",
            "Give the upstream a core of its own, or call it less often."),
    ERRORS(
            Scope.TRIAL,
            "Requests failed; errors are no throughput.",
            "Read target.log and generator.log of the trial."),
    BODIES(
            Scope.TRIAL,
            "Answers came with the right status and the wrong body: the target did not do the work.",
            "Read the first failures in generator.json, and check the target with claimbench contract."),
    EARLY_ANSWERS(
            Scope.TRIAL,
            "Answers came sooner than they can if the target waits for as long as it was asked to: it did not do the work.",
            "Check the target with claimbench contract."),
    ONE_AT_A_TIME(
            Scope.TRIAL,
            "Requests that only have to wait did so one after another: a lock, or a pool of one, is around the work.",
            "Look for what the target's requests share: a lock, a connection, a pool with one place."),
    BLOCKED_LOOP(
            Scope.TRIAL,
            "The whole target stood still while a request waited, other routes too: a blocking call is on the thread of its"
                    + " loop.",
            "Find the call (the event loop names it with --loop-debug), and wait in the loop's own way or on a thread beside"
                    + " it."),
    LEAK(
            Scope.TRIAL,
            "The target keeps something of requests that have ended, and will be slower or dead before long.",
            "Find what it keeps: claimbench performance --only soak measures each, and jcmd PID GC.class_histogram names it."),
    COUNTS(
            Scope.TRIAL,
            "The generator's own log and the recorded histograms count different numbers of requests.",
            "Report it with the trial's folder: one of the two records is wrong."),
    SERVER_COUNTS(
            Scope.TRIAL,
            "The target counts another number of requests than the generator has sent.",
            "See that nobody else sends requests to the target, and that it counts each request once."),
    ENOUGH_REQUESTS(
            Scope.TRIAL,
            "Too few requests were measured for a median that means anything.",
            "Lengthen the window by a longer profile (standard, full); where full is too short, use a faster machine."),
    LITTLES_LAW(
            Scope.TRIAL,
            "Rate times response time is not the number of users: time was spent that no response time shows, or some that"
                    + " is not there.",
            "Lower the number of users, or give the generator more cores; if it stays, report it with the trial's folder."),
    IN_FLIGHT(
            Scope.TRIAL,
            "What the target has in flight is not its rate times its service time: it does not count all that it has, or requests"
                    + " spend time where it does not see them.",
            "See what waits before the target (its listen backlog, a proxy, the generator's own cores), and that its gauge of"
                    + " requests in flight counts each from its arrival to its answer."),
    STEADY_STATE(
            Scope.TRIAL,
            "The trial was still changing in its window: warming up, slowing down, jumping between states, or being compiled.",
            "Lengthen warm-up and window by a longer profile (standard, full); where full is too short, use a quieter machine."),
    CPU_SETS(
            Scope.TRIAL,
            "Processes run on other cores than the plan says.",
            "Install util-linux (taskset), or run where the process may set its own CPU affinity."),
    POOL_SIZES(
            Scope.TRIAL,
            "Targets that are compared have pools, queues or JVM flags that differ, and these are what is measured then.",
            "Start all targets with the same settings."),
    DESCRIPTORS(
            Scope.TRIAL,
            "A process may open fewer files than the load needs connections.",
            "Raise the limit: ulimit -n, or nofile in /etc/security/limits.conf, or --ulimit nofile of a container."),
    OTHER_LOAD(
            Scope.TRIAL,
            "Other processes used the same cores in the window.",
            "End other programs, and measure again."),
    STEAL(
            Scope.TRIAL,
            "The hypervisor gave time of these cores to other virtual machines.",
            "Use a machine with cores of its own (dedicated, or bare metal), or measure at another hour."),
    THROTTLING(
            Scope.TRIAL,
            "The control group was throttled: its quota of CPU time was used up.",
            "Give the container more CPU, or a set of cores in place of a quota (--cpuset-cpus)."),
    SWAP(
            Scope.TRIAL,
            "Memory was swapped in the window, which takes as long as a thousand requests.",
            "End other programs, or switch swap off (swapoff -a)."),
    CLOCK_SOURCE(
            Scope.RUN,
            "The kernel's clock is a slow one: each reading costs about a microsecond, and readings are coarse.",
            "Boot with clocksource=tsc, or use a machine or hypervisor with a stable one."),
    FREQUENCY_GOVERNOR(
            Scope.RUN,
            "The cores' frequency follows the load, so that a light load meets a slower processor.",
            "cpupower frequency-set -g performance, for the time of the run."),
    LOOPBACK_MTU(
            Scope.RUN,
            "The loopback interface cuts answers into more packets than it needs to.",
            "ip link set dev lo mtu 65536."),
    HARNESS_CPU(
            Scope.TRIAL,
            "The harness itself used more than 1 % of a core in the window: it disturbed what it measured.",
            "Have nobody watch the run (Prometheus), or give the harness a core of its own."),
    SAMPLER_WINDOW(
            Scope.TRIAL,
            "CPU and memory were sampled over another window than the load's.",
            "Lower the load on the generator's cores, which the sampler shares, and measure again.");

    /** What a check is made of. */
    public enum Scope {
        /** Each trial by itself. */
        TRIAL,
        /** The machine and the tools: once a run. */
        RUN
    }

    private final Scope scope;
    private final String meaning;
    private final String remedy;

    TrustCheck(Scope scope, String meaning, String remedy) {
        this.scope = scope;
        this.meaning = meaning;
        this.remedy = remedy;
    }

    public Scope scope() {
        return scope;
    }

    /** Whether what fails it comes from beside what is measured, and by chance: measured again, the trial may well pass. */
    public boolean isDisturbance() {
        return switch (this) {
            case OTHER_LOAD, STEAL, HARNESS_CPU -> true;
            default -> false;
        };
    }

    /** What it means for the result when the check fails. */
    public String meaning() {
        return meaning;
    }

    /** What to do about it. */
    public String remedy() {
        return remedy;
    }

    /** What is wrong when the check fails, in a few words that can stand in a sentence. */
    public String inShort() {
        return switch (this) {
            case GENERATOR_LAG -> "the generator sent requests late";
            case GENERATOR_CPU -> "the generator's cores were too busy";
            case GENERATOR_CONNECTIONS -> "the generator opened more and more connections";
            case GENERATOR_CEILING -> "the generator was near its limit";
            case FREEZE -> "a standstill did not show";
            case SECOND_WITNESS -> "another generator disagrees";
            case UPSTREAM_LATENESS -> "the upstream was late";
            case ERRORS -> "requests failed";
            case BODIES -> "answers had wrong bodies";
            case EARLY_ANSWERS -> "answers came too early";
            case ONE_AT_A_TIME -> "requests were served one at a time";
            case BLOCKED_LOOP -> "the event loop was blocked";
            case LEAK -> "the target keeps what has ended";
            case COUNTS -> "two records count differently";
            case SERVER_COUNTS -> "the target counts differently";
            case ENOUGH_REQUESTS -> "too few requests";
            case LITTLES_LAW -> "Little's law does not hold";
            case IN_FLIGHT -> "requests in flight are miscounted";
            case STEADY_STATE -> "no steady state";
            case CPU_SETS -> "processes ran on other cores than planned";
            case POOL_SIZES -> "settings differ between targets";
            case DESCRIPTORS -> "too few files may be open";
            case OTHER_LOAD -> "other programs used the cores";
            case STEAL -> "the hypervisor took time";
            case THROTTLING -> "the quota of CPU time was used up";
            case SWAP -> "memory was swapped";
            case CLOCK_SOURCE -> "the clock is slow";
            case FREQUENCY_GOVERNOR -> "the cores' frequency follows the load";
            case LOOPBACK_MTU -> "the loopback's MTU is small";
            case HARNESS_CPU -> "the harness itself took too much";
            case SAMPLER_WINDOW -> "samples missed the window";
        };
    }

    /** The same in Chinese. */
    public String inShortZh() {
        return switch (this) {
            case FREEZE, SECOND_WITNESS -> nameZh() + "未通过";
            default -> nameZh();
        };
    }

    /** What it is about, in a few words of Chinese. */
    public String nameZh() {
        return switch (this) {
            case GENERATOR_LAG -> "负载发生器发送滞后";
            case GENERATOR_CPU -> "负载发生器的处理器过忙";
            case GENERATOR_CONNECTIONS -> "负载发生器的连接数增长";
            case GENERATOR_CEILING -> "负载发生器接近上限";
            case FREEZE -> "停顿测试";
            case SECOND_WITNESS -> "另一负载发生器的佐证";
            case UPSTREAM_LATENESS -> "上游应答迟到";
            case ERRORS -> "有请求失败";
            case BODIES -> "响应体有误";
            case EARLY_ANSWERS -> "应答过早";
            case ONE_AT_A_TIME -> "请求被逐个处理";
            case BLOCKED_LOOP -> "事件循环被阻塞";
            case LEAK -> "资源泄漏";
            case COUNTS -> "两份记录的计数不一致";
            case SERVER_COUNTS -> "目标的计数不一致";
            case ENOUGH_REQUESTS -> "请求太少";
            case LITTLES_LAW -> "利特尔法则不成立";
            case IN_FLIGHT -> "进行中的请求数不符";
            case STEADY_STATE -> "未达稳态";
            case CPU_SETS -> "进程所在的核与计划不符";
            case POOL_SIZES -> "线程池等设置不同";
            case DESCRIPTORS -> "可打开的文件太少";
            case OTHER_LOAD -> "机器上有其他负载";
            case STEAL -> "处理器时间被虚拟机监控器拿走";
            case THROTTLING -> "处理器配额用尽";
            case SWAP -> "发生内存交换";
            case CLOCK_SOURCE -> "时钟源太慢";
            case FREQUENCY_GOVERNOR -> "处理器频率随负载变化";
            case LOOPBACK_MTU -> "回环接口的 MTU 太小";
            case HARNESS_CPU -> "测量工具自身开销过大";
            case SAMPLER_WINDOW -> "采样窗口不符";
        };
    }
}
