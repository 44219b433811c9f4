package claimbench.dashboards.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;

import claimbench.contract.Json;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class CommittedDashboardsTest {
    private static final CommittedDashboard SMALL = new CommittedDashboard("small", Json.MAPPER.readTree("""
            {
              "templating": {"list": [
                {"name": "datasource", "type": "datasource", "query": "prometheus"},
                {"name": "run", "type": "query", "query": "label_values(run)"},
                {"name": "target", "type": "query", "includeAll": true, "allValue": ".+",
                 "query": {"query": "label_values(up{run=\\"$run\\",a=~\\"b,c\\"}, target)"}},
                {"name": "side", "type": "custom", "query": "a,b", "current": {"value": "a"},
                 "options": [{"value": "a"}, {"value": "b"}]}
              ]},
              "annotations": {"list": [{"builtIn": 1}, {"expr": "claimbench_trial_phase"}]},
              "panels": [
                {"id": 1, "type": "row", "panels": [
                  {"id": 2, "interval": "5s", "targets": [{"refId": "A", "expr": "x"}, {"refId": "B", "expr": "y", "instant": true}]}
                ]}
              ]
            }
            """));

    @Test
    void thereIsAnOverview() {
        assertThat(CommittedDashboards.load().names()).contains("overview");
    }

    /** Otherwise a panel would say so to whoever looks at it. */
    @Test
    void everyQueryOfEveryDashboardCanBeAsked() throws Refusal {
        CommittedDashboards dashboards = CommittedDashboards.load();
        for (String name : dashboards.names()) {
            CommittedDashboard dashboard = dashboards.dashboard(name);
            var substitution = new Substitution(
                    Window.of(0, 60_000, 1_000),
                    dashboard.variables(),
                    Chosen.of(Map.of("run", List.of("a"), "target", List.of("b"))));
            assertThat(dashboard.queries()).as(name).isNotEmpty();
            for (CommittedDashboard.Query query : dashboard.queries()) {
                assertThat(substitution.apply(query.expression()))
                        .doesNotContain("$__")
                        .isNotBlank();
            }
        }
    }

    @Test
    void queryIsFoundWhereverItsPanelStands() throws Refusal {
        assertThat(SMALL.query(2, "A")).isEqualTo(new CommittedDashboard.Query("x", false, 5_000));
        assertThat(SMALL.query(2, "B").instant()).isTrue();
        assertThat(SMALL.annotation(1).expression()).isEqualTo("claimbench_trial_phase");
    }

    @Test
    void whatIsNotThereIsNamed() {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SMALL.query(2, "C"))
                .withMessageContaining("no query 'C'");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SMALL.query(9, "A"))
                .withMessageContaining("no panel 9");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SMALL.annotation(0))
                .withMessageContaining("no annotation 0");
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> SMALL.variable("x"))
                .withMessageContaining("no variable 'x'");
    }

    @Test
    void variablesSayWhereTheirValuesComeFrom() throws Refusal {
        assertThat(SMALL.variable("run").source()).isEqualTo(new CommittedDashboard.Source.Label(null, "run"));
        assertThat(SMALL.variable("run").all()).isNull();
        assertThat(SMALL.variable("target").source())
                .isEqualTo(new CommittedDashboard.Source.Label("up{run=\"$run\",a=~\"b,c\"}", "target"));
        assertThat(SMALL.variable("side").source()).isEqualTo(new CommittedDashboard.Source.Listed(List.of("a", "b")));
        assertThat(SMALL.variable("side").initial()).containsExactly("a");
    }
}
