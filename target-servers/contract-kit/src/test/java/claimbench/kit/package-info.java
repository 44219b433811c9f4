/** The kit is tested with a server that keeps the contract, and with many that break it in one point each. */
@NullMarked
package claimbench.kit;

import org.jspecify.annotations.NullMarked;
