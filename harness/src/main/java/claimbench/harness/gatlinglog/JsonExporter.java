package claimbench.harness.gatlinglog;

import claimbench.harness.gatlinglog.LogExport.Exporter;
import java.io.IOException;
import java.io.Writer;
import java.util.List;
import tools.jackson.core.JsonGenerator;
import tools.jackson.core.StreamWriteFeature;
import tools.jackson.core.exc.JacksonIOException;
import tools.jackson.databind.json.JsonMapper;

/** A record a line, each a JSON document; the first is the run. For one thread. */
final class JsonExporter implements Exporter {
    private static final JsonMapper MAPPER = JsonMapper.builder()
            .disable(StreamWriteFeature.AUTO_CLOSE_TARGET)
            .disable(StreamWriteFeature.FLUSH_PASSED_TO_STREAM)
            .build();

    private final Writer out;
    private long startEpochMillis;
    private List<String> scenarios = List.of();

    JsonExporter(Writer out) {
        this.out = out;
    }

    /** Adds what a kind of record has of its own. */
    private interface Fields {
        void write(JsonGenerator json);
    }

    @Override
    public void run(LogHeader header) throws IOException {
        startEpochMillis = header.startEpochMillis();
        scenarios = header.scenarios();
        line("run", json -> {
            json.writeStringProperty("gatlingVersion", header.gatlingVersion());
            json.writeStringProperty("simulation", header.simulation());
            json.writeStringProperty("description", header.description());
            json.writeNumberProperty("startEpochMillis", startEpochMillis);
            strings(json, "scenarios", scenarios);
        });
    }

    @Override
    public void request(LogEntry request, int startMillis, int endMillis, boolean ok, String message)
            throws IOException {
        line("request", json -> {
            passage(json, request, startMillis, endMillis, ok);
            if (!message.isEmpty()) {
                json.writeStringProperty("message", message);
            }
        });
    }

    @Override
    public void unasked(LogEntry stream, int atMillis) throws IOException {
        line("unasked", json -> {
            name(json, stream);
            json.writeNumberProperty("epochMillis", startEpochMillis + atMillis);
        });
    }

    @Override
    public void user(int scenario, boolean comes, int atMillis) throws IOException {
        line("user", json -> {
            json.writeStringProperty("scenario", scenarios.get(scenario));
            json.writeBooleanProperty("comes", comes);
            json.writeNumberProperty("epochMillis", startEpochMillis + atMillis);
        });
    }

    @Override
    public void group(LogEntry group, int startMillis, int endMillis, int cumulatedMillis, boolean ok)
            throws IOException {
        line("group", json -> {
            passage(json, group, startMillis, endMillis, ok);
            json.writeNumberProperty("cumulatedMillis", cumulatedMillis);
        });
    }

    @Override
    public void error(String message, int atMillis) throws IOException {
        line("error", json -> {
            json.writeStringProperty("message", message);
            json.writeNumberProperty("epochMillis", startEpochMillis + atMillis);
        });
    }

    private void passage(JsonGenerator json, LogEntry entry, int startMillis, int endMillis, boolean ok) {
        name(json, entry);
        json.writeNumberProperty("startEpochMillis", startEpochMillis + startMillis);
        json.writeNumberProperty("endEpochMillis", startEpochMillis + endMillis);
        json.writeNumberProperty("millis", endMillis - startMillis);
        json.writeBooleanProperty("ok", ok);
    }

    private static void name(JsonGenerator json, LogEntry entry) {
        strings(json, "groups", entry.groups());
        json.writeStringProperty("name", entry.name());
    }

    private static void strings(JsonGenerator json, String name, List<String> strings) {
        json.writeArrayPropertyStart(name);
        strings.forEach(json::writeString);
        json.writeEndArray();
    }

    /** What the writer throws passes through as it is: who reads may have enough, and a disk may be full. */
    private void line(String kind, Fields fields) throws IOException {
        try (JsonGenerator json = MAPPER.createGenerator(out)) {
            json.writeStartObject();
            json.writeStringProperty("record", kind);
            fields.write(json);
            json.writeEndObject();
        } catch (JacksonIOException e) {
            throw e.getCause();
        }
        out.write('\n');
    }
}
