@NullMarked
package claimbench.micro;

import org.jspecify.annotations.NullMarked;
