package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import claimbench.contract.ServerLimits;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The welcome mail: before the answer or after it, exactly once, never dropped. */
@Facet("mail")
interface MailContract extends TargetUnderTest {
    String RUNNING = "state=\"running\"";
    String WAITING = "state=\"waiting\"";

    @Test
    default void awaitedMailIsSentBeforeTheAnswer() throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(NewUserContract.AWAITED, NewUserContract.ADA));
            upstream().awaitHeld();
            assertThat(get("/plaintext").status()).isEqualTo(200);
            assertThat(connection.hasInput())
                    .as("whether there is an answer while the mail is not sent")
                    .isFalse();
            List<UpstreamCall> calls = upstream().calls();
            upstream().will(Behaviour.ANSWER);
            RawResponse response = connection.read();
            int id = NewUserContract.assertCreated(response);
            assertThat(response.body()).isEqualTo("{\"id\":" + id + ",\"notified\":true}");
            assertThat(calls).hasToString("[POST /mail?user=" + id + "&ms=0]");
        }
        assertThat(upstream().received()).as("further mails").isEmpty();
    }

    @Test
    default void backgroundMailIsSentAfterTheAnswer() throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        // Answered although the upstream does not take the mail.
        RawResponse response = post(NewUserContract.BACKGROUND, NewUserContract.ADA);
        int id = NewUserContract.assertCreated(response);
        assertThat(response.body()).isEqualTo("{\"id\":" + id + ",\"notified\":false}");
        upstream().awaitHeld();
        assertThat(gauge("claimbench_background_tasks", RUNNING)).isEqualTo(1);
        assertThat(upstream().calls()).hasToString("[POST /mail?user=" + id + "&ms=0]");
        double before = ended("success");
        upstream().will(Behaviour.ANSWER);
        awaitNothingInTheBackground();
        assertThat(ended("success") - before).isEqualTo(1);
        assertThat(upstream().received()).as("further mails").isEmpty();
    }

    @Test
    default void everyBackgroundMailIsSentExactlyOnce() throws Exception {
        needsDatabase();
        needsUpstream();
        List<Integer> ids = Crowd.of(50, this::connect).ask((index, connection) -> {
            connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
            return NewUserContract.assertCreated(connection.read());
        });
        upstream().awaitReceived(50);
        awaitNothingInTheBackground();
        assertThat(upstream().mails()).containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void backgroundMailOutlivesItsClient() throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        int id;
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
            id = NewUserContract.assertCreated(connection.read());
        }
        upstream().awaitHeld();
        assertThat(upstream().mails()).containsExactly(id);
        double before = ended("success");
        upstream().will(Behaviour.ANSWER);
        awaitNothingInTheBackground();
        assertThat(ended("success") - before).isEqualTo(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP", "REFUSE"})
    default void awaitedMailThatFailsIsABadGatewayAndNotRepeated(Behaviour behaviour) throws Exception {
        needsDatabase();
        needsUpstream();
        // A connection that is fresh at the upstream, so that none is taken for stale and the mail sent once more.
        upstream().will(behaviour);
        assertProblem(post(NewUserContract.AWAITED, NewUserContract.ADA), 502);
        assertThat(upstream().mails()).as("mails that were sent").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP"})
    default void backgroundMailThatFailsIsCountedAndNotRepeated(Behaviour behaviour) throws Exception {
        needsDatabase();
        needsUpstream();
        double before = ended("failure");
        upstream().will(behaviour);
        NewUserContract.assertCreated(post(NewUserContract.BACKGROUND, NewUserContract.ADA));
        upstream().awaitReceived(1);
        await().atMost(Patience.max())
                .untilAsserted(() -> assertThat(ended("failure") - before)
                        .as("background tasks that are counted as failures")
                        .isEqualTo(1));
        assertThat(upstream().mails()).as("mails that were sent").hasSize(1);
    }

    @Test
    default void fullQueueRefusesAndLeavesNoRowAndNothingAcceptedIsLost() throws Exception {
        needsDatabase();
        needsUpstream();
        upstream().will(Behaviour.HOLD);
        List<Integer> accepted = new ArrayList<>();
        try (RawConnection connection = connect()) {
            RawResponse response = exchange(connection);
            while (response.status() == 201) {
                accepted.add(NewUserContract.assertCreated(response));
                assertThat(accepted)
                        .as("a bounded queue must be full by now")
                        .hasSizeLessThanOrEqualTo(ServerLimits.BACKGROUND_TASKS + ServerLimits.BACKGROUND_QUEUE_MAX);
                response = exchange(connection);
            }
            assertProblem(response, 503);
            OverloadContract.assertSaysWhenToComeBack(response);
            assertThat(accepted)
                    .as("as many tasks as run at once are taken on, at least")
                    .hasSizeGreaterThanOrEqualTo(ServerLimits.BACKGROUND_TASKS);
            assertThat(connection.exchange("/users/" + (accepted.getLast() + 1)).status())
                    .as("a row for the user who was refused")
                    .isEqualTo(404);
            upstream().awaitHeld();
            upstream().release();
            awaitNothingInTheBackground();
            assertThat(upstream().mails()).as("users with a mail").containsExactlyInAnyOrderElementsOf(accepted);
            assertThat(upstream().inFlightMax())
                    .as("mails under way at one time")
                    .isLessThanOrEqualTo(ServerLimits.BACKGROUND_TASKS);
            NewUserContract.assertCreated(exchange(connection));
            upstream().awaitReceived(accepted.size() + 1);
        }
    }

    private static RawResponse exchange(RawConnection connection) throws IOException {
        connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
        return connection.read();
    }

    private void awaitNothingInTheBackground() {
        await().atMost(Patience.max())
                .untilAsserted(() -> assertThat(gauge("claimbench_background_tasks", RUNNING)
                                + gauge("claimbench_background_tasks", WAITING))
                        .as("background tasks that run or wait")
                        .isZero());
    }

    private double ended(String outcome) throws IOException {
        return get("/metrics")
                .body()
                .lines()
                .filter(line -> line.startsWith("claimbench_background_ended_total{")
                        && line.contains("outcome=\"" + outcome + "\""))
                .mapToDouble(line -> Double.parseDouble(line.substring(line.lastIndexOf(' ') + 1)))
                .sum();
    }
}
