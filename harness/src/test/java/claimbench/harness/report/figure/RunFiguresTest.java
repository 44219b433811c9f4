package claimbench.harness.report.figure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Judge;
import claimbench.harness.claim.MadeUpRun;
import claimbench.harness.claim.MadeUpTrial;
import claimbench.harness.result.RunFiles;
import claimbench.harness.result.Spans;
import claimbench.harness.result.StoredRun;
import claimbench.harness.result.StoredRunException;
import java.awt.Font;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.StringReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.IntStream;
import javax.imageio.ImageIO;
import javax.xml.parsers.DocumentBuilderFactory;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.w3c.dom.Document;
import org.w3c.dom.Element;
import org.xml.sax.InputSource;

/** Every kind of figure of a run that nobody made, drawn for real. */
class RunFiguresTest {
    private static final Catalogue CATALOGUE = Catalogue.load();
    private static final List<String> CLAIMS = List.of("Q01", "Q02", "Q03", "Q05", "Q10", "Q11", "Q13", "Q14");

    /** Those of which the quick run of the other tests has data, and the map's. */
    private static final List<String> EXPECTED = List.of(
            "speedups",
            "fanout-timeline",
            "ratios-Q01",
            "map-Q05-number-of-calls",
            "scaling-Q05-number-of-calls-fixed",
            "latency-fanout",
            "throughput-fanout");

    @TempDir
    Path folder;

    private Path dir = Path.of("");

    @BeforeEach
    void write() throws IOException {
        dir = write("run", 100, 4.9, 101_000);
    }

    @Test
    void runHasAllKindsOfFiguresEachOfThemOnce() throws Exception {
        List<String> ids = figures().stream().map(Figure::id).toList();

        assertThat(ids).containsAll(EXPECTED).doesNotHaveDuplicates();
        assertThat(ids).allMatch(id -> id.matches("[A-Za-z0-9-]+"));
    }

    @Test
    void figuresOfAClaimNameIt() throws Exception {
        assertThat(figure("speedups").claims()).isEmpty();
        assertThat(figure("ratios-Q01").claims()).containsExactly("Q01");
        assertThat(figure("fanout-timeline").claims()).contains("Q01", "Q02");
        assertThat(figure("latency-in-flight").claims()).containsExactly("Q13");
    }

    @Test
    void everyFigureHasItsNumbersOfEveryTargetThatItShows() throws Exception {
        for (Figure figure : figures()) {
            FigureData data = figure.data();
            int target = data.columns().indexOf("target");

            assertThat(data.columns()).as(figure.id()).doesNotHaveDuplicates();
            assertThat(data.lines())
                    .as(figure.id())
                    .isNotEmpty()
                    .allSatisfy(line -> assertThat(line).hasSameSizeAs(data.columns()));
            String words = String.join("|", words(figure, false));
            assertThat(data.lines())
                    .as(figure.id())
                    .allSatisfy(line -> assertThat(words).contains(line.get(target)));
        }
        assertThat(figure("ratios-Q01").data().lines()).hasSize(MadeUpRun.TARGETS.size());
    }

