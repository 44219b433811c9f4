/**
 * The same small pieces of work in each model, to be compared on one core. A class is a row of the table and names the work;
 * a method is a column and names the model. {@link claimbench.micro.compare.Comparison} says what makes them comparable.
 * Kotlin's column is among the tests, and CPython's is a script that {@link claimbench.micro.CPython} runs.
 */
@NullMarked
package claimbench.micro.compare;

import org.jspecify.annotations.NullMarked;
