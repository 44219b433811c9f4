/** The database as code that blocks its thread asks it: pgjdbc, through a HikariCP pool that says no in time. */
@NullMarked
package claimbench.jdbc;

import org.jspecify.annotations.NullMarked;
