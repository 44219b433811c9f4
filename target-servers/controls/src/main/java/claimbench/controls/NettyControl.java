package claimbench.controls;

import claimbench.contract.Answer;
import claimbench.contract.HttpLimits;
import claimbench.contract.ServerLimits;
import claimbench.runtime.ListenAddress;
import claimbench.runtime.RunningServer;
import io.netty.bootstrap.ServerBootstrap;
import io.netty.buffer.Unpooled;
import io.netty.channel.Channel;
import io.netty.channel.ChannelFutureListener;
import io.netty.channel.ChannelHandlerContext;
import io.netty.channel.ChannelInitializer;
import io.netty.channel.ChannelOption;
import io.netty.channel.EventLoopGroup;
import io.netty.channel.MultiThreadIoEventLoopGroup;
import io.netty.channel.SimpleChannelInboundHandler;
import io.netty.channel.epoll.Epoll;
import io.netty.channel.epoll.EpollIoHandler;
import io.netty.channel.epoll.EpollServerSocketChannel;
import io.netty.channel.nio.NioIoHandler;
import io.netty.channel.socket.nio.NioServerSocketChannel;
import io.netty.handler.codec.http.DefaultFullHttpResponse;
import io.netty.handler.codec.http.DefaultHttpHeadersFactory;
import io.netty.handler.codec.http.FullHttpResponse;
import io.netty.handler.codec.http.HttpDecoderConfig;
import io.netty.handler.codec.http.HttpHeaderNames;
import io.netty.handler.codec.http.HttpHeaderValues;
import io.netty.handler.codec.http.HttpObject;
import io.netty.handler.codec.http.HttpRequest;
import io.netty.handler.codec.http.HttpResponseStatus;
import io.netty.handler.codec.http.HttpServerCodec;
import io.netty.handler.codec.http.HttpUtil;
import io.netty.handler.codec.http.HttpVersion;
import io.netty.util.ResourceLeakDetector;
import java.io.IOException;
import java.net.InetSocketAddress;
import java.util.concurrent.TimeUnit;

/**
 * Bare Netty: its HTTP codec and one handler, on epoll where there is one. A loop accepts connections and serves them; a
 * wait is a task that the connection's own loop has scheduled.
 */
final class NettyControl {
    private NettyControl() {}

    static RunningServer start(LoopOptions options, Routing routing) throws IOException {
        ResourceLeakDetector.setLevel(ResourceLeakDetector.Level.DISABLED);
        InetSocketAddress address = ListenAddress.of(options.host(), options.port());
        boolean epoll = Epoll.isAvailable();
        var loops = new MultiThreadIoEventLoopGroup(
                options.loops(), epoll ? EpollIoHandler.newFactory() : NioIoHandler.newFactory());
        var server = new ServerBootstrap()
                .group(loops)
                .channel(epoll ? EpollServerSocketChannel.class : NioServerSocketChannel.class)
                .option(ChannelOption.SO_BACKLOG, ServerLimits.ACCEPT_BACKLOG)
                .option(ChannelOption.SO_REUSEADDR, true)
                .childOption(ChannelOption.TCP_NODELAY, true)
                .childHandler(new ChannelInitializer<>() {
                    @Override
                    protected void initChannel(Channel channel) {
                        channel.pipeline().addLast(codec(), new Handler(routing));
                    }
                });
        try {
            return new Running(loops, server.bind(address).sync().channel());
        } catch (InterruptedException e) {
            throw new IllegalStateException("interrupted while it started", e);
        } catch (Exception e) { // what the kernel said is thrown as it is, although nothing declares it
            var _ = loops.shutdownGracefully(0, 0, TimeUnit.SECONDS);
            throw Binding.failure(e);
        }
    }

    private static HttpServerCodec codec() {
        int headBytesMax = HttpLimits.DEFAULT.headBytesMax();
        return new HttpServerCodec(
                new HttpDecoderConfig().setMaxInitialLineLength(headBytesMax).setMaxHeaderSize(headBytesMax));
    }

    private static final class Handler extends SimpleChannelInboundHandler<HttpObject> {
        private static final DefaultHttpHeadersFactory UNCHECKED =
                DefaultHttpHeadersFactory.headersFactory().withValidation(false);

        private final Routing routing;

        Handler(Routing routing) {
            this.routing = routing;
        }

        @Override
        protected void channelRead0(ChannelHandlerContext context, HttpObject message) {
            if (!(message instanceof HttpRequest request)) {
                return; // a body: no route takes one
            }
            if (request.decoderResult().isFailure()) {
                var _ = context.close();
                return;
            }
            Reply reply = routing.reply(request.method().name(), request.uri());
            boolean keepAlive = HttpUtil.isKeepAlive(request);
            if (reply.afterMillis() == 0) {
                write(context, reply.answer(), keepAlive);
            } else {
                var _ = context.executor()
                        .schedule(
                                () -> {
                                    write(context, reply.answer(), keepAlive);
                                    context.flush();
                                },
                                reply.afterMillis(),
                                TimeUnit.MILLISECONDS);
            }
        }

        @Override
        public void channelReadComplete(ChannelHandlerContext context) {
            context.flush();
        }

        @Override
        public void exceptionCaught(ChannelHandlerContext context, Throwable cause) {
            var _ = context.close(); // the client has gone
        }

        private static void write(ChannelHandlerContext context, Answer answer, boolean keepAlive) {
            var written = context.write(response(answer, keepAlive));
            if (!keepAlive) {
                written.addListener(ChannelFutureListener.CLOSE);
            }
        }

        private static FullHttpResponse response(Answer answer, boolean keepAlive) {
            var response = new DefaultFullHttpResponse(
                    HttpVersion.HTTP_1_1,
                    HttpResponseStatus.valueOf(answer.status()),
                    Unpooled.wrappedBuffer(answer.body()),
                    UNCHECKED,
                    UNCHECKED);
            response.headers()
                    .set(HttpHeaderNames.CONTENT_TYPE, answer.contentType())
                    .setInt(HttpHeaderNames.CONTENT_LENGTH, answer.body().length);
            answer.headers().forEach(response.headers()::set);
            if (!keepAlive) {
                response.headers().set(HttpHeaderNames.CONNECTION, HttpHeaderValues.CLOSE);
            }
            return response;
        }
    }

    private record Running(EventLoopGroup loops, Channel listener) implements RunningServer {
        @Override
        public int port() {
            return ((InetSocketAddress) listener.localAddress()).getPort();
        }

        @Override
        public void close() {
            listener.close().awaitUninterruptibly();
            loops.shutdownGracefully(0, ServerLimits.DRAIN_MAX.toMillis(), TimeUnit.MILLISECONDS)
                    .awaitUninterruptibly();
        }
    }
}
