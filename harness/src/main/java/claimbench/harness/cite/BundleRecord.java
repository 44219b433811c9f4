package claimbench.harness.cite;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import com.fasterxml.jackson.annotation.JsonPropertyOrder;
import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * What an archive says of itself: {@code bundle.json}.
 *
 * @param schema version of this record, {@link #SCHEMA}
 * @param id of the run's data
 * @param run its id
 * @param claimbench version that made the archive, and with it the report
 * @param commit of the source that this version was built from; null where that is unknown
 * @param identified whether private data is in it
 * @param authors of the run, as they want to be cited
 * @param leftOut names of data files that are not in it, since they could tell whose machine it was
 */
@JsonPropertyOrder({"schema", "id", "run", "claimbench", "commit", "identified", "authors", "leftOut"})
record BundleRecord(
        int schema,
        String id,
        String run,
        String claimbench,
        @Nullable String commit,
        boolean identified,
        List<String> authors,
        List<String> leftOut) {
    static final int SCHEMA = 1;
    static final String FILE = "bundle.json";

    BundleRecord {
        Objects.requireNonNull(id, "key 'id' is missing");
        Objects.requireNonNull(run, "key 'run' is missing");
        Objects.requireNonNull(claimbench, "key 'claimbench' is missing");
        authors = List.copyOf(Objects.requireNonNull(authors, "key 'authors' is missing"));
        leftOut = List.copyOf(Objects.requireNonNull(leftOut, "key 'leftOut' is missing"));
    }

    /**
     * Of an unpacked archive.
     *
     * @throws StoredRunException where it is missing, damaged, or of another schema
     */
    static BundleRecord read(Path folder) throws IOException {
        Path file = folder.resolve(FILE);
        BundleRecord record = RunFiles.read(file, BundleRecord.class);
        if (record.schema != SCHEMA) {
            throw new StoredRunException(
                    file,
                    (record.schema == 0 ? "has no schema" : "has schema " + record.schema)
                            + ", and this version of claimbench reads schema " + SCHEMA);
        }
        return record;
    }
}
