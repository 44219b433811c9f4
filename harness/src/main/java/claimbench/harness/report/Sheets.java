package claimbench.harness.report;

import claimbench.harness.claim.Catalogue;
import claimbench.harness.claim.Claim;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Anchors;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Html;
import claimbench.harness.report.document.Language;
import claimbench.harness.report.document.MarkdownText;
import claimbench.harness.report.document.Pictures;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/** The teacher's sheets of a run: one for each document of which it judged a claim, in each language, as a page to print and as Markdown. */
final class Sheets {
    static final String FOLDER = "sheets";

    private Sheets() {}

    /** All of them, by the name of the file in the report's folder. */
    static Map<String, String> of(List<Verdict> verdicts, Catalogue catalogue, String run) {
        var files = new LinkedHashMap<String, String>();
        for (String id : documents(verdicts, catalogue)) {
            for (Language language : Language.values()) {
                Document sheet = SheetPage.of(id, verdicts, catalogue, run, new Say(language));
                files.put(
                        file(id, language, "html"),
                        Html.page(sheet, Pictures.NONE, others(id, language), SheetPrint.styles(sheet)));
                files.put(file(id, language, "md"), MarkdownText.of(sheet, Pictures.NONE));
            }
        }
        return Collections.unmodifiableMap(files);
    }

    /** The documents that have a sheet: those of which at least one claim was judged, by id. */
    static List<String> documents(List<Verdict> verdicts, Catalogue catalogue) {
        Set<String> judged =
                verdicts.stream().map(verdict -> verdict.claim().id()).collect(Collectors.toSet());
        return catalogue.documents().keySet().stream()
                .filter(id ->
                        catalogue.claimsStatedIn(id).stream().map(Claim::id).anyMatch(judged::contains))
                .toList();
    }

    private static Map<Language, String> others(String id, Language language) {
        Language other = language.isChinese() ? Language.ENGLISH : Language.CHINESE;
        return Map.of(other, name(id, other, "html"));
    }

    /** From the report's folder. */
    static String file(String id, Language language, String end) {
        return FOLDER + "/" + name(id, language, end);
    }

    private static String name(String id, Language language, String end) {
        return Anchors.of(id) + "." + language.tag() + "." + end;
    }
}
