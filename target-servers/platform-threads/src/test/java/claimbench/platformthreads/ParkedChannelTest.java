package claimbench.platformthreads;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.CancelledKeyException;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SelectableChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicReference;
import java.util.concurrent.locks.LockSupport;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(60)
class ParkedChannelTest {
    @Test
    void whoWaitsIsWokenThoughTheChannelIsClosedWhileItBecomesReady() throws Exception {
        try (Selector selector = Selector.open();
                ServerSocketChannel listener =
                        ServerSocketChannel.open().bind(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0));
                SocketChannel client = SocketChannel.open(listener.getLocalAddress());
                SocketChannel channel = listener.accept()) {
            client.setOption(StandardSocketOptions.TCP_NODELAY, true);
            channel.configureBlocking(false);
            var key = new KeyClosedMeanwhile(channel.register(selector, 0));
            var parked = new ParkedChannel(channel, key, Thread.currentThread());
            var failure = new AtomicReference<Throwable>();
            Thread reader = Thread.ofPlatform().daemon().start(() -> {
                try {
                    parked.read(ByteBuffer.allocate(1));
                } catch (IOException e) {
                    failure.set(e);
                }
            });
            await().atMost(Duration.ofSeconds(20)).until(() -> LockSupport.getBlocker(reader) == parked);

            key.closing = parked;
            client.write(ByteBuffer.wrap(new byte[1]));
            await().atMost(Duration.ofSeconds(20)).until(() -> selector.selectNow() > 0);
            assertThatExceptionOfType(CancelledKeyException.class).isThrownBy(parked::ready);

            assertThat(reader.join(Duration.ofSeconds(20))).as("woken").isTrue();
            assertThat(failure.get()).isInstanceOf(ClosedChannelException.class);
        }
    }

    /** A selector's key whose channel another thread closes just before it is set to watch for something else. */
    private static final class KeyClosedMeanwhile extends SelectionKey {
        private final SelectionKey key;
        private volatile @Nullable ParkedChannel closing;

        KeyClosedMeanwhile(SelectionKey key) {
            this.key = key;
        }

        @Override
        public SelectionKey interestOps(int operations) {
            ParkedChannel parked = closing;
            if (parked != null) {
                parked.close();
            }
            return key.interestOps(operations);
        }

        @Override
        public SelectableChannel channel() {
            return key.channel();
        }

        @Override
        public Selector selector() {
            return key.selector();
        }

        @Override
        public boolean isValid() {
            return key.isValid();
        }

        @Override
        public void cancel() {
            key.cancel();
        }

        @Override
        public int interestOps() {
            return key.interestOps();
        }

        @Override
        public int readyOps() {
            return key.readyOps();
        }
    }
}
