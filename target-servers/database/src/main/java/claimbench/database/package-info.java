/**
 * The database that all targets ask: a real PostgreSQL, embedded or the user's own, with the schema and the rows that the
 * contract speaks of.
 */
@NullMarked
package claimbench.database;

import org.jspecify.annotations.NullMarked;
