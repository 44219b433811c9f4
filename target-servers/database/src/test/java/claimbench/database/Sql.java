package claimbench.database;

import claimbench.runtime.DatabaseUrl;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/** Statements on a connection of their own. */
final class Sql {
    private Sql() {}

    /** The same database server as PostgreSQL's own administrator sees it. */
    static DatabaseUrl admin(DatabaseUrl url, String database) {
        return new DatabaseUrl(url.host(), url.port(), database, "postgres", "");
    }

    static void execute(DatabaseUrl url, String sql) throws SQLException {
        try (Connection connection = Migration.connect(url);
                Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    /** The first column of each row, as text. */
    static List<String> texts(DatabaseUrl url, String query) throws SQLException {
        try (Connection connection = Migration.connect(url);
                Statement statement = connection.createStatement();
                ResultSet rows = statement.executeQuery(query)) {
            List<String> texts = new ArrayList<>();
            while (rows.next()) {
                texts.add(String.valueOf(rows.getString(1)));
            }
            return texts;
        }
    }
}
