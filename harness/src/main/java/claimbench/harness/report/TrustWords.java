package claimbench.harness.report;

import claimbench.harness.claim.Text;
import claimbench.harness.result.TrustCheck;

/** What it means when a trust check fails, and what to do about it, in both languages. */
final class TrustWords {
    private TrustWords() {}

    static Text meaning(TrustCheck check) {
        return new Text(check.meaning(), meaningZh(check));
    }

    static Text remedy(TrustCheck check) {
        return new Text(check.remedy(), remedyZh(check));
    }

    private static String meaningZh(TrustCheck check) {
        return switch (check) {
            case GENERATOR_LAG -> "请求发出得比计划晚，因此施加的负载不是所要求的负载。";
            case GENERATOR_CPU -> "负载发生器用掉了自己各核 80% 以上的时间，可能它本身就是瓶颈。";
            case GENERATOR_CONNECTIONS -> "负载发生器打开的连接越来越多，超过了用户数；它跟不上时就会这样。";
            case GENERATOR_CEILING -> "发送速率超过了负载发生器对空服务器所能达到的一半，它自己的排队会显现出来。";
            case FREEZE -> "服务器停顿了一秒，结果中却看不到这一秒：响应时间不是从计划的发送时刻算起的。";
            case SECOND_WITNESS -> "在同样的负载下对同一个服务器，另一个负载发生器（wrk）与 Gatling 的结果之差超出了噪声。";
            case UPSTREAM_LATENESS -> "上游应答得比要求的晚，而每种模型都要为此付出代价。";
            case ERRORS -> "有请求失败；失败的请求不能算作吞吐量。";
            case BODIES -> "状态码正确而响应体不对：目标没有完成工作。";
            case EARLY_ANSWERS -> "如果目标真的等待了所要求的时间，应答不可能这么早：它没有完成工作。";
            case ONE_AT_A_TIME -> "只需等待的请求被一个接一个地处理：工作外面有一把锁，或只有一个位置的池。";
            case BLOCKED_LOOP -> "一个请求等待时整个目标都停住了，其他路由也是：事件循环的线程上有阻塞调用。";
            case LEAK -> "目标保留着已经结束的请求的某些东西，用不了多久就会变慢或崩溃。";
            case COUNTS -> "负载发生器自己的日志与记录下来的直方图，请求数不一致。";
            case SERVER_COUNTS -> "目标统计的请求数与负载发生器发出的不一致。";
            case ENOUGH_REQUESTS -> "测到的请求太少，中位数没有意义。";
            case LITTLES_LAW -> "速率乘以响应时间不等于用户数：有的时间没有体现在响应时间里，或者响应时间里多出了不存在的时间。";
            case IN_FLIGHT -> "目标进行中的请求数不等于速率乘以服务时间：它没有把手上的请求都算进去，或者请求在它看不到的地方耗费了时间。";
            case STEADY_STATE -> "试验在窗口内仍在变化：还在预热、逐渐变慢、在几种状态之间跳动，或仍在编译。";
            case CPU_SETS -> "进程没有运行在计划规定的核上。";
            case POOL_SIZES -> "被比较的目标在线程池、队列或 JVM 参数上不同，测到的就是这些差别。";
            case DESCRIPTORS -> "进程可以打开的文件数少于负载所需的连接数。";
            case OTHER_LOAD -> "窗口内有其他进程使用了同样的核。";
            case STEAL -> "虚拟机监控器把这些核的时间给了别的虚拟机。";
            case THROTTLING -> "控制组被限流：它的 CPU 时间配额用完了。";
            case SWAP -> "窗口内发生了内存交换，一次交换的时间抵得上一千个请求。";
            case CLOCK_SOURCE -> "内核使用的时钟很慢：读一次约要一微秒，读数也粗。";
            case FREQUENCY_GOVERNOR -> "各核的频率随负载变化，轻负载遇到的处理器更慢。";
            case LOOPBACK_MTU -> "回环接口把应答切成了过多的数据包。";
            case HARNESS_CPU -> "测量工具自身在窗口内用掉了一个核 1% 以上的时间，干扰了被测对象。";
            case SAMPLER_WINDOW -> "CPU 和内存的采样窗口与负载的窗口不一致。";
        };
    }

