@NullMarked
package claimbench.micro.compare;

import org.jspecify.annotations.NullMarked;
