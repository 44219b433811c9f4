package claimbench.harness.claim;

/** A size of a target in words, so that a reader need not know the names of {@code /about}. */
final class SettingWords {
    private SettingWords() {}

    /**
     * Says one.
     *
     * @param name in {@code /about}
     * @param size as it stands there
     */
    static Text of(String name, Object size) {
        String number = size instanceof Number some ? Figures.exact(some.doubleValue()) : size.toString();
        boolean one = number.equals("1");
        return switch (name) {
            case "pool" -> new Text("a pool of " + number + (one ? " thread" : " threads"), number + " 个线程的线程池");
            case "queue" -> new Text("a queue of " + number, "可容纳 " + number + " 个请求的队列");
            case "taskThreads" -> new Text("at most " + number + " threads for subtasks", "至多 " + number + " 个子任务线程");
            case "loops", "eventLoops" -> new Text(number + (one ? " event loop" : " event loops"), number + " 个事件循环");
            case "workers" -> new Text(number + (one ? " process" : " processes"), number + " 个进程");
            default -> Text.same(name + " " + number);
        };
    }
}