    private static String remedyZh(TrustCheck check) {
        return switch (check) {
            case GENERATOR_LAG, GENERATOR_CPU -> "降低速率或减少用户，或者给负载发生器更多的核。";
            case GENERATOR_CONNECTIONS -> "降低速率，或者给负载发生器更多的核。";
            case GENERATOR_CEILING -> "降低速率或减少用户，或者给负载发生器更多的核。";
            case FREEZE -> "请附上运行目录报告此问题：开环负载的响应时间都不可信。";
            case SECOND_WITNESS -> "换一台更安静的机器再测；如果仍不一致，请附上运行目录报告。";
            case UPSTREAM_LATENESS -> "让上游独占一个核，或减少对它的调用。";
            case ERRORS -> "查看该试验的 target.log 和 generator.log。";
            case BODIES -> "查看 generator.json 中最先失败的请求，并用 claimbench contract 检查目标。";
            case EARLY_ANSWERS -> "用 claimbench contract 检查目标。";
            case ONE_AT_A_TIME -> "找出目标的请求共用了什么：一把锁、一个连接、只有一个位置的池。";
            case BLOCKED_LOOP -> "找到那个调用（事件循环加 --loop-debug 会指出它），改用事件循环自己的等待方式，或放到旁边的线程上等待。";
            case LEAK -> "找出它保留了什么：claimbench performance --only soak 会逐项测量，jcmd PID GC.class_histogram 会列出类名。";
            case COUNTS -> "请附上该试验的目录报告：两份记录必有一份是错的。";
            case SERVER_COUNTS -> "确认没有别人向目标发送请求，并且目标对每个请求只计一次。";
            case ENOUGH_REQUESTS -> "换用更长的档位（standard、full），以加长窗口；如果 full 仍太短，换一台更快的机器。";
            case LITTLES_LAW -> "减少用户，或者给负载发生器更多的核；如果仍然如此，请附上该试验的目录报告。";
            case IN_FLIGHT -> "看看目标之前有什么在排队（监听队列、代理、负载发生器自己的核），并确认目标的计数从请求到达算到应答发出。";
            case STEADY_STATE -> "换用更长的档位（standard、full），以加长预热和窗口；如果 full 仍太短，换一台更安静的机器。";
            case CPU_SETS -> "安装 util-linux（taskset），或在允许进程设置 CPU 亲和性的环境中运行。";
            case POOL_SIZES -> "用同样的设置启动所有目标。";
            case DESCRIPTORS -> "提高上限：ulimit -n，或 /etc/security/limits.conf 中的 nofile，或容器的 --ulimit nofile。";
            case OTHER_LOAD -> "结束其他程序后再测。";
            case STEAL -> "使用独占核的机器（专用机或物理机），或换个时间再测。";
            case THROTTLING -> "给容器更多 CPU，或用指定的核代替配额（--cpuset-cpus）。";
            case SWAP -> "结束其他程序，或关闭交换（swapoff -a）。";
            case CLOCK_SOURCE -> "以 clocksource=tsc 启动，或换用时钟稳定的机器或虚拟机监控器。";
            case FREQUENCY_GOVERNOR -> "在运行期间执行 cpupower frequency-set -g performance。";
            case LOOPBACK_MTU -> "执行 ip link set dev lo mtu 65536。";
            case HARNESS_CPU -> "运行时不要旁观（Prometheus），或者给测量工具单独一个核。";
            case SAMPLER_WINDOW -> "减轻负载发生器所在核的负载（采样器与它共用），然后再测。";
        };
    }
}
