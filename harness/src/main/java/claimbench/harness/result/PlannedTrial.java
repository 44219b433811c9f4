package claimbench.harness.result;

/**
 * One trial as a plan has it, before it is run.
 *
 * @param id unique within the run, and the name of its folder; sorted by id, trials stand in the order of the plan
 * @param round which repetition of the condition this is, from 1
 * @param condition what to measure
 */
public record PlannedTrial(String id, int round, Condition condition) {}
