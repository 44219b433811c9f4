package claimbench.harness.claim;

import claimbench.harness.result.RunFiles;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiFunction;

/**
 * All claims: one file for each document, each claim in the file of the document that states it first. Immutable.
 *
 * @param documents by id, in order
 * @param claims in order of id, what cannot be tested at the end
 */
public record Catalogue(Map<String, Document> documents, List<Claim> claims) {
    private static final List<String> FILES = List.of("D0", "D1", "D2", "D3", "D4");

    /** What a file holds. */
    record Page(Document document, List<Claim> claims) {
        Page {
            Required.key("document", document);
            claims = Required.list(claims);
        }
    }

    /** The catalogue that comes with claimbench. */
    public static Catalogue load() {
        var pages = new ArrayList<Page>();
        for (String name : FILES) {
            String file = "claims/" + name + ".yaml";
            try (InputStream in = Catalogue.class.getResourceAsStream("/" + file)) {
                if (in == null) {
                    throw new CatalogueException(file + " is missing from the program's own files");
                }
                pages.add(read(file, new String(in.readAllBytes(), StandardCharsets.UTF_8)));
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
        return of(pages);
    }

    /**
     * What a run was judged by: the claims that come with claimbench, and the document that is kept with the run.
     *
     * @throws IOException that names the document where it cannot be used
     */
    public static Catalogue ofRun(Path dir) throws IOException {
        Path kept = dir.resolve(RunFiles.CATALOGUE);
        if (!Files.isRegularFile(kept)) {
            return load();
        }
        try {
            return load().with(RunFiles.CATALOGUE, Files.readString(kept));
        } catch (CatalogueException e) {
            throw new IOException(kept + " cannot be used: " + e.getMessage(), e);
        }
    }

    /**
     * This catalogue and a document of somebody's own, with claims that the experiments which exist can judge.
     *
     * @param file its name, for messages
     * @throws CatalogueException that names file and line where it is not as it must be, or asks for what there is not
     */
    public Catalogue with(String file, String yaml) {
        var source = new CatalogueFile(file, yaml);
        Page page = source.read(Page.class);
        String id = page.document().id();
        if (documents.containsKey(id)) {
            throw source.problem("/document/id", "there is a document " + id + " already; give yours another id");
        }
        var allDocuments = new LinkedHashMap<>(documents);
        allDocuments.put(id, page.document());
        var all = new ArrayList<>(claims);
        for (int i = 0; i < page.claims().size(); i++) {
            Claim claim = page.claims().get(i);
            String at = "/claims/" + i;
            check(
                    claim,
                    page.document(),
                    allDocuments,
                    (citation, what) -> source.problem(at + "/citations/" + citation + "/document", what));
            new ClaimCheck(source, claim, at).check();
            if (all.stream().anyMatch(other -> other.id().equals(claim.id()))) {
                throw source.problem(at + "/id", "two claims have the id " + claim.id());
            }
            all.add(claim);
        }
        return new Catalogue(Collections.unmodifiableMap(allDocuments), List.copyOf(all));
    }

    /** The claims that a document states first, in order. */
    public List<Claim> claimsOf(String document) {
        return claims.stream()
                .filter(claim -> claim.citations().getFirst().document().equals(document))
                .toList();
    }

    /** The claims that a document states, first or again, in order. */
    public List<Claim> claimsStatedIn(String document) {
        return claims.stream()
                .filter(claim -> claim.citations().stream()
                        .anyMatch(citation -> citation.document().equals(document)))
                .toList();
    }

    /** The claim of that id. */
    public Optional<Claim> claim(String id) {
        return claims.stream().filter(claim -> claim.id().equals(id)).findFirst();
    }

    /** The document that a citation is of. */
    public Document document(Citation citation) {
        Document document = documents.get(citation.document());
        if (document == null) {
            throw new IllegalArgumentException("no such document: " + citation.document());
        }
        return document;
    }

    /**
     * Reads one file.
     *
     * @param file its name, for messages
     * @throws CatalogueException that names file, line and key where it is not as it must be
     */
    static Page read(String file, String yaml) {
        return new CatalogueFile(file, yaml).read(Page.class);
    }

    /**
     * Puts files together.
     *
     * @throws CatalogueException where an id is used twice, or a citation is of no document
     */
    static Catalogue of(List<Page> pages) {
        var documents = new LinkedHashMap<String, Document>();
        for (Page page : pages) {
            if (documents.put(page.document.id(), page.document) != null) {
                throw new CatalogueException("two files are of the document " + page.document.id());
            }
        }
        var ids = new HashSet<String>();
        for (Page page : pages) {
            for (Claim claim : page.claims) {
                check(claim, page.document, documents, (citation, what) -> new CatalogueException(what));
                if (!ids.add(claim.id())) {
                    throw new CatalogueException("two claims have the id " + claim.id());
                }
            }
        }
        return new Catalogue(
                Collections.unmodifiableMap(documents),
                pages.stream()
                        .flatMap(page -> page.claims.stream())
                        .sorted(Comparator.comparing((Claim claim) -> !claim.testable())
                                .thenComparing(Claim::id))
                        .toList());
    }

    /**
     * Checks what a claim cites.
     *
     * @param problem makes the exception, of which citation it is, from 0, and what is wrong
     */
    private static void check(
            Claim claim,
            Document home,
            Map<String, Document> documents,
            BiFunction<Integer, String, CatalogueException> problem) {
        for (int i = 0; i < claim.citations().size(); i++) {
            String document = claim.citations().get(i).document();
            if (!documents.containsKey(document)) {
                throw problem.apply(
                        i,
                        "claim " + claim.id() + " cites " + document + ", which is no document; known are "
                                + String.join(", ", documents.keySet()));
            }
        }
        String first = claim.citations().getFirst().document();
        if (!first.equals(home.id())) {
            throw problem.apply(
                    0,
                    "claim " + claim.id() + " stands in the file of " + home.id() + ", but its first citation is of "
                            + first);
        }
    }
}