    @Test
    void sameRunGivesTheSameBytesEachTime() throws Exception {
        Map<String, byte[]> first = files(false);
        Map<String, byte[]> second = files(false);

        assertThat(second.keySet()).isEqualTo(first.keySet());
        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void sameRunGivesTheSameBytesInChinese() throws Exception {
        assumeChinese();
        Map<String, byte[]> first = files(true);
        Map<String, byte[]> second = files(true);

        first.forEach((name, bytes) -> assertThat(second.get(name)).as(name).isEqualTo(bytes));
    }

    @Test
    void changedResponseTimeMovesTheFiguresThatShowItAndNoOther() throws Exception {
        Map<String, String> before = svgs();
        Map<String, String> numbers = numbers();
        dir = write("slower", 130, 4.9, 101_000);
        Map<String, String> after = svgs();

        assertThat(changed(before, after))
                .contains("speedups", "ratios-Q01", "latency-fanout")
                .doesNotContain("latency-in-flight", "throughput-cpu-cores", "fanout-timeline");
        assertThat(changed(numbers, numbers()))
                .containsAll(changed(before, after))
                .doesNotContain("latency-in-flight", "throughput-cpu-cores", "fanout-timeline");
    }

    @Test
    void changedPointMovesItsMapAndTheLawFittedToIt() throws Exception {
        Map<String, String> before = svgs();
        Map<String, String> numbers = numbers();
        dir = write("other", 100, 4.5, 101_000);

        for (List<String> changed : List.of(changed(before, svgs()), changed(numbers, numbers()))) {
            assertThat(changed)
                    .contains("map-Q05-number-of-calls", "scaling-Q05-number-of-calls-fixed")
                    .doesNotContain("latency-fanout", "throughput-fanout", "fanout-timeline");
        }
    }

    @Test
    void moreAnswersMoveTheThroughputOfTheirExperimentAlone() throws Exception {
        MadeUpTrial few = new MadeUpTrial().answered("serial", 300, 100).answered("concurrent", 100, 100);
        MadeUpTrial many = new MadeUpTrial().answered("serial", 300, 120).answered("concurrent", 100, 100);
        MadeUpTrial other = new MadeUpTrial().answered("serial", 80).answered("parallel", 42);
        var drawn = new ArrayList<Map<String, String>>();
        for (MadeUpTrial trial : List.of(few, many)) {
            dir = folder.resolve("answers-" + drawn.size());
            new MadeUpRun()
                    .measured("fanout", "event-loop", trial, trial)
                    .measured("cpu-cores", "event-loop", other, other)
                    .writeTo(dir, CLAIMS, List.of("event-loop"));
            drawn.add(svgs());
        }

        assertThat(changed(drawn.getFirst(), drawn.getLast()))
                .contains("throughput-fanout")
                .doesNotContain("throughput-cpu-cores", "latency-cpu-cores", "ratios-Q01");
    }

    @Test
    void changedSpanMovesTheTimelineAlone() throws Exception {
        Map<String, String> before = svgs();
        Map<String, String> numbers = numbers();
        dir = write("later", 100, 4.9, 140_000);

        assertThat(changed(before, svgs())).containsExactly("fanout-timeline");
        assertThat(changed(numbers, numbers())).containsExactly("fanout-timeline");
    }

    @Test
    void lettersAreOutlinesAndTheTitleCanBeReadAloud() throws Exception {
        for (Figure figure : figures()) {
            Document svg = parsed(SvgWriter.svg(figure.draw(false)));
            assertThat(svg.getElementsByTagName("text").getLength())
                    .as(figure.id())
                    .isZero();
            assertThat(svg.getElementsByTagName("title").item(0).getTextContent())
                    .isEqualTo(figure.title().en());
            assertThat(svg.getDocumentElement().getAttribute("viewBox")).matches("0 0 900 \\d+");
        }
    }

    @Test
    void whatAFigureUsesIsDefinedInItAndIsNotTakenForAnothersOnThePage() throws Exception {
        var ids = new HashSet<String>();
        for (Figure figure : figures()) {
            Document svg = parsed(SvgWriter.svg(figure.draw(false)));
            var defined = new HashSet<String>();
            for (String kind : List.of("clipPath", "path")) {
                for (Element element : elements(svg, kind)) {
                    String id = element.getAttribute("id");
                    if (!id.isEmpty()) {
                        assertThat(ids.add(id)).as(id).isTrue();
                        defined.add("#" + id);
                    }
                }
            }
            List<Element> letters = elements(svg, "use");
            assertThat(letters).as(figure.id()).hasSizeGreaterThan(50);
            assertThat(letters).allSatisfy(letter -> assertThat(defined).contains(letter.getAttribute("xlink:href")));
        }
    }

    @Test
    void linesOfLettersStandWhereTheTextStood() throws Exception {
        Drawing drawing = figure("ratios-Q01").draw(false);
        Document svg = parsed(SvgWriter.svg(drawing));
        Document plain = parsed(SvgWriter.withText(drawing));

        List<String> places = elements(plain, "text").stream()
                .map(text -> "translate(" + text.getAttribute("x") + "," + text.getAttribute("y") + ")")
                .toList();
        assertThat(elements(svg, "g").stream()
                        .map(group -> group.getAttribute("transform"))
                        .filter(transform -> transform.startsWith("translate"))
                        .map(transform -> transform.replace(" scale(0.05)", "")))
                .containsAll(places);
    }

    @Test
    void fontHasALetterForEveryCharacterOfTheChineseFigures() throws Exception {
        assumeChinese();
        var font = new Font(Lettering.CHINESE, Font.PLAIN, 13);
        var all = new StringBuilder();
        for (Figure figure : figures()) {
            for (String words : words(figure, true)) {
                assertThat(font.canDisplayUpTo(words))
                        .as(figure.id() + ": " + words)
                        .isEqualTo(-1);
                all.append(words);
            }
            String caption = figure.caption().zh();
            assertThat(font.canDisplayUpTo(caption)).as(caption).isEqualTo(-1);
            assertThat(figure.title().zh()).isNotBlank();
        }
        for (double value : new double[] {0, -1.2e-3, 4.56e-7}) {
            assertThat(font.canDisplayUpTo(ScalingFigure.small(value)))
                    .as(ScalingFigure.small(value))
                    .isEqualTo(-1);
        }
        assertThat(all).contains("理论", "加速比", "并发调用数", "测量窗口", "串行", "并行");
    }

    /** Names of targets, experiments and requests are the same in both languages; everything else is translated. */
    @Test
    void englishFiguresHaveNoChineseAndChineseOnesNoSentenceInEnglish() throws Exception {
        assumeChinese();
        for (Figure figure : figures()) {
            assertThat(words(figure, false)).as(figure.id()).noneMatch(words -> words.matches(".*\\p{IsHan}.*"));
            assertThat(words(figure, true))
                    .as(figure.id())
                    .noneMatch(words -> words.matches(".*[a-z]{2,} [a-z]{2,} [a-z]{2,}.*"));
        }
    }

    @Test
    void pngIsForScreensAndForPrintAndNotBlank() throws Exception {
        Map<String, byte[]> files = FigureFiles.of(figure("ratios-Q01"), false);
        assertThat(files).containsOnlyKeys("ratios-Q01.en.svg", "ratios-Q01.en.png", "ratios-Q01.en.print.png");

        BufferedImage screen = image(files, "ratios-Q01.en.png");
        BufferedImage print = image(files, "ratios-Q01.en.print.png");
        assertThat(screen.getWidth()).isEqualTo(900);
        assertThat(print.getWidth()).isEqualTo(1_800);
        assertThat(print.getHeight()).isEqualTo(2 * screen.getHeight());
        assertThat(colours(print)).contains(0xE69F00, 0x56B4E9, 0x009E73, 0xCC79A7);
    }

    @Test
    void targetHasItsOwnColourWhoeverIsMissing() throws Exception {
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        dir = folder.resolve("two");
        new MadeUpRun()
                .measured("fanout", "reactive", trial, trial)
                .measured("fanout", "event-loop", trial, trial)
                .writeTo(dir, CLAIMS, List.of("reactive", "event-loop"));

        assertThat(SvgWriter.svg(figure("speedups").draw(false)))
                .contains("rgb(204,121,167)", "rgb(0,158,115)")
                .doesNotContain("rgb(230,159,0)", "rgb(86,180,233)");
    }

    @Test
    void nameOfATargetCannotBreakAFigure() throws Exception {
        String name = "<b>&\"mine\"'";
        MadeUpTrial trial = new MadeUpTrial().answered("serial", 300).answered("concurrent", 100);
        dir = folder.resolve("odd");
        new MadeUpRun()
                .running(name, "http://127.0.0.1:1")
                .measured("fanout", name, trial, trial)
                .writeTo(dir, CLAIMS, List.of(name));

        for (Figure figure : figures()) {
            parsed(SvgWriter.svg(figure.draw(false)));
        }
        assertThat(words(figure("speedups"), false)).contains(name);
    }

    @Test
    void runWithoutTrialsHasNoFigures() throws Exception {
        dir = folder.resolve("empty");
        new MadeUpRun().writeTo(dir, CLAIMS, MadeUpRun.TARGETS);

        assertThat(figures()).isEmpty();
    }

    @Test
    void damagedRecordOfSpansIsNamed() throws Exception {
        Path damaged;
        try (var trials = Files.walk(dir)) {
            damaged = trials.filter(file -> file.endsWith(RunFiles.SPANS))
                    .findFirst()
                    .orElseThrow();
        }
        Files.writeString(damaged, "{\"schema\" : 1, \"requests\" : [ 7");

        assertThatThrownBy(this::figures)
                .isInstanceOf(StoredRunException.class)
                .hasMessageContaining(RunFiles.SPANS)
                .hasMessageContaining("damaged");
    }

    /**
     * A run as a newcomer might see it, with a map, and with spans.
     *
     * @param concurrentMillis of each of three calls that are made at once
     * @param speedupOfFive of five calls
     * @param callMicros how long a recorded call took
     */
    private Path write(String name, double concurrentMillis, double speedupOfFive, long callMicros) throws IOException {
        MadeUpRun run = MadeUpRun.quick();
        for (String target : MadeUpRun.TARGETS) {
            for (double noise : new double[] {0.999, 1, 1.001}) {
                run.measured(
                        "fanout",
                        target,
                        new MadeUpTrial().answered("serial", 304 * noise).answered("concurrent", concurrentMillis));
                var trial = new MadeUpTrial()
                        .asks("calls", Map.of("calls", "1,3,5,50", "distributions", "fixed", "ms", "100"), 10);
                Map.of(1, 1.0, 3, 3.05, 5, speedupOfFive, 50, 46.0)
                        .forEach((calls, speedup) -> trial.answered("serial-fixed-" + calls, 1_000 * noise)
                                .answered("concurrent-fixed-" + calls, 1_000 / speedup));
                run.measured("calls", target, trial);
            }
        }
        Path where = folder.resolve(name);
        run.writeTo(where, CLAIMS, MadeUpRun.TARGETS);
        try (var trials = Files.list(where.resolve(RunFiles.TRIALS))) {
            for (Path trial : trials.sorted().toList()) {
                String id = trial.getFileName().toString();
                if (id.endsWith("-fanout-event-loop") || id.endsWith("-fanout-platform-threads")) {
                    RunFiles.write(trial.resolve(RunFiles.SPANS), spans(callMicros));
                }
            }
        }
        return where;
    }

    private static Spans spans(long callMicros) {
        return new Spans(Spans.SCHEMA, List.of(request("serial", callMicros, 1), request("concurrent", callMicros, 0)));
    }

    private static Spans.Request request(String name, long callMicros, long oneByOne) {
        long start = 1_795_214_756_941_000L;
        List<Spans.Call> calls = IntStream.range(0, 3)
                .mapToObj(call -> {
                    long from = start + 1_000 + oneByOne * call * (callMicros + 1_000);
                    return new Spans.Call(call, from, from + callMicros);
                })
                .toList();
        return new Spans.Request(
                name, "/fanout?mode=" + name, start, calls.getLast().endEpochMicros() + 1_000, calls);
    }

    private List<Figure> figures() throws IOException {
        StoredRun run = StoredRun.load(dir);
        return RunFigures.of(run, Judge.judge(run, CATALOGUE));
    }

    private Figure figure(String id) throws IOException {
        return figures().stream()
                .filter(figure -> figure.id().equals(id))
                .findFirst()
                .orElseThrow();
    }

    /** Of one figure of each kind. */
    private Map<String, byte[]> files(boolean chinese) throws IOException, FigureException {
        var files = new TreeMap<String, byte[]>();
        for (Figure figure : figures()) {
            if (EXPECTED.contains(figure.id())) {
                files.putAll(FigureFiles.of(figure, chinese));
            }
        }
        assertThat(files).hasSize(3 * EXPECTED.size());
        return files;
    }

    private Map<String, String> svgs() throws IOException, FigureException {
        var svgs = new TreeMap<String, String>();
        for (Figure figure : figures()) {
            svgs.put(figure.id(), SvgWriter.svg(figure.draw(false)));
        }
        return svgs;
    }

    private Map<String, String> numbers() throws IOException {
        var numbers = new TreeMap<String, String>();
        for (Figure figure : figures()) {
            numbers.put(figure.id(), figure.data().toString());
        }
        return numbers;
    }

    private static List<String> changed(Map<String, String> before, Map<String, String> after) {
        assertThat(after.keySet()).isEqualTo(before.keySet());
        return before.keySet().stream()
                .filter(id -> !String.valueOf(before.get(id)).equals(after.get(id)))
                .toList();
    }

    /** What stands in a figure. */
    private static List<String> words(Figure figure, boolean chinese) throws Exception {
        var texts = parsed(SvgWriter.withText(figure.draw(chinese))).getElementsByTagName("text");
        var words = new ArrayList<String>();
        for (int i = 0; i < texts.getLength(); i++) {
            words.add(texts.item(i).getTextContent());
        }
        assertThat(words).isNotEmpty();
        return words;
    }

    private static Document parsed(String svg) throws Exception {
        var factory = DocumentBuilderFactory.newInstance();
        factory.setFeature("http://apache.org/xml/features/nonvalidating/load-external-dtd", false);
        return factory.newDocumentBuilder().parse(new InputSource(new StringReader(svg)));
    }

    private static List<Element> elements(Document svg, String name) {
        var nodes = svg.getElementsByTagName(name);
        return IntStream.range(0, nodes.getLength())
                .mapToObj(i -> (Element) nodes.item(i))
                .toList();
    }

    private static BufferedImage image(Map<String, byte[]> files, String name) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(Objects.requireNonNull(files.get(name), name)));
    }

    private static Set<Integer> colours(BufferedImage image) {
        var colours = new HashSet<Integer>();
        for (int y = 0; y < image.getHeight(); y++) {
            for (int x = 0; x < image.getWidth(); x++) {
                colours.add(image.getRGB(x, y) & 0xFFFFFF);
            }
        }
        return colours;
    }

    /** A machine without the font cannot draw them, and says so: that is tested elsewhere. */
    private static void assumeChinese() {
        assumeTrue(
                new Font(Lettering.CHINESE, Font.PLAIN, 13).getFamily().equals(Lettering.CHINESE),
                "the package fonts-noto-cjk is not installed");
    }
}
