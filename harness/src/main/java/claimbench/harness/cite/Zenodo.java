package claimbench.harness.cite;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What Zenodo asks of whoever deposits an archive there, in the form of its interface for programs: {@code zenodo.json}. The licence and the day of
 * publication are the depositor's to choose.
 */
final class Zenodo {
    private Zenodo() {}

    static Map<String, Object> of(RunCitation citation) {
        var metadata = new LinkedHashMap<String, Object>();
        metadata.put("upload_type", "dataset");
        metadata.put("title", citation.title(null));
        metadata.put(
                "creators",
                citation.authors().isEmpty()
                        ? List.of(Map.of("name", "claimbench"))
                        : citation.authors().stream()
                                .map(author -> Map.of("name", author))
                                .toList());
        metadata.put(
                "description",
                "<p>" + html(citation.sentence(null).en()) + "</p><p>"
                        + html(citation.sentence(null).zh())
                        + "</p><p>README.md in the archive says how to check it.</p>");
        metadata.put("access_right", "open");
        metadata.put("keywords", List.of("concurrency", "load testing", "benchmark", "claimbench"));
        metadata.put("version", citation.run().id());
        metadata.put("language", "eng");
        metadata.put(
                "notes",
                "Data: " + citation.id() + ". Targets: "
                        + citation.run().targets().stream().collect(Collectors.joining(", ")) + ".");
        return Map.of("metadata", metadata);
    }

    private static String html(String text) {
        return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;");
    }
}
