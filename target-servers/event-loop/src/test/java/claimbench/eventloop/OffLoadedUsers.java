package claimbench.eventloop;

import static claimbench.loop.Asyncio.await;
import static claimbench.loop.Asyncio.getRunningLoop;

import claimbench.contract.User;
import claimbench.jdbc.JdbcUsers;
import java.util.concurrent.ExecutorService;

/** The table by JDBC on threads of a pool, one for each connection: what the driver on the loop is compared with. */
record OffLoadedUsers(JdbcUsers users, ExecutorService threads) implements Users {
    @Override
    public User find(int id) throws Exception {
        return await(getRunningLoop().runInExecutor(threads, () -> users.find(id)));
    }

    @Override
    public User find(int id, int dbMs) throws Exception {
        return await(getRunningLoop().runInExecutor(threads, () -> users.find(id, dbMs)));
    }

    @Override
    public int insert(String name, String email) throws Exception {
        return await(getRunningLoop().runInExecutor(threads, () -> users.insert(name, email)));
    }
}
