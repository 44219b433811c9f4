package claimbench.harness.report;

import claimbench.harness.claim.OpenPoint;
import claimbench.harness.claim.Text;
import claimbench.harness.claim.Verdict;
import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Inline;
import claimbench.harness.report.document.ListBlock;
import claimbench.harness.report.document.Plain;
import claimbench.harness.report.document.Prose;
import claimbench.harness.report.document.Strong;
import claimbench.harness.result.TrustCheck;
import java.util.ArrayList;
import java.util.List;

/** What of a claim stayed open, beside its verdict: each cause, where it lies, what it means for the claim, and what helps. */
final class OpenSection {
    /** So many places of a map, or cases, are named. */
    private static final int PLACES_MAX = 3;

    private OpenSection() {}

    /** Nothing where all was decided. */
    static List<Block> of(Verdict verdict, Say say) {
        if (verdict.open().isEmpty()) {
            return List.of();
        }
        boolean severalPlaces =
                verdict.claim().cases().size() > 1 || verdict.claim().mapsDecide();
        var items = new ArrayList<List<Inline>>();
        for (OpenPoint open : verdict.open()) {
            var item = new ArrayList<Inline>();
            item.add(new Strong(say.capital(say.of(open.cause()))));
            String where = say.pick(
                    ", on " + say.list(open.targets()) + (severalPlaces ? ", for " + places(open, say) : ""),
                    "（" + say.list(open.targets()) + (severalPlaces ? "；" + places(open, say) : "") + "）");
            item.add(new Plain(where + say.pick(". ", "。")));
            String seen = seen(open, say);
            item.addAll(Prose.of((seen.isEmpty() ? "" : say.sentence(seen) + say.space())
                    + say.of(meaning(open))
                    + say.space()
                    + say.of(remedy(open))));
            items.add(item);
        }
        return List.of(say.paragraph("What is open, and why:", "未定之处及原因："), new ListBlock(items));
    }

    /** What the cause means for the claim. */
    static Text meaning(OpenPoint open) {
        TrustCheck check = open.check();
        return check == null ? open.kind().meaning() : TrustWords.meaning(check);
    }

    static Text remedy(OpenPoint open) {
        TrustCheck check = open.check();
        return check == null ? open.kind().remedy() : TrustWords.remedy(check);
    }

    private static String places(OpenPoint open, Say say) {
        int more = open.cases().size() - PLACES_MAX;
        var named = new ArrayList<String>();
        open.cases().stream().limit(PLACES_MAX).forEach(place -> named.add(say.quoted(say.of(place))));
        if (more > 0) {
            named.add(say.pick(more + " more", "另外 " + more + " 处"));
        }
        return say.list(named);
    }

    private static String seen(OpenPoint open, Say say) {
        if (open.where().isEmpty() && open.detail().isEmpty()) {
            return "";
        }
        String detail = say.noted(open.detail());
        String what = open.where().isEmpty() || detail.isEmpty()
                ? open.where() + detail
                : open.where() + say.colon() + detail;
        return open.trials() > 1 ? say.pick("The first: ", "首例：") + what : say.capital(what);
    }
}
