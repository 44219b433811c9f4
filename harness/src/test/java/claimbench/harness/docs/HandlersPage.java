package claimbench.harness.docs;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Writes {@code harness/docs/handlers.md}, and the same in Chinese: the four targets' handlers of a route beside Python's, taken from their
 * sources. Uses nothing but the JDK, so that one command writes the pages: {@link #COMMAND}.
 *
 * <p>Code stands in cells of an HTML table, as fenced blocks between empty lines: Markdown takes up again after an empty
 * line, so the code needs no escaping and is coloured, on GitHub and wherever else Markdown may hold HTML.
 */
public final class HandlersPage {
    /** In English and in Chinese, from the repository's root. */
    static final List<String> FILES = List.of("harness/docs/handlers.md", "harness/docs/handlers.zh-CN.md");

    /** What brings the pages up to the sources, from the repository's root. */
    static final String COMMAND = "java harness/src/test/java/claimbench/harness/docs/HandlersPage.java";

    /** The same words in both languages. */
    private record Words(String en, String zh) {
        String in(boolean chinese) {
            return chinese ? zh : en;
        }
    }

    /** A target as the page calls it, and where its sources are; or Python, which is none. */
    private record Idiom(Words title, String module, String folder) {
        boolean isTarget() {
            return !module.isEmpty();
        }

        /** Of a class such as {@code FanoutRoute}; in Python a module has the same name in its own way of writing. */
        String file(String route) {
            return isTarget()
                    ? "target-servers/" + module + "/src/main/java/claimbench/" + folder + "/" + route + ".java"
                    : "harness/docs/python/"
                            + route.replaceFirst("Route$", "_route").toLowerCase(Locale.ROOT) + ".py";
        }

        String kind() {
            return isTarget() ? "java" : "python";
        }

        /** As a link from the page. */
        String link(String route, String text) {
            return "[" + text + "]("
                    + (isTarget() ? "../../" + file(route) : file(route).replace("harness/docs/", "")) + ")";
        }
    }

    /**
     * A route whose handlers the page shows.
     *
     * @param lookFor what a reader should find in the code, with nobody to point at it
     */
    private record Shown(String route, Words title, Words words, List<Words> lookFor) {}

    /** One of the course's exercises, the request that does it, and the class that answers. */
    private record Exercise(Words title, String request, String route) {
        /** A line of the file, whose first line says what its fields are. */
        static Exercise of(String line) {
            String[] fields = line.split("\\|", -1);
            String method = fields[1].contains("-d ") ? "POST " : "GET ";
            return new Exercise(
                    new Words(fields[0].strip(), fields[4].strip()),
                    "`" + method + fields[2].strip() + "`",
                    fields[3].strip());
        }
    }

    private static final Idiom PYTHON = new Idiom(new Words("Python, asyncio", "Python，asyncio"), "", "");

    private static final Idiom EVENT_LOOP = new Idiom(new Words("Event loop", "事件循环"), "event-loop", "eventloop");

    private static final Idiom VIRTUAL =
            new Idiom(new Words("Virtual threads", "虚拟线程"), "virtual-threads", "virtualthreads");

    private static final Idiom PLATFORM =
            new Idiom(new Words("Platform threads", "平台线程"), "platform-threads", "platformthreads");

    private static final Idiom REACTIVE = new Idiom(new Words("Reactive", "响应式"), "reactive", "reactive");

    /** In rows of two, since more do not fit on a screen: Python beside the model that is nearest to it. What to look for has the last cell. */
    private static final List<List<Idiom>> ROWS =
            List.of(List.of(PYTHON, EVENT_LOOP), List.of(VIRTUAL, PLATFORM), List.of(REACTIVE));

    /** In the order in which tables of the project have them. */
    private static final List<Idiom> TARGETS = List.of(PLATFORM, VIRTUAL, EVENT_LOOP, REACTIVE);

    private static final List<Shown> SHOWN = List.of(
            new Shown(
                    "FanoutRoute",
                    new Words("Fan-out: `GET /fanout`", "扇出：`GET /fanout`"),
                    new Words(
                            "Several calls of a model API, one after another or all at once; some may fail.",
                            "多次调用模型接口，逐个进行或同时进行；其中一些可能失败。"),
                    List.of(
                            new Words(
                                    "Serial or concurrent is one line in each of the five. Find it first.",
                                    "五种写法里，串行还是并发都只差一行。先把它找出来。"),
                            new Words(
                                    "Python and the event loop: calling `generate` runs nothing; the await runs it, or the task"
                                            + " that is made of it.",
                                    "Python 与事件循环：调用 `generate` 什么也不运行；运行它的是等待，或者由它变成的任务。"),
                            new Words(
                                    "Virtual and platform threads: the same code with the same words. Only where a thread comes"
                                            + " from differs: a new one for each call, or one of a pool.",
                                    "虚拟线程与平台线程：代码和用词都相同，只差线程从哪里来：每个调用新建一个，还是从线程池里取一个。"),
                            new Words(
                                    "Reactive: nothing waits in the code; `concatMap` or `flatMapSequential` says when the next"
                                            + " call is made.",
                                    "响应式：代码里没有等待；何时发出下一个调用，由 `concatMap` 或 `flatMapSequential` 决定。"),
                            new Words(
                                    "When a call fails and failures are not collected, all five end the other calls. Python's"
                                            + " `gather` alone would not, which is why a task group stands there.",
                                    "一个调用失败、又不收集失败时，五种写法都会结束其余的调用。单靠 Python 的 `gather` 做不到，所以那里用的是任务组。"))),
            new Shown(
                    "ProfileRoute",
                    new Words("Profile: `GET /profile/{id}`", "用户资料：`GET /profile/{id}`"),
                    new Words(
                            "A row of the database and a call of an API: two waits of different kinds, one after the other or both"
                                    + " at once.",
                            "数据库的一行与一次接口调用：两种不同的等待，一先一后或同时进行。"),
                    List.of(
                            new Words(
                                    "Two results of different types: Python, the event loop and the reactive one keep their types;"
                                            + " the threads' list of results loses them, and casts.",
                                    "两个结果类型不同：Python、事件循环和响应式保留了各自的类型；线程的结果列表丢失了类型，只好强制转换。"),
                            new Words(
                                    "The database waits as a coroutine in Python and on the event loop, and holds a thread on the"
                                            + " two with threads.",
                                    "等待数据库时，Python 与事件循环上是一个协程在等，两种线程模型上则占着一个线程。"),
                            new Words(
                                    "When one part fails, the other is cancelled or interrupted, and gives its connection back.",
                                    "一方失败时，另一方被取消或中断，并归还连接。"))),
            new Shown(
                    "AnswerRoute",
                    new Words("Answer: `GET /answer`", "回答：`GET /answer`"),
                    new Words(
                            "A model's tokens, handed on as they come: no faster than the client takes them, and no longer than it"
                                    + " stays.",
                            "模型的词元，来一个转发一个：不快于客户端的接收速度，客户端一离开就停止。"),
                    List.of(
                            new Words(
                                    "The back-pressure is in the loop of all but the reactive one: the next part is read when the"
                                            + " last has been sent. The reactive one hands demand upwards.",
                                    "除响应式之外，背压就在循环里：上一部分发送之后才读取下一部分。响应式则把需求量向上游传递。"),
                            new Words(
                                    "The event loop's code reads like that of the threads; what differs is what a wait holds.",
                                    "事件循环的代码读起来与线程的一样；不同的是等待时占用什么。"),
                            new Words(
                                    "When the client leaves: Python closes the generator, a coroutine is cancelled, a thread is"
                                            + " interrupted, a subscription is cancelled. Each closes the upstream's stream.",
                                    "客户端离开时：Python 关闭生成器，协程被取消，线程被中断，订阅被取消。每一种都会关闭上游的流。"))));

    /** The exercises, from the repository's root: the same as {@code claimbench serve} prints. */
    private static final String EXERCISES = "harness/src/main/resources/claimbench/harness/cli/exercises.txt";

    private HandlersPage() {}

    /** Writes the pages. To be started from the repository's root. */
    public static void main(String[] arguments) throws IOException {
        Path root = Path.of("");
        if (arguments.length > 0 || !Files.isDirectory(root.resolve("target-servers"))) {
            System.err.println("start it without arguments from the repository's root: " + COMMAND);
            System.exit(2);
        }
        for (String file : FILES) {
            Files.writeString(root.resolve(file), page(root, isChinese(file)));
            System.out.println("wrote " + file);
        }
    }

    static boolean isChinese(String file) {
        return file.endsWith(".zh-CN.md");
    }

    /**
     * A page as the sources have it now.
     *
     * @param root of the repository
     * @throws IOException where a source is missing, or holds no class
     */
    static String page(Path root, boolean chinese) throws IOException {
        var page = new StringBuilder(introduction(chinese));
        for (Shown shown : SHOWN) {
            page.append("\n## ")
                    .append(shown.title.in(chinese))
                    .append("\n\n")
                    .append(shown.words.in(chinese))
                    .append("\n\n<table>\n");
            for (List<Idiom> row : ROWS) {
                page.append("<tr valign=\"top\">\n");
                for (Idiom idiom : row) {
                    String file = idiom.file(shown.route);
                    page.append("<td>\n\n**").append(idiom.title.in(chinese)).append("** · ");
                    page.append(idiom.link(shown.route, file.substring(file.lastIndexOf('/') + 1)))
                            .append("\n\n```")
                            .append(idiom.kind())
                            .append('\n')
                            .append(code(root.resolve(file)))
                            .append("```\n\n</td>\n");
                }
                if (row.size() == 1) {
                    page.append(lookFor(shown, chinese));
                }
                page.append("</tr>\n");
            }
            page.append("</table>\n");
        }
        page.append(exercises(root, chinese));
        return page.toString();
    }

    private static String introduction(boolean chinese) {
        return (chinese ? """
                        # 四种并发模型与 Python 并排对照

                        [English](handlers.md)

                        同样的几条路由，先用 Python 的 asyncio 写一遍，再用四种并发模型各写一遍：线路上的字节相同，处理函数各不相同。每一格都是源文件里的
                        完整代码，只略去导入语句。代码与注释为英文原文。

                        本页由 `%s` 从源文件生成；只要与源文件不一致，测试就会失败。Python 的部分也有测试运行。
                        """ : """
                        # Four models beside Python

                        [中文](handlers.zh-CN.md)

                        The same routes as they are written with Python's asyncio, and in four concurrency models: the bytes on the wire are equal,
                        the handlers are not. Each cell is the whole code as it stands in its file, without its imports.

                        Written from the sources by `%s`; a test fails while page and sources differ, and another runs Python's.
                        """).formatted(COMMAND);
    }

    private static String lookFor(Shown shown, boolean chinese) {
        return "<td>\n\n**" + new Words("What to look for", "看什么").in(chinese) + "**\n\n"
                + shown.lookFor.stream()
                        .map(words -> "- " + words.in(chinese) + "\n")
                        .collect(Collectors.joining())
                + "\n</td>\n";
    }

    private static String exercises(Path root, boolean chinese) throws IOException {
        var table = new StringBuilder(chinese ? """

                        ## 十个练习

                        课程要求读者完成的十个练习，写成每个目标都能应答的请求，以及负责应答的类。用 `./claimbench serve event-loop` 启动一个目标，
                        连同它的上游和数据库：它会把这十个练习打印成 `curl` 命令，其中 `[5-7]` 会变成先后三个请求。
                        若要看会注册、会在提问之间思考的用户，用 `./claimbench load agent`。

                        """ : """

                        ## The ten exercises

                        What the course asks its readers to write, as requests that every target answers, and the classes that do it. Start a
                        target with its upstream and its database by `./claimbench serve event-loop`: it prints the same ten as commands
                        for `curl`, which takes `[5-7]` as three requests, one after another. With a user who registers and thinks in between,
                        the dialogue is `./claimbench load agent`.

                        """);
        table.append(chinese ? "| 练习 | 请求 | " : "| exercise | request | ");
        table.append(TARGETS.stream().map(target -> target.title.in(chinese)).collect(Collectors.joining(" | ")));
        table.append(" |\n|---|---|").append("---|".repeat(TARGETS.size())).append('\n');
        for (String line : Files.readAllLines(root.resolve(EXERCISES), StandardCharsets.UTF_8)) {
            if (line.startsWith("#")) {
                continue;
            }
            Exercise exercise = Exercise.of(line);
            table.append("| ")
                    .append(exercise.title.in(chinese))
                    .append(" | ")
                    .append(exercise.request)
                    .append(" |");
            for (Idiom target : TARGETS) {
                if (!Files.exists(root.resolve(target.file(exercise.route)))) {
                    throw new IOException(target.file(exercise.route) + " is missing");
                }
                table.append(' ')
                        .append(target.link(exercise.route, exercise.route.replaceFirst("Route$", "")))
                        .append(" |");
            }
            table.append('\n');
        }
        return table.toString();
    }

    /** A source file without its package, its imports, and the line that says what a Python module is. */
    private static String code(Path file) throws IOException {
        List<String> lines = Files.readAllLines(file, StandardCharsets.UTF_8);
        int first = 0;
        for (int line = 0; line < lines.size(); line++) {
            String text = lines.get(line);
            if (Stream.of("package ", "import ", "from ").anyMatch(text::startsWith)) {
                first = line + 1;
            }
        }
        while (first < lines.size() && lines.get(first).isBlank()) {
            first++;
        }
        if (first == lines.size()) {
            throw new IOException(file + " holds no class");
        }
        return String.join("\n", lines.subList(first, lines.size())) + "\n";
    }
}
