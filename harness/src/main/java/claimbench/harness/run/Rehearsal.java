package claimbench.harness.run;

import claimbench.contract.Meter;
import claimbench.contract.Route;
import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;

/**
 * What looks at a trial, done some times before the first one. Code that runs for the first times is loaded, interpreted and compiled: in the
 * first trials of a run that took the harness twice the time of its looking itself, out of the windows that it looked at.
 */
final class Rehearsal {
    /** More than it takes for a method to be compiled, with the launcher's options. */
    private static final int TIMES = 40;

    /** Between them: the more methods wait for the compiler, the less often used are those that it does not take on. */
    private static final Duration PAUSE = Duration.ofMillis(20);

    private static final Duration BOUND = Duration.ofSeconds(2);
    private static final byte[] GAUGE =
            (Meter.SERVER_REQUESTS_ACTIVE.sample() + " 2\n").getBytes(StandardCharsets.UTF_8);

    private Rehearsal() {}

    /**
     * Holds it.
     *
     * @param process that answers as those of a trial do
     * @param own meters of this process
     * @param scrapes a file that is made for it, and removed
     * @throws IOException where the process does not answer, or the file cannot be written
     */
    static void of(URI process, Scraper.Source own, Path scrapes) throws IOException, InterruptedException {
        Scraper.Source other = Scraper.over(process, Math.toIntExact(BOUND.toMillis()));
        try (var probe = new HttpProbe("the harness", process, BOUND);
                var log = new ScrapeLog(scrapes)) {
            for (int time = 0; time < TIMES; time++) {
                sample();
                scrape(own, log);
                scrape(other, log);
                active();
                probe.get(Route.METRICS.path());
                Thread.sleep(PAUSE);
            }
        } catch (TrialFailure e) {
            throw new IOException(e.getMessage(), e);
        } finally {
            Files.deleteIfExists(scrapes);
        }
    }

    private static void sample() {
        long pid = ProcessHandle.current().pid();
        try (var sampler = new Sampler(
                Map.of("harness", pid),
                OptionalLong.of(pid),
                ProcessReader.ofSystem(),
                KernelFiles.ofSystem(),
                List.of(0))) {
            sampler.start();
            Samples samples = sampler.stop();
            samples.harnessCoresBusy();
        }
    }

    private static void scrape(Scraper.Source source, ScrapeLog log) throws InterruptedException {
        var answered = new CountDownLatch(1);
        try (var _ = new Scraper("rehearsal", 0, source, (epochMillis, took, text) -> {
            try {
                log.add(new ScrapeLog.Scrape(epochMillis, 0, text));
            } catch (IOException e) {
                // Nobody reads it.
            } finally {
                answered.countDown();
            }
        })) {
            answered.await(BOUND.toMillis(), TimeUnit.MILLISECONDS);
        }
    }

    private static void active() throws InterruptedException {
        try (var active = new ActiveRequests(() -> Optional.of(GAUGE))) {
            active.windowStarted();
            active.windowEnded(BOUND.toMillis());
        }
    }
}
