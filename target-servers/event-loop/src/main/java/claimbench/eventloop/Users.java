package claimbench.eventloop;

import claimbench.contract.ProblemException;
import claimbench.contract.User;
import java.sql.SQLException;

/**
 * The table {@code users}, as a coroutine sees it: each call waits for the database while other coroutines run. Cancelled
 * meanwhile, it gives its connection back. For one loop's thread.
 *
 * <p>Each call throws a {@link ProblemException} of 503 where no connection is to be had in time, and an {@link
 * SQLException} where the database fails.
 */
interface Users {
    /**
     * The user with this id.
     *
     * @throws ProblemException 404 where there is none
     */
    User find(int id) throws Exception;

    /**
     * The same, by a query that takes its time inside the database.
     *
     * @param dbMs how long, in milliseconds
     * @throws ProblemException 404 where there is none
     */
    User find(int id, int dbMs) throws Exception;

    /** Inserts a user; returns the id that the database has given. */
    int insert(String name, String email) throws Exception;
}
