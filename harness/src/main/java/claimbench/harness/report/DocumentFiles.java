package claimbench.harness.report;

import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Html;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.Latex;
import claimbench.harness.report.document.MarkdownText;
import claimbench.harness.report.document.Pictures;
import claimbench.harness.report.document.TableBlock;
import claimbench.harness.report.document.TableCsv;
import claimbench.harness.result.RunFiles.Content;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.function.Function;
import tools.jackson.databind.SerializationFeature;
import tools.jackson.databind.json.JsonMapper;

/** One document in both languages and every format: files by name. Nothing can fail any more when they are written, but for the disk. */
final class DocumentFiles {
    private static final int SCHEMA = 1;
    private static final JsonMapper MAPPER =
            JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();

    private DocumentFiles() {}

    /**
     * Makes them.
     *
     * @param run id of the run, or of those, that it is about
     * @param content of the document in a language
     * @param name of its files, before language and format
     */
    static Map<String, Content> of(String run, Function<Language, Document> content, Pictures pictures, String name) {
        var documents = new EnumMap<Language, Document>(Language.class);
        for (Language language : Language.values()) {
            documents.put(language, content.apply(language));
        }
        var files = new LinkedHashMap<String, Content>();
        documents.forEach((language, document) -> {
            String stem = name + "." + language.tag();
            var siblings = new EnumMap<Language, String>(Language.class);
            documents.keySet().stream()
                    .filter(other -> other != language)
                    .forEach(other -> siblings.put(other, name + "." + other.tag() + ".html"));
            // With all figures in it, the page is written bit by bit.
            files.put(stem + ".html", out -> Html.write(document, pictures, siblings, out));
            files.put(stem + ".md", text(MarkdownText.of(document, pictures)));
            files.put(stem + ".tex", text(Latex.of(document)));
            document.tables().forEach(table -> files.put(csv(table, language), text(TableCsv.of(table))));
        });
        var json = new LinkedHashMap<String, Object>();
        json.put("schema", SCHEMA);
        json.put("run", run);
        documents.forEach((language, document) -> json.put(language.tag(), document));
        files.put(name + ".json", text(MAPPER.writeValueAsString(json) + "\n"));
        return files;
    }

    /** A file that has this in it. */
    static Content text(String text) {
        return out -> out.write(text);
    }

    private static String csv(TableBlock table, Language language) {
        return Report.TABLES + "/" + table.id() + "." + language.tag() + ".csv";
    }
}
