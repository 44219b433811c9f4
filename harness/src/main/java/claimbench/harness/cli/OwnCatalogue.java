package claimbench.harness.cli;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.CatalogueException;
import claimbench.harness.claim.Claim;
import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine;
import picocli.CommandLine.ParameterException;

/**
 * The claims that come with claimbench, and those of a document of the user's own.
 *
 * @param catalogue of both
 * @param ids of the user's claims; empty where there is no such document
 * @param yaml the document; null where there is none
 */
record OwnCatalogue(
        Catalogue catalogue, List<String> ids, @Nullable String yaml) {

    /**
     * Reads a document.
     *
     * @param file null where none was given
     */
    static OwnCatalogue of(CommandLine command, @Nullable Path file) throws IOException {
        Catalogue known = Catalogue.load();
        if (file == null) {
            return new OwnCatalogue(known, List.of(), null);
        }
        if (!Files.isRegularFile(file)) {
            throw new ParameterException(command, "--catalogue must be a file, and there is none at " + file);
        }
        try {
            String yaml = Files.readString(file);
            Catalogue all = known.with(String.valueOf(file.getFileName()), yaml);
            List<String> ids = all.documents().keySet().stream()
                    .filter(document -> !known.documents().containsKey(document))
                    .flatMap(document -> all.claimsOf(document).stream())
                    .map(Claim::id)
                    .toList();
            if (ids.isEmpty()) {
                throw new ParameterException(
                        command, "--catalogue: " + file + " has no claims; list them under the key 'claims'");
            }
            return new OwnCatalogue(all, ids, yaml);
        } catch (CatalogueException e) {
            throw new ParameterException(command, "--catalogue: " + e.getMessage(), e);
        } catch (CharacterCodingException e) {
            throw new ParameterException(command, "--catalogue: " + file + " is no text in UTF-8", e);
        }
    }

    /** Keeps the document with a run. */
    void store(Path dir) throws IOException {
        if (yaml != null) {
            RunFiles.makeFolder(dir);
            RunFiles.write(dir.resolve(RunFiles.CATALOGUE), yaml);
        }
    }
}
