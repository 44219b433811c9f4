package claimbench.harness.report;

import claimbench.harness.claim.Chinese;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * In Chinese, what checks and trials noted down while a run went on.
 *
 * <p>A run stores these notes in English, as text with figures in it, and it is stored text that is read here: so runs of earlier versions are
 * in Chinese too. Each clause is known by its shape. One that is not, such as what an operating system or somebody's server said, is a quotation and
 * stays as it is.
 */
final class NotedZh {
    private static final String SEMICOLON = "；";

    /** What is allowed, at the end of a clause. */
    private static final Pattern LIMIT = Pattern.compile("(.*), (at most|at least) (.+?) (allowed|needed)(.*)");

    /** Where more is said, at the end of a clause. */
    private static final Pattern SEE = Pattern.compile("(.*) \\(see ([^()]+)\\)");

    /** A clause that quotes another one. */
    private static final Pattern EARLIER = Pattern.compile("not tried, since earlier (.*)");

    private static final Map<Pattern, String> CLAUSES = clauses();

    private NotedZh() {}

    static String of(String noted) {
        var clauses = new ArrayList<String>();
        Arrays.stream(noted.split("; ", -1)).map(NotedZh::clause).forEach(clauses::add);
        return Chinese.printed(String.join(SEMICOLON, clauses));
    }

    private static String clause(String clause) {
        Matcher see = SEE.matcher(clause);
        if (see.matches()) {
            return clause(see.group(1)) + "（见 " + see.group(2) + "）";
        }
        Matcher earlier = EARLIER.matcher(clause);
        if (earlier.matches()) {
            return "没有再试，因为此前已经失败：" + clause(earlier.group(1));
        }
        for (var known : CLAUSES.entrySet()) {
            Matcher matcher = known.getKey().matcher(clause);
            if (matcher.matches()) {
                return named(matcher.replaceAll(known.getValue()));
            }
        }
        Matcher limit = LIMIT.matcher(clause);
        if (limit.matches()) {
            String start = clause(limit.group(1));
            String bound = limit.group(2).equals("at most") ? "最多" : "至少";
            String verb = limit.group(4).equals("allowed") ? "允许" : "需要";
            return start + "，" + bound + verb + " " + limit.group(3) + rest(limit.group(5));
        }
        return clause;
    }

    /** What was looked at, and how a load changes: names that stand inside of clauses. */
    private static String named(String clause) {
        return clause.replace("answers a second", "每秒应答数")
                .replace("the target's cores busy", "目标忙碌的核数")
                .replace("time of rare kinds", "少见请求的耗时")
                .replaceAll("median of ([^\\s,，）]+)", "$1 的中位数")
                .replaceAll("(每秒应答数|目标忙碌的核数|少见请求的耗时|的中位数), ", "$1、")
                .replaceAll("(每秒应答数|目标忙碌的核数|少见请求的耗时|的中位数) 在", "$1在")
                .replaceAll("a ramp from (\\S+) to (\\S+) arrivals a second", "每秒到达数从 $1 变到 $2")
                .replaceAll("steps of ([\\d, ]+) arrivals a second", "每秒到达数依次为 $1");
    }

    /** What may follow a limit. */
    private static String rest(String rest) {
        return rest.replaceFirst("^ beyond the interval$", "（区间之外）")
                .replaceFirst("^ with (\\d+) users$", "（$1 个用户）")
                .replaceFirst("^ and (.+) by chance at the window's ends$", "，另允许窗口两端的偶然误差 $1");
    }

