package claimbench.kit;

import claimbench.contract.Answer;
import claimbench.contract.AnswerRequest;
import claimbench.contract.Backoff;
import claimbench.contract.BlockRequest;
import claimbench.contract.CpuRequest;
import claimbench.contract.CpuWork;
import claimbench.contract.DeadlineRequest;
import claimbench.contract.FanoutRequest;
import claimbench.contract.MixedRequest;
import claimbench.contract.Mode;
import claimbench.contract.NewUserRequest;
import claimbench.contract.Notify;
import claimbench.contract.OnError;
import claimbench.contract.Problem;
import claimbench.contract.ProblemException;
import claimbench.contract.ProfileRequest;
import claimbench.contract.RetryRequest;
import claimbench.contract.ServerLimits;
import claimbench.contract.TokensRequest;
import claimbench.contract.UpstreamRequest;
import claimbench.contract.User;
import claimbench.contract.UserRequest;
import claimbench.contract.WaitRequest;
import claimbench.http.ResponseStream;
import claimbench.http.UpstreamClient;
import claimbench.runtime.CpuPace;
import claimbench.runtime.Reply;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InterruptedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;
import java.util.stream.IntStream;

/** What the reference does on each route. Where a fault is planted, the line says so. */
final class ReferenceWork {
    /** Kept for calls that block. */
    static final int BLOCKING_THREADS = 4;

    /** Virtual threads that computed would keep the carriers, and others from being read, counted and refused. */
    private final ExecutorService cores = Executors.newFixedThreadPool(
            Runtime.getRuntime().availableProcessors(),
            Thread.ofPlatform().daemon().name("core-", 0).factory());

    private final ExecutorService blocking;
    private final UpstreamClient upstream;
    private final MemoryDatabase database;
    private final Background background;
    private final Fault fault;

    /** Held by whoever holds everybody up. */
    private final ReentrantLock everybody = new ReentrantLock();

    private final AtomicInteger mails = new AtomicInteger();

    ReferenceWork(UpstreamClient upstream, MemoryDatabase database, Background background, Fault fault) {
        this.upstream = upstream;
        this.database = database;
        this.background = background;
        this.fault = fault;
        blocking = new ThreadPoolExecutor(
                BLOCKING_THREADS,
                BLOCKING_THREADS,
                0,
                TimeUnit.SECONDS,
                fault == Fault.OFF_LOADS_WITHOUT_BOUND
                        ? new LinkedBlockingQueue<>()
                        : new LinkedBlockingQueue<>(ServerLimits.OFF_LOAD_QUEUE_MAX),
                Thread.ofPlatform().daemon().name("blocking-", 0).factory());
    }

    WaitRequest.Answer await(WaitRequest request) throws InterruptedException {
        if (fault != Fault.ANSWERS_BEFORE_WAITING) {
            while (everybody.isLocked()) {
                Thread.onSpinWait();
            }
            Thread.sleep(request.ms());
        }
        return new WaitRequest.Answer(request.ms());
    }

    // --- fan-out ---

    FanoutRequest.Answer fanout(FanoutRequest request) throws Exception {
        long startNanos = System.nanoTime();
        Mode mode = switch (fault) {
            case SERIAL_IN_PLACE_OF_CONCURRENT -> Mode.SERIAL;
            case CONCURRENT_IN_PLACE_OF_SERIAL -> Mode.CONCURRENT;
            default -> request.mode();
        };
        List<UpstreamRequest> calls = request.upstreamRequests();
        if (request.onError() == OnError.FAIL && fault == Fault.GOES_ON_AFTER_A_FAILURE) {
            calls.forEach(this::outcome);
        }
        if (request.onError() == OnError.FAIL || fault == Fault.IGNORES_ON_ERROR) {
            List<UpstreamRequest.Answer> results = all(
                    mode,
                    calls.stream()
                            .<Callable<UpstreamRequest.Answer>>map(call -> () -> upstream.generate(call))
                            .toList());
            return new FanoutRequest.Answer(ordered(results, mode), System.nanoTime() - startNanos);
        }
        List<Object> outcomes = all(
                mode,
                calls.stream()
                        .<Callable<Object>>map(call -> () -> outcome(call))
                        .toList());
        List<UpstreamRequest.Answer> results = new ArrayList<>();
        List<FanoutRequest.Failure> failures = new ArrayList<>();
        for (Object outcome : outcomes) {
            if (outcome instanceof UpstreamRequest.Answer result) {
                results.add(result);
            } else {
                failures.add((FanoutRequest.Failure) outcome);
            }
        }
        return new FanoutRequest.Answer(ordered(results, mode), failures, System.nanoTime() - startNanos);
    }

