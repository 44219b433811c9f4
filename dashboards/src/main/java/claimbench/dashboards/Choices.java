package claimbench.dashboards;

import claimbench.contract.Meter;
import claimbench.contract.MeterNames;
import claimbench.dashboards.grafana.Variable;
import java.util.List;

/** The choices at the top of a dashboard, from general to particular. */
final class Choices {
    /** The harness has a phase for every trial, whatever its target. */
    private static final String TRIALS = Meter.TRIAL_PHASE.sample();

    private static final int NEWEST_FIRST = 2;
    private static final int BY_NAME = 1;
    private static final Words ALL = new Words("All", "全部");

    private Choices() {}

    static List<Variable> of(Board board, Language language) {
        return List.of(
                Variable.dataSource(
                        new Words("Data source", "数据源").in(language),
                        new Words("The Prometheus that has the run", "保存运行数据的 Prometheus").in(language)),
                Variable.one(
                        MeterNames.RUN,
                        new Words("Run", "运行").in(language),
                        new Words("The run directory's name", "运行目录的名称").in(language),
                        values(TRIALS, MeterNames.RUN),
                        NEWEST_FIRST),
                board.oneTarget()
                        ? Variable.one(
                                MeterNames.TARGET,
                                target(language),
                                targetMeaning(language),
                                values(ofRun(), MeterNames.TARGET),
                                BY_NAME)
                        : Variable.many(
                                MeterNames.TARGET,
                                target(language),
                                targetMeaning(language),
                                values(ofRun(), MeterNames.TARGET),
                                ALL.in(language)),
                Variable.many(
                        MeterNames.SCENARIO,
                        new Words("Scenario", "场景").in(language),
                        new Words("What users do", "用户的行为").in(language),
                        values(ofRun(), MeterNames.SCENARIO),
                        ALL.in(language)));
    }

    private static String target(Language language) {
        return new Words("Target", "目标").in(language);
    }

    private static String targetMeaning(Language language) {
        return new Words("The server under test", "被测服务器").in(language);
    }

    private static String ofRun() {
        return PromQl.Selector.ofRun(TRIALS).toString();
    }

    private static String values(String selector, String label) {
        return "label_values(%s, %s)".formatted(selector, label);
    }
}
