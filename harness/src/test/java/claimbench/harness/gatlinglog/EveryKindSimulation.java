package claimbench.harness.gatlinglog;

import static io.gatling.javaapi.core.CoreDsl.atOnceUsers;
import static io.gatling.javaapi.core.CoreDsl.bodyString;
import static io.gatling.javaapi.core.CoreDsl.exec;
import static io.gatling.javaapi.core.CoreDsl.global;
import static io.gatling.javaapi.core.CoreDsl.group;
import static io.gatling.javaapi.core.CoreDsl.pause;
import static io.gatling.javaapi.core.CoreDsl.repeat;
import static io.gatling.javaapi.core.CoreDsl.scenario;
import static io.gatling.javaapi.http.HttpDsl.http;
import static io.gatling.javaapi.http.HttpDsl.status;

import io.gatling.javaapi.core.ScenarioBuilder;
import io.gatling.javaapi.core.Simulation;
import java.time.Duration;

/** As somebody else might write one: groups in groups, checks that fail, two scenarios, a request that can't be built. */
public final class EveryKindSimulation extends Simulation {
    static final int BUYERS = 4;
    static final int READERS = 3;
    static final int PAGES = 5;

    /** Gatling makes one. */
    public EveryKindSimulation() {
        ScenarioBuilder buyers = scenario("buyers")
                .exec(http("home page").get("/home"))
                .exec(group("shop")
                        .on(exec(http("search, 搜索").get("/search"))
                                .exec(group("checkout")
                                        .on(exec(http("card").get("/card"))
                                                .exec(pause(Duration.ofMillis(50)))
                                                .exec(http("receipt")
                                                        .get("/receipt")
                                                        .check(
                                                                status().is(200),
                                                                bodyString().is("paid")))))));
        ScenarioBuilder readers = scenario("readers")
                .exec(repeat(PAGES).on(exec(http("page").get("/page"))))
                .exec(http("page of nobody").get("/#{nobody}"));
        setUp(buyers.injectOpen(atOnceUsers(BUYERS)), readers.injectOpen(atOnceUsers(READERS)))
                .protocols(http.baseUrl(System.getProperty("url")).disableWarmUp())
                .assertions(global().failedRequests().count().gte(0L));
    }
}
