/**
 * The contract's test kit: all that a target must do, a facet an interface, tried over real sockets with literal bytes.
 * It knows the contract and no server.
 */
@NullMarked
package claimbench.kit;

import org.jspecify.annotations.NullMarked;
