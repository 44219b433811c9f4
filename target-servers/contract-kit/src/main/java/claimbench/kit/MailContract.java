package claimbench.kit;

import static claimbench.kit.ArgumentContract.assertProblem;
import static org.assertj.core.api.Assertions.assertThat;

import claimbench.contract.ServerLimits;
import claimbench.kit.ScriptedUpstream.Behaviour;
import java.io.IOException;
import java.util.Collections;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The welcome mail: before the answer or after it, exactly once, never dropped. */
@Facet("mail")
interface MailContract extends TargetUnderTest {
    /**
     * How many fill the background at one time. A server of several loops may share its background out among them: one
     * connection fills but the part of its loop, and this many reach more than one.
     */
    int FILLING_CLIENTS = 20;

    @Test
    default void awaitedMailIsSentBeforeTheAnswer() throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork.awaitNone(this);
        upstream().will(Behaviour.HOLD);
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(NewUserContract.AWAITED, NewUserContract.ADA));
            upstream().awaitHeld();
            assertThat(get("/plaintext").status()).isEqualTo(200);
            assertThat(connection.staysSilent())
                    .as("whether nothing is answered while the mail is not sent")
                    .isTrue();
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
        BackgroundWork background = BackgroundWork.idle(this);
        upstream().will(Behaviour.HOLD);
        // Answered although the upstream does not take the mail.
        RawResponse response = post(NewUserContract.BACKGROUND, NewUserContract.ADA);
        int id = NewUserContract.assertCreated(response);
        assertThat(response.body()).isEqualTo("{\"id\":" + id + ",\"notified\":false}");
        upstream().awaitHeld();
        background.awaitRunning(1);
        assertThat(upstream().calls()).hasToString("[POST /mail?user=" + id + "&ms=0]");
        upstream().will(Behaviour.ANSWER);
        background.awaitEnded(1, 0);
        assertThat(upstream().received()).as("further mails").isEmpty();
    }

    @Test
    default void everyBackgroundMailIsSentExactlyOnce() throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork background = BackgroundWork.idle(this);
        List<Integer> ids = Crowd.of(50, this::connect).ask((index, connection) -> {
            connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
            return NewUserContract.assertCreated(connection.read());
        });
        background.awaitEnded(50, 0);
        assertThat(upstream().mails()).as("users with a mail").containsExactlyInAnyOrderElementsOf(ids);
    }

    @Test
    default void backgroundMailOutlivesItsClient() throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork background = BackgroundWork.idle(this);
        upstream().will(Behaviour.HOLD);
        int id;
        try (RawConnection connection = connect()) {
            connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
            id = NewUserContract.assertCreated(connection.read());
        }
        upstream().awaitHeld();
        assertThat(upstream().mails()).containsExactly(id);
        upstream().will(Behaviour.ANSWER);
        background.awaitEnded(1, 0);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP", "REFUSE"})
    default void awaitedMailThatFailsIsABadGatewayAndNotRepeated(Behaviour behaviour) throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork.awaitNone(this);
        upstream().will(behaviour);
        assertProblem(post(NewUserContract.AWAITED, NewUserContract.ADA), 502);
        assertThat(upstream().mails()).as("mails that were sent").hasSize(1);
    }

    @ParameterizedTest
    @EnumSource(names = {"FAIL", "HANG_UP"})
    default void backgroundMailThatFailsIsCountedAndNotRepeated(Behaviour behaviour) throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork background = BackgroundWork.idle(this);
        upstream().will(behaviour);
        NewUserContract.assertCreated(post(NewUserContract.BACKGROUND, NewUserContract.ADA));
        background.awaitEnded(0, 1);
        assertThat(upstream().mails()).as("mails that were sent").hasSize(1);
    }

    @Test
    default void fullQueueRefusesAndLeavesNoRowAndNothingAcceptedIsLost() throws Exception {
        needsDatabase();
        needsUpstream();
        BackgroundWork background = BackgroundWork.idle(this);
        upstream().will(Behaviour.HOLD);
        Set<Integer> accepted = ConcurrentHashMap.newKeySet();
        int before;
        do {
            before = accepted.size();
            Crowd.of(FILLING_CLIENTS, this::connect).each((index, connection) -> fill(connection, accepted));
        } while (accepted.size() > before);
        // Each of a crowd has been refused by now at its first request, and no place comes free while mails are held.
        assertThat(accepted)
                .as("as many tasks as run at once are taken on, at least")
                .hasSizeGreaterThanOrEqualTo(ServerLimits.BACKGROUND_TASKS);
        for (int refused = 1; refused <= FILLING_CLIENTS; refused++) {
            assertThat(get("/users/" + (Collections.max(accepted) + refused)).status())
                    .as("a row for a user who was refused")
                    .isEqualTo(404);
        }
        upstream().awaitHeld();
        upstream().release();
        background.awaitEnded(accepted.size(), 0);
        assertThat(upstream().mails()).as("users with a mail").containsExactlyInAnyOrderElementsOf(accepted);
        assertThat(upstream().inFlightMax())
                .as("mails under way at one time")
                .isLessThanOrEqualTo(ServerLimits.BACKGROUND_TASKS);
        NewUserContract.assertCreated(post(NewUserContract.BACKGROUND, NewUserContract.ADA));
        background.awaitEnded(accepted.size() + 1, 0);
    }

    /** Goes on until it is refused. */
    private static void fill(RawConnection connection, Set<Integer> accepted) throws IOException {
        RawResponse response = newUser(connection);
        while (response.status() == 201) {
            accepted.add(NewUserContract.assertCreated(response));
            assertThat(accepted.size())
                    .as("users taken on: a bounded queue must be full by now")
                    .isLessThanOrEqualTo(ServerLimits.BACKGROUND_TASKS + ServerLimits.BACKGROUND_QUEUE_MAX);
            response = newUser(connection);
        }
        assertProblem(response, 503);
        OverloadContract.assertSaysWhenToComeBack(response);
    }

    private static RawResponse newUser(RawConnection connection) throws IOException {
        connection.send(RawConnection.post(NewUserContract.BACKGROUND, NewUserContract.ADA));
        return connection.read();
    }
}
