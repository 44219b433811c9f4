package claimbench.harness.capacity;

import claimbench.harness.result.RunFiles;
import claimbench.harness.result.StoredRunException;
import claimbench.harness.result.Trial;
import claimbench.harness.result.TrustCheck;
import claimbench.harness.stats.CapacitySearch;
import claimbench.harness.stats.CapacitySearch.Answer;
import claimbench.harness.stats.CapacitySearch.Knowledge;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * The search for one target's capacity, as far as its trials have come.
 *
 * @param target its name
 * @param tried its trials, in order
 * @param knowledge what they say
 * @param gaveUp why it could not be searched; null where it could
 */
record TargetSearch(
        String target,
        List<Tried> tried,
        Knowledge knowledge,
        @Nullable String gaveUp) {

    /** So many trials in a row that could not be measured, with none before that could: it is not the rate. */
    private static final int UNMEASURED_MAX = 2;

    /** What makes it doubtful that the target had its cores. */
    private static final Set<TrustCheck> FROM_BESIDE = EnumSet.of(TrustCheck.STEAL, TrustCheck.OTHER_LOAD);

    /** What makes it doubtful that the generator offered the rate. */
    private static final Set<TrustCheck> OF_GENERATOR = EnumSet.of(TrustCheck.GENERATOR_LAG, TrustCheck.GENERATOR_CPU);

    /**
     * One trial.
     *
     * @param why not kept up, in words; null where it was
     * @param pace null where the trial failed
     */
    record Tried(
            Trial trial,
            int rate,
            Answer answer,
            @Nullable String why,
            @Nullable Pace pace) {

        /** Judges a trial. */
        static Tried of(Trial trial, Path dir, Objective objective) throws StoredRunException {
            int rate = trial.condition().workload().rate().perSecond().getFirst();
            if (!trial.completed()) {
                // Whatever broke down under it, the rate was not kept up with.
                return new Tried(trial, rate, Answer.FELL_BEHIND, trial.message(), null);
            }
            Pace pace = Pace.of(dir.resolve(RunFiles.TRIALS).resolve(trial.id()).resolve(RunFiles.RESPONSES), trial);
            String missed = objective.missed(pace).orElse(null);
            if (missed == null) {
                return new Tried(trial, rate, Answer.KEPT_UP, null, pace);
            }
            // First what came from beside: it makes a generator late, too, and is gone the next time.
            String disturbed = failed(trial, FROM_BESIDE);
            if (disturbed != null) {
                return new Tried(
                        trial, rate, Answer.DISTURBED, missed + "; but that may come from beside: " + disturbed, pace);
            }
            String limit = failed(trial, OF_GENERATOR);
            return limit == null
                    ? new Tried(trial, rate, Answer.FELL_BEHIND, missed, pace)
                    : new Tried(
                            trial, rate, Answer.NOT_OFFERED, missed + "; but the generator may be why: " + limit, pace);
        }

        /** The first of these checks that failed, and what it saw; null where none did. */
        private static @Nullable String failed(Trial trial, Set<TrustCheck> checks) {
            return trial.findings().stream()
                    .filter(Trial.Finding::failed)
                    .filter(finding -> checks.contains(finding.check()))
                    .map(finding -> finding.check() + " " + finding.detail())
                    .findFirst()
                    .orElse(null);
        }
    }

    /**
     * Of what is stored.
     *
     * @param trials of the search for this target, in order
     * @param judged trials by id that have been judged before, which never changes; to be added to
     * @throws StoredRunException where what a trial left is damaged
     */
    static TargetSearch of(
            CapacitySettings settings, String target, List<Trial> trials, Path dir, Map<String, Tried> judged)
            throws StoredRunException {
        var tried = new ArrayList<Tried>();
        for (Trial trial : trials) {
            Tried one = judged.get(trial.id());
            if (one == null) {
                one = Tried.of(trial, dir, settings.objective());
                judged.put(trial.id(), one);
            }
            tried.add(one);
        }
        boolean unmeasurable = tried.size() >= UNMEASURED_MAX && tried.stream().noneMatch(one -> one.trial.completed());
        if (unmeasurable) {
            return new TargetSearch(
                    target,
                    List.copyOf(tried),
                    new Knowledge(0, null, OptionalInt.empty(), false),
                    tried.getLast().trial.message());
        }
        Knowledge knowledge = new CapacitySearch(
                        settings.startRate(), settings.maxRate(), settings.precisionPercent() / 100)
                .after(tried.stream()
                        .map(one -> new CapacitySearch.Step(one.rate, one.answer))
                        .toList());
        return new TargetSearch(target, List.copyOf(tried), knowledge, null);
    }
}
