/**
 * What users do, and what it costs them: Gatling simulations, recorded in nanoseconds.
 *
 * <p>{@link claimbench.load.ScenarioCatalogue} says what there is and loads nothing of Gatling. {@link
 * claimbench.load.Generator} is the process that runs one scenario. {@link claimbench.load.LoadSimulation} is what all
 * simulations share: a virtual user sends the scenario's requests ({@link claimbench.load.Arm}) over and over, a {@link
 * claimbench.load.Timeline} says which of them count, and {@link claimbench.load.Recording} keeps what they took.
 */
@NullMarked
package claimbench.load;

import org.jspecify.annotations.NullMarked;
