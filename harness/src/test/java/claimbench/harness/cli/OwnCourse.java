package claimbench.harness.cli;

/** A document of a user's own, with one claim, which trials of the experiment fanout can judge. */
final class OwnCourse {
    static final String YAML = """
            document: {id: X1, title: a course of mine, file: course.md}
            claims:
              - id: X01
                title: {en: three times as fast, zh: 快三倍}
                restatement: {en: Three calls at once take a third of the time., zh: 三个调用同时进行只要三分之一时间。}
                citations: [{document: X1, section: week 3}]
                experiment: fanout
                cases:
                  - label: three equal calls
                    measures:
                      - quantity: speedup
                        baseline: serial
                        treatment: concurrent
                        expected: {low: 2.5, high: 3.5, reason: My course says three times.}
                        theory: {value: 3, formula: k, source: my course}
            """;

    private OwnCourse() {}
}
