package claimbench.controls;

import claimbench.contract.Answer;

/**
 * What a request gets.
 *
 * @param answer the contract's
 * @param afterMillis how long the server waits before it answers, in its own way; 0 for at once
 */
record Reply(Answer answer, int afterMillis) {

    static Reply now(Answer answer) {
        return new Reply(answer, 0);
    }
}
