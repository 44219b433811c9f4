package claimbench.harness.report;

import claimbench.harness.report.document.Block;
import claimbench.harness.report.document.Document;
import claimbench.harness.report.document.Language;
import java.util.ArrayList;

/** What a run found, as a document: the answers first, then each claim by itself, then how and on what it was measured. */
final class RunPage {
    private RunPage() {}

    static Document of(PageData data, Language language) {
        var say = new Say(language);
        var blocks = new ArrayList<Block>(FirstScreen.of(data, say));
        data.verdicts().forEach(verdict -> blocks.addAll(ClaimSection.of(data, verdict, say)));
        blocks.addAll(ControlsSection.of(data.run(), data.controls(), say));
        blocks.addAll(TrustSection.of(data, say));
        data.aa().ifPresent(aa -> blocks.addAll(AaSection.of(aa, say)));
        blocks.addAll(MethodSection.of(data, say));
        blocks.addAll(MachineSection.of(data.run(), say));
        blocks.addAll(DataSection.of(data, say));
        return new Document(say.pick("Claims about concurrency, put under load", "并发编程论断的实测检验"), language, blocks);
    }
}
