/**
 * The servers people would pick instead of ours, each as its users would write and tune it for this: what our targets
 * are compared with. They serve {@code /plaintext} and {@code /wait}, and what a run asks of every server before it loads
 * it ({@code /health}, {@code /about}); nothing else of the contract.
 *
 * <p>{@link claimbench.controls.Routing} says what to answer, the same for all; each control is one file that says how its
 * server is started and how it waits. Whatever a control leaves out (meters, a JSON library, answers to HEAD, the order of
 * pipelined requests that wait) makes it faster, never slower: a target that is as fast as a control does more.
 */
@NullMarked
package claimbench.controls;

import org.jspecify.annotations.NullMarked;