    private List<UpstreamRequest.Answer> ordered(List<UpstreamRequest.Answer> results, Mode mode) {
        return fault == Fault.LOSES_THE_ORDER_OF_RESULTS && mode == Mode.CONCURRENT ? results.reversed() : results;
    }

    private Object outcome(UpstreamRequest call) {
        try {
            return upstream.generate(call);
        } catch (IOException e) {
            return new FanoutRequest.Failure(call.call(), String.valueOf(e.getMessage()));
        }
    }

    private <T> List<T> all(Mode mode, List<Callable<T>> tasks) throws Exception {
        List<T> results = new ArrayList<>();
        if (mode == Mode.SERIAL) {
            for (Callable<T> task : tasks) {
                results.add(task.call());
            }
            return results;
        }
        try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
            if (fault == Fault.WAITS_FOR_ALL_AFTER_A_FAILURE) {
                for (Future<T> task : threads.invokeAll(tasks)) {
                    results.add(got(task));
                }
                return results;
            }
            var ended = new ExecutorCompletionService<T>(threads);
            List<Future<T>> inOrder = tasks.stream().map(ended::submit).toList();
            try {
                for (int left = inOrder.size(); left > 0; left--) {
                    got(ended.take());
                }
            } catch (Exception e) {
                threads.shutdownNow();
                throw e;
            }
            for (Future<T> task : inOrder) {
                results.add(task.get());
            }
        }
        return results;
    }

    private static <T> T got(Future<T> task) throws Exception {
        try {
            return task.get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    // --- users ---

    User user(UserRequest request) throws Exception {
        return find(request.id(), 0);
    }

    private User find(int id, int millis) throws Exception {
        try {
            return database.find(id, millis);
        } catch (ProblemException e) {
            throw fault == Fault.NOBODY_IS_A_FAILURE ? new IllegalStateException("nobody", e) : e;
        }
    }

    ProfileRequest.Answer profile(ProfileRequest request) throws Exception {
        long startNanos = System.nanoTime();
        User user;
        UpstreamRequest.Answer api;
        if (request.mode() == Mode.SERIAL || fault == Fault.SERIAL_PROFILE) {
            user = find(request.id(), request.dbMs());
            api = upstream.generate(request.upstreamRequest());
        } else {
            try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                var parts = new ExecutorCompletionService<Object>(threads);
                Future<Object> row = parts.submit(() -> find(request.id(), request.dbMs()));
                Future<Object> call = parts.submit(() -> upstream.generate(request.upstreamRequest()));
                try {
                    got(parts.take());
                    got(parts.take());
                } catch (Exception e) {
                    threads.shutdownNow();
                    throw e;
                }
                user = (User) row.get();
                api = (UpstreamRequest.Answer) call.get();
            }
        }
        return new ProfileRequest.Answer(user, api, System.nanoTime() - startNanos);
    }

    Reply newUser(NewUserRequest request) throws Exception {
        boolean later = switch (fault) {
            case ANSWERS_BEFORE_THE_MAIL_IS_SENT -> true;
            case HOLDS_UP_THE_ANSWER_FOR_A_MAIL -> false;
            default -> request.notification() == Notify.BACKGROUND;
        };
        boolean notified = request.notification() == Notify.AWAITED;
        if (!later) {
            User user = insert(request);
            mail(request, user);
            return created(user, notified);
        }
        if (fault == Fault.LEAVES_A_ROW_BEHIND_A_REFUSAL && !background.hasRoom()) {
            insert(request);
        }
        if (fault == Fault.DROPS_WHAT_IT_HAS_NO_ROOM_FOR && !background.hasRoom()) {
            return created(insert(request), notified);
        }
        background.reserve();
        boolean handedOver = false;
        try {
            User user = insert(request);
            background.execute(() -> {
                if (fault != Fault.SWALLOWS_SOME_MAILS || mails.incrementAndGet() % 40 != 0) {
                    mail(request, user);
                }
                if (fault == Fault.SENDS_MAILS_TWICE) {
                    mail(request, user);
                }
                return user;
            });
            handedOver = true;
            return created(user, notified);
        } finally {
            if (!handedOver) {
                background.release();
            }
        }
    }

    private User insert(NewUserRequest request) throws Exception {
        String name = request.name();
        return database.insert(
                fault == Fault.MANGLES_NAMES ? name.replaceAll("[^\\x00-\\x7f]", "?") : name, request.email());
    }

    private void mail(NewUserRequest request, User user) throws IOException {
        try {
            upstream.mail(request.mail(user.id()));
        } catch (IOException e) {
            if (fault != Fault.REPEATS_A_MAIL_THAT_FAILED) {
                throw e;
            }
            upstream.mail(request.mail(user.id()));
        }
    }

    private static Reply created(User user, boolean notified) {
        return new Reply.Whole(
                Answer.created(NewUserRequest.path(user.id()), new NewUserRequest.Answer(user.id(), notified)));
    }

    // --- answer ---

    Reply answer(AnswerRequest request) throws Exception {
        if (request.mode() == AnswerRequest.Delivery.WHOLE) {
            long startNanos = System.nanoTime();
            String text = upstream.text(request.upstreamRequest());
            return new Reply.Whole(Answer.json(new AnswerRequest.Answer(text, System.nanoTime() - startNanos)));
        }
        return new Reply.Streamed(TokensRequest.CONTENT_TYPE, client -> {
            try (ResponseStream tokens = upstream.tokens(request.upstreamRequest())) {
                relay(tokens, client);
            }
        });
    }

    private void relay(ResponseStream tokens, Reply.Sink client) throws Exception {
        switch (fault) {
            case BUFFERS_THE_STREAM -> {
                var whole = new ByteArrayOutputStream();
                for (byte[] part = tokens.read(); part != null; part = tokens.read()) {
                    whole.write(part);
                }
                client.send(whole.toByteArray());
            }
            case READS_AHEAD_OF_ITS_CLIENT -> {
                var parts = new LinkedBlockingQueue<byte[]>();
                try (ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor()) {
                    Future<?> reading = threads.submit(() -> {
                        try {
                            for (byte[] part = tokens.read(); part != null; part = tokens.read()) {
                                parts.add(part);
                            }
                        } finally {
                            parts.add(new byte[0]);
                        }
                        return parts;
                    });
                    try {
                        for (byte[] part = parts.take(); part.length > 0; part = parts.take()) {
                            client.send(part);
                        }
                        reading.get();
                    } finally {
                        threads.shutdownNow();
                    }
                }
            }
            case MAKES_A_BROKEN_STREAM_LOOK_WHOLE -> {
                byte[] part = tokens.read();
                while (part != null) {
                    client.send(part);
                    try {
                        part = tokens.read();
                    } catch (InterruptedIOException e) {
                        throw e;
                    } catch (IOException e) {
                        part = null;
                    }
                }
            }
            default -> {
                for (byte[] part = tokens.read(); part != null; part = tokens.read()) {
                    client.send(part);
                }
            }
        }
    }

    // --- deadline and retry ---

    DeadlineRequest.Answer deadline(DeadlineRequest request) throws Exception {
        long startNanos = System.nanoTime();
        ExecutorService threads = Executors.newVirtualThreadPerTaskExecutor();
        try {
            Future<UpstreamRequest.Answer> call = threads.submit(() -> upstream.generate(request.upstreamRequest()));
            UpstreamRequest.Answer result = got(call, request);
            return new DeadlineRequest.Answer(result, System.nanoTime() - startNanos);
        } finally {
            threads.shutdown();
        }
    }

    private UpstreamRequest.Answer got(Future<UpstreamRequest.Answer> call, DeadlineRequest request) throws Exception {
        try {
            return call.get(request.timeoutMs(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException e) {
            if (fault != Fault.DOES_NOT_CANCEL_AT_THE_DEADLINE) {
                call.cancel(true);
            }
            if (fault == Fault.DEADLINE_LATE) {
                Thread.sleep(FaultyTransport.LATE_MILLIS);
            }
            throw new ProblemException(request.exceeded());
        } catch (ExecutionException e) {
            throw e.getCause() instanceof Exception cause ? cause : e;
        }
    }

    RetryRequest.Answer retry(RetryRequest request) throws Exception {
        long startNanos = System.nanoTime();
        int attemptsMax = request.attempts() + (fault == Fault.RETRIES_ONCE_TOO_OFTEN ? 1 : 0);
        for (int attempt = 1; ; attempt++) {
            try {
                upstream.flaky(request.upstreamRequest(attempt));
                return new RetryRequest.Answer(attempt, System.nanoTime() - startNanos);
            } catch (IOException e) {
                boolean mayPass = UpstreamClient.mayPass(e) || fault == Fault.RETRIES_A_REFUSAL;
                if (!mayPass || attempt == attemptsMax) {
                    throw new ProblemException(request.failed(attempt, String.valueOf(e.getMessage())));
                }
                backOff(attempt);
            }
        }
    }

    private void backOff(int failures) throws InterruptedException {
        switch (fault) {
            case RETRIES_AT_ONCE -> {}
            case RETRIES_WITHOUT_JITTER -> Thread.sleep(Backoff.bound(failures));
            default -> Thread.sleep(Backoff.delay(failures, ThreadLocalRandom.current()));
        }
    }

    // --- work ---

    CpuRequest.Answer cpu(CpuRequest request) throws Exception {
        long startNanos = System.nanoTime();
        List<Callable<Long>> tasks = IntStream.range(0, request.tasks())
                .<Callable<Long>>mapToObj(task -> () -> CpuWork.task(task, request.units()))
                .skip(fault == Fault.WRONG_CHECKSUM ? 1 : 0)
                .toList();
        String checksum =
                cores.submit(() -> checksum(all(request.mode(), tasks))).get();
        return new CpuRequest.Answer(checksum, System.nanoTime() - startNanos);
    }

    MixedRequest.Answer mixed(MixedRequest request) throws Exception {
        long startNanos = System.nanoTime();
        List<Callable<Long>> tasks = IntStream.range(0, request.tasks())
                .<Callable<Long>>mapToObj(task -> () -> mixedTask(task, request))
                .toList();
        String checksum = checksum(all(request.mode(), tasks));
        return new MixedRequest.Answer(
                checksum, request.taskUnits(CpuPace.unitsPerMs()), System.nanoTime() - startNanos);
    }

    private long mixedTask(int task, MixedRequest request) throws InterruptedException {
        long state = CpuWork.start(task);
        for (int slice = 0; slice < MixedRequest.SLICES; slice++) {
            Thread.sleep(request.slicePause());
            int units = request.sliceUnits(slice, CpuPace.unitsPerMs());
            for (int unit = 0; unit < units; unit++) {
                state = CpuWork.unit(state);
            }
        }
        return fault == Fault.WRONG_MIXED_WORK ? CpuWork.unit(state) : state;
    }

    private static String checksum(List<Long> states) {
        long checksum = 0;
        for (long state : states) {
            checksum = CpuWork.combine(checksum, state);
        }
        return CpuWork.text(checksum);
    }

    BlockRequest.Answer block(BlockRequest request) throws Exception {
        long startNanos = System.nanoTime();
        if (request.where() == BlockRequest.Where.LOOP) {
            blockThisThread(request);
            return new BlockRequest.Answer(request.ms(), System.nanoTime() - startNanos);
        }
        Future<?> call;
        try {
            call = blocking.submit(() -> {
                blockThisThread(request);
                return request;
            });
        } catch (RejectedExecutionException e) {
            throw new ProblemException(Problem.offLoadQueueFull(ServerLimits.OFF_LOAD_QUEUE_MAX));
        }
        try {
            call.get();
        } finally {
            call.cancel(true);
        }
        return new BlockRequest.Answer(request.ms(), System.nanoTime() - startNanos);
    }

    private void blockThisThread(BlockRequest request) throws InterruptedException {
        if (fault == Fault.BLOCKS_EVERYBODY) {
            everybody.lock();
        }
        try {
            request.block();
        } finally {
            if (fault == Fault.BLOCKS_EVERYBODY) {
                everybody.unlock();
            }
        }
    }

    /** Ends what is off-loaded. */
    void close() {
        blocking.shutdownNow();
        cores.shutdownNow();
    }
}