    private static Map<Pattern, String> clauses() {
        var clauses = new LinkedHashMap<Pattern, String>();
        String[][] all = {
            // The generator.
            {"(at least|at most) (\\S+) of each needed", "每类至少需要 $2 个"},
            {"at least (\\S+) of each", "每类至少 $1 个"},
            {"(\\S+ %) of (\\d+) cores?", "$2 个核的 $1"},
            {"not read: the generator may have been too busy", "没有读到：负载发生器可能太忙"},
            {"(\\d+) failed", "$1 个失败"},
            {"the first: (.*)", "首例：$1"},
            {"(\\d+) bodies checked, all right", "检查了 $1 个响应体，全部正确"},
            {"(\\d+) wrong in the window, (\\d+) right", "窗口内 $1 个错误，$2 个正确"},
            {"(-?\\d+) more in the window", "窗口内增加了 $1 个"},
            {"the system does not show what a process has open", "系统不显示进程打开了什么"},
            {"(\\S+) requests/s, (\\S+ %) of the (\\S+) to a null server", "每秒 $1 个请求，是对空服务器的 $3 个的 $2"},
            {"it was not measured in this run", "本次运行没有测量"},
            {"(\\d+) requests failed, after which users pause", "有 $1 个请求失败，此后用户会停顿"},
            {"(\\S+) requests under way on average with (\\d+) users: (\\S+ %)", "平均有 $1 个请求在进行中，而用户有 $2 个：$3"},
            {"the generator does not say how many requests were under way", "负载发生器没有说明有多少请求在进行中"},
            {"rate × time = (\\S+) with (\\d+) users: (\\S+ %)", "速率 × 时间 = $1，而用户有 $2 个：$3"},
            {"the system does not say what a process may open", "系统不说明进程可以打开多少文件"},
            {"at least (\\d+) a process, (\\d+) needed", "每个进程至少 $1 个，需要 $2 个"},
            {"(\\S+ %) of a core", "一个核的 $1"},
            {"the system does not say", "系统不说明"},
            {"(\\S+ ms) at its start, (\\S+ ms) at its end", "开始处 $1，结束处 $2"},
            {"(\\d+) requests in both", "两份记录都是 $1 个请求"},
            {"(.+): logged only", "$1：只在日志中"},
            {"(.+): recorded (.+), logged (.+)", "$1：记录了 $2，日志中为 $3"},
            // The target.
            {"none sooner than what it had asked for", "没有应答早于所要求的时间"},
            {"(.+) was answered after (\\S+ ms), and had asked for (\\S+ ms)", "$1 要求等待 $3，却在 $2 后得到应答"},
            {
                "(\\S+) requests of (\\d+) users waited at once, as this baseline is meant to",
                "$2 个用户中同时有 $1 个请求在等待，这个基准本应如此"
            },
            {
                "(\\S+) requests of (\\d+) users waited at once, and this baseline is meant to serve one at a time",
                "$2 个用户中同时有 $1 个请求在等待，而这个基准本应一次只处理一个"
            },
            {"(\\S+) requests of (\\d+) users waited at once", "$2 个用户中同时有 $1 个请求在等待"},
            {"whether other routes answered meanwhile is not known", "其间其他路由是否应答不得而知"},
            {"a question that asks for no time took (\\S+ ms): see BLOCKED_LOOP", "一个不要求等待的提问花了 $1：见 BLOCKED_LOOP"},
            {"a question that asks for no time took (\\S+ ms)", "一个不要求等待的提问花了 $1"},
            {"(-?\\d+) more files open in the window", "窗口内多打开了 $1 个文件"},
            {"(-?\\d+) more threads", "线程增加了 $1 个"},
            {"(-?\\d+ MiB) more resident", "驻留内存增加了 $1"},
            {"(-?\\d+ MiB) of heap in use after the load", "负载结束后堆中仍占用 $1"},
            {"the system does not show what the target's process holds", "系统不显示目标进程占用了什么"},
            {"the target counted (\\d+), the generator sent (\\d+)", "目标计了 $1 个，负载发生器发出 $2 个"},
            {
                "the target counted (\\d+), the generator sent (\\d+), of which (\\d+) failed",
                "目标计了 $1 个，负载发生器发出 $2 个，其中 $3 个失败"
            },
            {"the target did not say after the load", "负载结束后目标没有给出读数"},
            {"the target has no counter (\\S+), or several processes have one each", "目标没有计数器 $1，或多个进程各有一个"},
            {
                "the target was not asked for it, or did not say: a question would cost it what is measured",
                "没有询问目标，或目标没有回答：询问本身就会占用所测的时间"
            },
            {"(\\d+) requests failed, and were in flight too", "有 $1 个请求失败，它们也曾在进行中"},
            {
                "the window has (\\d+) whole seconds and (\\d+) samples, and it takes (\\d+) and (\\d+)",
                "窗口只有 $1 个整秒和 $2 个采样，至少需要 $3 个和 $4 个"
            },
            {"nothing was answered in whole seconds of the window", "窗口的整秒内没有应答"},
            {
                "rate × service time = (\\S+) \\((\\S+) to (\\S+)\\), the target counted (\\S+) \\((\\d+) samples\\): (\\S+ %)",
                "速率 × 服务时间 = $1（$2 至 $3），目标计为 $4（$5 个采样）：$6"
            },
            {
                "(\\S+) requests under way on average, the target counted (\\S+) \\((\\d+) samples\\): (\\S+ %)",
                "平均有 $1 个请求在进行中，目标计为 $2（$3 个采样）：$4"
            },
            {
                "not judged: (\\S+ %) may be chance, and more than (\\S+ %) could hide what is looked for",
                "不作判断：偶然误差可达 $1，超过 $2 就可能掩盖要找的问题"
            },
            {
                "not judged: the target's cores were busy for (\\d+ %) of the window, and requests that it had no time to read are not in its count",
                "不作判断：目标的核在窗口的 $1 内都在忙，来不及读取的请求不在其计数之内"
            },
            {"the target declares none", "目标没有声明"},
            {"as declared: (.*)", "如所声明：$1"},
            {"(.+) is (.+), and (.+) on (\\S+) in (\\S+)", "$1 为 $2，而 $4 在 $5 中为 $3"},
            // Steady state.
            {"the warm-up settled after (\\d+ s), of (\\d+ s) at most", "预热经 $1 平稳，上限为 $2"},
            {"the warm-up had not settled when it ended after (\\d+ s)", "预热在 $1 后结束，尚未平稳"},
            {"the window has (\\d+) whole seconds, and it takes (\\d+) to see a change", "窗口只有 $1 个整秒，至少要 $2 个才能看出变化"},
            {"compilers at work: target ([^,]+), generator ([^,]+)", "编译器占用：目标 $1，负载发生器 $2"},
            {"compilers at work: generator ([^,]+)", "编译器占用：负载发生器 $1"},
            {
                "not judged: the load changes on purpose \\((.*)\\), and times and CPU with it",
                "不作判断：负载按计划变化（$1），时间和 CPU 也随之变化"
            },
            {"(\\d+) series of (\\d+) s settled \\((.*)\\)", "$2 秒内 $1 个序列已平稳（$3）"},
            {"(\\d+) series of (\\d+) s settled \\((.*)\\), but (.*)", "$2 秒内 $1 个序列已平稳（$3），但 $4"},
            {"no steady state: the (\\S+)'s compilers were at work for (\\S+ %) of the window", "未达到稳态：$1 的编译器占用了窗口的 $2"
            },
            {"the (\\S+)'s compilers were at work for (\\S+ %) of the window", "$1 的编译器占用了窗口的 $2"},
            {
                "(?:no steady state: )?(.+) changed by (\\S+ %) at second (\\d+) of (\\d+) \\((\\d+) changes\\)",
                "未达到稳态：$1 在 $4 秒中的第 $3 秒变化了 $2，共变化 $5 次"
            },
            {
                "(?:no steady state: )?(.+) changed by (\\S+ %) at second (\\d+) of (\\d+)(.*)",
                "未达到稳态：$1 在 $4 秒中的第 $3 秒变化了 $2$5"
            },
            {"(?:no steady state: )?(.+) began at second (\\d+) of (\\d+)(.*)", "未达到稳态：$1 在 $3 秒中的第 $2 秒才开始$4"},
            // The machine.
            {"not pinned: every process may use every core", "没有固定：每个进程可以使用每个核"},
            {"(\\S+) may use cores (\\S+), planned (\\S+)", "$1 可以使用的核为 $2，计划为 $3"},
            {"(\\S+) may use unknown cores, planned (\\S+)", "$1 可以使用哪些核不得而知，计划为 $2"},
            {"target (\\S+), generator (\\S+), upstream (and database )?(\\S+)", "目标 $1，负载发生器 $2，上游 $4"},
            {"(\\S+) of (\\d+) cores busy with others", "$2 个核中有 $1 个忙于其他程序"},
            {"the kernel does not show how busy each core is", "内核不显示各核的忙碌程度"},
            {"the kernel does not show it", "内核不显示"},
            {"the hypervisor has never reported any: it may not tell", "虚拟机监控器从未报告过：它可能不说"},
            {"(\\S+ %) of the cores' time", "各核时间的 $1"},
            {"the kernel shows no control group with a quota", "内核没有显示带配额的控制组"},
            {"one further out can't be seen", "更外层的看不到"},
            {"held back for (\\S+ %) of the window", "窗口的 $1 内被限流"},
            {"the kernel does not count swapped pages here", "内核在这里不统计交换的内存页"},
            {"(\\d+) pages swapped in the window", "窗口内交换了 $1 个内存页"},
            {"the kernel does not name its clock", "内核没有给出时钟的名称"},
            {
                "the kernel shows none for core (\\d+): a hypervisor, or the firmware, decides",
                "内核没有显示核 $1 的调频策略：由虚拟机监控器或固件决定"
            },
            {"no interface has the address 127\\.0\\.0\\.1", "没有网络接口的地址是 127.0.0.1"},
            {"cannot be asked: (.*)", "无法询问：$1"},
            {"(\\S+) has (\\d+), at least (\\d+) needed", "$1 为 $2，至少需要 $3"},
            // Once a run.
            {
                "it was not measured here: claimbench doctor --measure, or run --witness, does",
                "这里没有测量：claimbench doctor --measure 或 run --witness 会测"
            },
            {"could not be measured: (.*)", "无法测量：$1"},
            {
                "(\\d+) late responses? of about (\\d+)(?: that were due while the server stood still for (\\d+) ms)?",
                "服务器停顿期间应有约 $2 个迟到的响应，结果中有 $1 个"
            },
            {"no server was started that wrk could ask", "没有启动可供 wrk 测量的服务器"},
            {
                "(agrees|disagrees) (?:within|beyond) noise on (\\S+) (\\S+) with (\\d+) users \\(Gatling / wrk\\): (.*)",
                "$2 上的 $3，$4 个用户（Gatling / wrk）：$5"
            },
            {
                "the noise is too large to tell on (\\S+) (\\S+) with (\\d+) users \\(Gatling / wrk\\): (.*)",
                "噪声太大，无法判断：$1 上的 $2，$3 个用户（Gatling / wrk）：$4"
            },
            // What failed.
            {"target (\\S+) answered no request of the window", "$1 在窗口内没有应答任何请求"},
            {"the first failure: (.*)", "首个失败：$1"},
            {"not tried: in (.*)", "没有再试：$1"},
            {
                "(?:the|target) (\\S+) ended with exit code (\\d+) before it was ready: it printed nothing",
                "$1 在就绪之前以退出码 $2 结束，没有任何输出"
            },
            {"(?:the|target) (\\S+) ended with exit code (\\d+) before it was ready: (.*)", "$1 在就绪之前以退出码 $2 结束：$3"},
            {"(?:the|target) (\\S+) ended with exit code (\\d+) during the load: (.*)", "$1 在负载期间以退出码 $2 结束：$3"},
            {"the (\\S+) ended with exit code (\\d+): (.*)", "$1 以退出码 $2 结束：$3"},
            // Notes of a run.
            {"(\\d+) cores: with CPU work the generator shares cores with the target", "$1 个核：有计算任务时，负载发生器与目标共用核"},
            {
                "one core: target, generator and upstream share it, so figures hold the cost of all three",
                "只有一个核：目标、负载发生器和上游共用它，所以数字包含三者的开销"
            },
            {
                "one core: target, generator and upstream share it, so capacities are those of all three",
                "只有一个核：目标、负载发生器和上游共用它，所以容量是三者合在一起的"
            },
            {"(\\d+) cores: the upstream shares the generator's", "$1 个核：上游与负载发生器共用一个核"},
            {
                "processes cannot be kept to cores here \\(no taskset\\): all of them share all cores",
                "这里无法把进程固定在核上（没有 taskset）：所有进程共用所有的核"
            },
            {"no (.+) was found: programs show their claims in Java only, by analogy", "没有找到 $1：程序只在 Java 上展示论断，属于类比"},
            {
                "the machine is busy with something else \\(load average (\\S+) on (\\d+) cores?\\)",
                "机器正忙于别的事情（$2 个核，平均负载 $1）"
            },
            {"the kernel was (.+) and is (.+) now", "内核原为 $1，现为 $2"},
            {"went on with another claimbench: (.*)", "换用另一个 claimbench 继续：$1"},
            {"(\\S+) was at (.+) and is at (.+) now", "$1 原在 $2，现在 $3"},
        };
        for (String[] one : all) {
            clauses.put(Pattern.compile(one[0]), one[1]);
        }
        return clauses;
    }
}
