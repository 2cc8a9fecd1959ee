/*
 * Jdbc.java - the JDBC API over Oracle's thin driver: every case is one use of it with the result Oracle gives.
 *
 * Jdbc CLIENT HOST PORT SERVICE SYSTEM_PASSWORD FOLDER [PART-OF-NAME...]: prints one line per failed case and
 * "jdbc CLIENT: N passed, N failed, N skipped". Known failures: known_failures.txt, CASE REASON.
 */
import java.io.*;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.sql.*;
import java.time.*;
import java.util.*;
import java.util.concurrent.*;

public class Jdbc {
    interface Body { void run() throws Exception; }

    static final Map<String, Body> cases = new LinkedHashMap<>();
    static Connection c;
    static String url, user = "T_JDBC", password = "Jdbc1234";

    static void add(String name, Body body) {
        if (cases.put(name, body) != null) throw new IllegalStateException("two cases " + name);
    }

    static void same(Object expected, Object actual) {
        if (expected instanceof byte[] && actual instanceof byte[]) {
            if (!Arrays.equals((byte[]) expected, (byte[]) actual)) throw new AssertionError("bytes differ");
        } else if (!Objects.equals(expected, actual))
            throw new AssertionError("expected " + expected + ", got " + actual + (actual == null ? "" : " (" + actual.getClass().getSimpleName() + ")"));
    }

    static void check(boolean condition, String what) {
        if (!condition) throw new AssertionError(what);
    }

    static void fails(int code, Body body) throws Exception {
        try {
            body.run();
        } catch (SQLException e) {
            if (e.getErrorCode() != code) throw new AssertionError("expected ORA-" + code + ", got " + e.getErrorCode() + " " + e.getMessage());
            return;
        }
        throw new AssertionError("expected ORA-" + code + ", nothing was raised");
    }

    static void exec(String... statements) throws SQLException {
        try (Statement s = c.createStatement()) {
            for (String t : statements) s.execute(t);
        }
    }

    static void drop(String... names) throws SQLException {
        for (String n : names)
            try {
                exec("DROP " + (n.contains(" ") ? n : "TABLE " + n + " PURGE"));
            } catch (SQLException e) {
                if (e.getErrorCode() != 942 && e.getErrorCode() != 2289 && e.getErrorCode() != 4043 && e.getErrorCode() != 1434) throw e;
            }
    }

    static Object one(String sql, Object... binds) throws SQLException {
        try (PreparedStatement s = c.prepareStatement(sql)) {
            for (int i = 0; i < binds.length; i++) s.setObject(i + 1, binds[i]);
            try (ResultSet r = s.executeQuery()) {
                return r.next() ? r.getObject(1) : "no row";
            }
        }
    }

    static List<String> rows(ResultSet r, String... columns) throws SQLException {
        List<String> out = new ArrayList<>();
        while (r.next()) {
            StringBuilder b = new StringBuilder();
            for (String k : columns) b.append(b.length() > 0 ? "|" : "").append(r.getString(k));
            out.add(b.toString());
        }
        r.close();
        return out;
    }

    static Connection connect(Properties more) throws SQLException {
        Properties p = new Properties();
        p.putAll(more);
        p.setProperty("user", user);
        p.setProperty("password", password);
        return DriverManager.getConnection(url, p);
    }

    /* --- values ------------------------------------------------------------------------------------------------------ */
    static final Object[][] TYPES = {
        {"number", "NUMBER", new BigDecimal("12345678901234567890.123456789"), "getBigDecimal"},
        {"number_negative", "NUMBER", new BigDecimal("-0.000001"), "getBigDecimal"},
        {"number_10_2", "NUMBER(10,2)", new BigDecimal("99999999.99"), "getBigDecimal"},
        {"integer", "NUMBER(9)", 123456789, "getInt"},
        {"long", "NUMBER(18)", 123456789012345678L, "getLong"},
        {"short", "NUMBER(4)", (short) -1234, "getShort"},
        {"byte", "NUMBER(3)", (byte) 100, "getByte"},
        {"boolean_number", "NUMBER(1)", true, "getBoolean"},
        {"float", "FLOAT", 1.5, "getDouble"},
        {"binary_float", "BINARY_FLOAT", 1.25f, "getFloat"},
        {"binary_double", "BINARY_DOUBLE", 1e120, "getDouble"},
        {"varchar2", "VARCHAR2(100)", "text with ' and \u00e4\u20ac\ud83d\ude00", "getString"},
        {"varchar2_4000", "VARCHAR2(4000)", "x".repeat(4000), "getString"},
        {"char_10", "CHAR(10)", "abc       ", "getString"},
        {"nvarchar2", "NVARCHAR2(50)", "\u65e5\u672c\u8a9e", "getNString"},
        {"raw", "RAW(20)", new byte[]{0, 1, (byte) 0xff, 127}, "getBytes"},
        {"date_as_date", "DATE", java.sql.Date.valueOf("2024-02-29"), "getDate"},
        {"date_as_timestamp", "DATE", Timestamp.valueOf("2024-02-29 13:14:15"), "getTimestamp"},
        {"date_as_time", "DATE", Time.valueOf("13:14:15"), "getTime"},
        {"timestamp", "TIMESTAMP(6)", Timestamp.valueOf("2024-02-29 13:14:15.123456"), "getTimestamp"},
        {"clob", "CLOB", "clob text \u20ac", "getString"},
        {"blob", "BLOB", new byte[]{1, 2, 3, 0, (byte) 200}, "getBytes"},
        {"long_text", "LONG", "a text in a LONG", "getString"},
        {"long_raw", "LONG RAW", new byte[]{5, 6, 7}, "getBytes"},
    };

    static void values() {
        for (Object[] t : TYPES) {
            add("value_" + t[0], () -> {
                drop("t_value");
                exec("CREATE TABLE t_value (id NUMBER, v " + t[1] + ")");
                try (PreparedStatement s = c.prepareStatement("INSERT INTO t_value VALUES (?, ?)")) {
                    s.setInt(1, 1);
                    if (t[3].equals("getNString")) s.setNString(2, (String) t[2]);
                    else if (t[2] instanceof byte[]) s.setBytes(2, (byte[]) t[2]);
                    else s.setObject(2, t[2]);
                    same(1, s.executeUpdate());
                    s.setInt(1, 2);
                    s.setNull(2, t[2] instanceof byte[] ? Types.VARBINARY : t[2] instanceof String ? Types.VARCHAR : t[2] instanceof java.util.Date ? Types.TIMESTAMP : Types.NUMERIC);
                    same(1, s.executeUpdate());
                }
                try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT v FROM t_value ORDER BY id")) {
                    check(r.next(), "first row");
                    Object got = ResultSet.class.getMethod((String) t[3], int.class).invoke(r, 1);
                    same(t[2], got instanceof BigDecimal ? ((BigDecimal) got).stripTrailingZeros().compareTo((BigDecimal) t[2]) == 0 ? t[2] : got : got);
                    check(!r.wasNull(), "wasNull of a value");
                    check(r.next(), "second row");
                    same(null, r.getObject(1));
                    check(r.wasNull(), "wasNull of NULL");
                    check(!r.next(), "end");
                }
            });
        }
        add("value_local_date", () -> {
            same(LocalDate.of(2024, 2, 29), one1("SELECT DATE '2024-02-29' FROM dual", r -> r.getObject(1, LocalDate.class)));
        });
        add("value_local_date_time", () -> same(LocalDateTime.of(2024, 2, 29, 1, 2, 3, 500000000),
            one1("SELECT TIMESTAMP '2024-02-29 01:02:03.5' FROM dual", r -> r.getObject(1, LocalDateTime.class))));
        add("value_offset_date_time", () -> same(OffsetDateTime.parse("2024-02-29T01:02:03.5+05:30"),
            one1("SELECT TIMESTAMP '2024-02-29 01:02:03.5 +05:30' FROM dual", r -> r.getObject(1, OffsetDateTime.class))));
        add("value_set_local_date_time", () -> {
            try (PreparedStatement s = c.prepareStatement("SELECT TO_CHAR(?, 'YYYY-MM-DD HH24:MI:SS') FROM dual")) {
                s.setObject(1, LocalDateTime.of(2020, 1, 2, 3, 4, 5));
                ResultSet r = s.executeQuery();
                r.next();
                same("2020-01-02 03:04:05", r.getString(1));
            }
        });
        add("value_big_integer", () -> same(new BigInteger("123456789012345678901234567890"),
            one1("SELECT 123456789012345678901234567890 FROM dual", r -> r.getBigDecimal(1).toBigInteger())));
        add("value_max_number", () -> same(0, new BigDecimal("9.99999999999999999999999999999999999999E125").compareTo(
            one1("SELECT 9.99999999999999999999999999999999999999E125 FROM dual", r -> r.getBigDecimal(1)))));
        add("value_nan", () -> check(Double.isNaN(one1("SELECT BINARY_DOUBLE_NAN FROM dual", r -> r.getDouble(1))), "NaN"));
        add("value_infinity", () -> same(Double.POSITIVE_INFINITY, one1("SELECT BINARY_DOUBLE_INFINITY FROM dual", r -> r.getDouble(1))));
        add("value_interval_ds", () -> same("1 2:3:4.5", one1("SELECT INTERVAL '1 02:03:04.5' DAY TO SECOND FROM dual", r -> r.getString(1))));
        add("value_interval_ym", () -> same("3-4", one1("SELECT INTERVAL '3-4' YEAR TO MONTH FROM dual", r -> r.getString(1))));
        add("value_interval_duration", () -> same(Duration.ofHours(26), one1("SELECT INTERVAL '1 02:00:00' DAY TO SECOND FROM dual",
            r -> r.getObject(1, Duration.class))));
        add("value_number_as_string", () -> same("1.5", one1("SELECT 1.50 FROM dual", r -> r.getString(1))));
        add("value_string_as_int", () -> same(42, one1("SELECT '42' FROM dual", r -> r.getInt(1))));
        add("value_date_as_string", () -> same("2024-02-29 00:00:00", one1("SELECT DATE '2024-02-29' FROM dual", r -> r.getString(1)).substring(0, 19)));
        add("value_empty_string_is_null", () -> same(null, one("SELECT ? FROM dual", "")));
        add("value_unicode_bind", () -> same("\u4e2d\u6587 \ud83d\ude00", one("SELECT ? FROM dual", "\u4e2d\u6587 \ud83d\ude00")));
        add("value_32k_bind_to_clob", () -> {
            drop("t_clob32");
            exec("CREATE TABLE t_clob32 (v CLOB)");
            String text = "0123456789".repeat(10000);
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_clob32 VALUES (?)")) {
                s.setString(1, text);
                s.executeUpdate();
            }
            same(text, one1("SELECT v FROM t_clob32", r -> r.getString(1)));
        });
        add("value_rowid", () -> {
            drop("t_rowid");
            exec("CREATE TABLE t_rowid (v NUMBER)", "INSERT INTO t_rowid VALUES (7)");
            try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT rowid, v FROM t_rowid")) {
                r.next();
                RowId id = r.getRowId(1);
                try (PreparedStatement p = c.prepareStatement("UPDATE t_rowid SET v = v + 1 WHERE rowid = ?")) {
                    p.setRowId(1, id);
                    same(1, p.executeUpdate());
                }
                try (PreparedStatement p = c.prepareStatement("SELECT v FROM t_rowid WHERE rowid = ?")) {
                    p.setString(1, r.getString(1));
                    ResultSet q = p.executeQuery();
                    q.next();
                    same(8, q.getInt(1));
                }
            }
        });
    }

    interface Get<T> { T get(ResultSet r) throws SQLException; }

    static <T> T one1(String sql, Get<T> get) throws SQLException {
        try (Statement s = c.createStatement(); ResultSet r = s.executeQuery(sql)) {
            r.next();
            return get.get(r);
        }
    }

    /* --- statements --------------------------------------------------------------------------------------------------- */
    static void table(String name, int rows) throws SQLException {
        drop(name);
        exec("CREATE TABLE " + name + " (id NUMBER(9) PRIMARY KEY, word VARCHAR2(40), at DATE DEFAULT SYSDATE)");
        if (rows > 0) exec("INSERT INTO " + name + " (id, word) SELECT level, 'word' || level FROM dual CONNECT BY level <= " + rows);
    }

    static void statements() {
        add("execute_query", () -> {
            try (Statement s = c.createStatement()) {
                check(s.execute("SELECT 1 FROM dual"), "a result set");
                check(s.getResultSet().next(), "a row");
                check(!s.getMoreResults(), "no more");
                same(-1, s.getUpdateCount());
            }
        });
        add("execute_update_counts", () -> {
            table("t_counts", 10);
            try (Statement s = c.createStatement()) {
                same(4, s.executeUpdate("UPDATE t_counts SET word = 'x' WHERE id <= 4"));
                check(!s.execute("DELETE FROM t_counts WHERE id > 8"), "no result set");
                same(2, s.getUpdateCount());
                same(0L, s.executeLargeUpdate("DELETE FROM t_counts WHERE id = 77"));
                same(0, s.executeUpdate("CREATE INDEX t_counts_ix ON t_counts (word)"));
            }
        });
        add("execute_merge", () -> {
            table("t_merge", 3);
            try (PreparedStatement s = c.prepareStatement("MERGE INTO t_merge t USING (SELECT ? id, ? word FROM dual) x ON (t.id = x.id) "
                + "WHEN MATCHED THEN UPDATE SET t.word = x.word WHEN NOT MATCHED THEN INSERT (id, word) VALUES (x.id, x.word)")) {
                for (int i = 3; i <= 4; i++) {
                    s.setInt(1, i);
                    s.setString(2, "merged");
                    same(1, s.executeUpdate());
                }
            }
            same(new BigDecimal(2), one("SELECT COUNT(*) FROM t_merge WHERE word = 'merged'"));
        });
        add("execute_block", () -> {
            try (Statement s = c.createStatement()) {
                check(!s.execute("DECLARE n NUMBER; BEGIN n := 1; END;"), "no result set");
            }
        });
        add("execute_question_marks_in_text", () -> same("a?b", one("SELECT 'a?b' /* ? */ FROM dual WHERE 1 = ?", 1)));
        add("execute_many_binds", () -> {
            StringBuilder q = new StringBuilder("SELECT ");
            for (int i = 0; i < 300; i++) q.append(i > 0 ? "+" : "").append("?");
            try (PreparedStatement s = c.prepareStatement(q + " FROM dual")) {
                for (int i = 1; i <= 300; i++) s.setInt(i, i);
                ResultSet r = s.executeQuery();
                r.next();
                same(45150, r.getInt(1));
            }
        });
        add("execute_same_bind_twice_by_name", () -> {
            try (oracle.jdbc.OraclePreparedStatement s = (oracle.jdbc.OraclePreparedStatement) c.prepareStatement("SELECT :a || :b || :a FROM dual")) {
                s.setStringAtName("a", "x");
                s.setStringAtName("b", "y");
                ResultSet r = s.executeQuery();
                r.next();
                same("xyx", r.getString(1));
            }
        });
        add("escape_date", () -> same(Timestamp.valueOf("2024-01-02 00:00:00"), one1("SELECT {d '2024-01-02'} FROM dual", r -> r.getTimestamp(1))));
        add("escape_timestamp", () -> same(Timestamp.valueOf("2024-01-02 03:04:05.6"), one1("SELECT {ts '2024-01-02 03:04:05.6'} FROM dual", r -> r.getTimestamp(1))));
        add("escape_function", () -> same("ABC", one("SELECT {fn UCASE('abc')} FROM dual")));
        add("escape_outer_join", () -> {
            table("t_oj", 2);
            same(new BigDecimal(2), one("SELECT COUNT(*) FROM {oj t_oj a LEFT OUTER JOIN t_oj b ON a.id = b.id + 1}"));
        });
        add("escape_like", () -> {
            table("t_esc", 1);
            exec("INSERT INTO t_esc (id, word) VALUES (2, 'a%b')");
            same(new BigDecimal(1), one("SELECT COUNT(*) FROM t_esc WHERE word LIKE 'a\\%b' {escape '\\'}"));
        });
        add("reexecute_with_other_types", () -> {
            try (PreparedStatement s = c.prepareStatement("SELECT ? FROM dual")) {
                for (Object v : new Object[]{"text", 5, new BigDecimal("1.5"), Timestamp.valueOf("2024-01-01 00:00:00"), "again"}) {
                    s.setObject(1, v);
                    ResultSet r = s.executeQuery();
                    r.next();
                    same(String.valueOf(v).substring(0, 1), r.getString(1).substring(0, 1));
                }
            }
        });
        add("statement_cache", () -> {
            Properties p = new Properties();
            p.setProperty("oracle.jdbc.implicitStatementCacheSize", "5");
            try (Connection k = connect(p)) {
                for (int i = 0; i < 40; i++)
                    try (PreparedStatement s = k.prepareStatement("SELECT " + i % 8 + " + ? FROM dual")) {
                        s.setInt(1, i);
                        ResultSet r = s.executeQuery();
                        r.next();
                        same(i % 8 + i, r.getInt(1));
                    }
            }
        });
        add("max_rows", () -> {
            table("t_max", 50);
            try (Statement s = c.createStatement()) {
                s.setMaxRows(7);
                int n = 0;
                try (ResultSet r = s.executeQuery("SELECT id FROM t_max")) {
                    while (r.next()) n++;
                }
                same(7, n);
            }
        });
        for (int size : new int[]{1, 2, 10, 100, 1000})
            add("fetch_size_" + size, () -> {
                table("t_fetch", 250);
                try (Statement s = c.createStatement()) {
                    s.setFetchSize(size);
                    long sum = 0;
                    try (ResultSet r = s.executeQuery("SELECT id, word, at FROM t_fetch ORDER BY id")) {
                        while (r.next()) {
                            sum += r.getInt("id");
                            same("word" + r.getInt(1), r.getString("WORD"));
                        }
                    }
                    same(31375L, sum);
                }
            });
        add("open_result_sets_interleaved", () -> {
            table("t_inter", 30);
            try (Statement a = c.createStatement(); Statement b = c.createStatement()) {
                a.setFetchSize(3);
                b.setFetchSize(4);
                ResultSet x = a.executeQuery("SELECT id FROM t_inter ORDER BY id"), y = b.executeQuery("SELECT id FROM t_inter ORDER BY id DESC");
                for (int i = 1; i <= 30; i++) {
                    check(x.next() && y.next(), "rows");
                    same(31, x.getInt(1) + y.getInt(1));
                }
            }
        });
        add("find_column", () -> {
            try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT 1 AS a, 2 AS \"b c\" FROM dual")) {
                same(2, r.findColumn("b c"));
                try {
                    r.findColumn("nope");
                    check(false, "must fail");
                } catch (SQLException e) {
                    same(17006, e.getErrorCode());
                }
            }
        });
        add("error_position_and_state", () -> {
            try {
                exec("SELECT nope FROM dual");
                check(false, "must fail");
            } catch (SQLException e) {
                same(904, e.getErrorCode());
                same("42000", e.getSQLState());
                check(e instanceof SQLSyntaxErrorException, "its class");
            }
        });
        add("error_unique", () -> {
            table("t_uniq", 1);
            try {
                exec("INSERT INTO t_uniq (id) VALUES (1)");
                check(false, "must fail");
            } catch (SQLIntegrityConstraintViolationException e) {
                same(1, e.getErrorCode());
                same("23000", e.getSQLState());
                check(e.getMessage().contains("unique constraint (T_JDBC."), e.getMessage());
            }
        });
        add("error_not_null", () -> {
            drop("t_nn");
            exec("CREATE TABLE t_nn (a NUMBER NOT NULL)");
            fails(1400, () -> exec("INSERT INTO t_nn VALUES (NULL)"));
        });
        add("error_syntax", () -> fails(900, () -> exec("NOT A STATEMENT")));
        add("error_missing_bind", () -> fails(17041, () -> c.prepareStatement("SELECT ? FROM dual").executeQuery()));
        add("error_in_block", () -> {
            try {
                exec("BEGIN raise_application_error(-20123, 'mine'); END;");
                check(false, "must fail");
            } catch (SQLException e) {
                same(20123, e.getErrorCode());
                check(e.getMessage().startsWith("ORA-20123: mine\nORA-06512: at line 1"), e.getMessage());
            }
        });
        add("warning_of_compilation", () -> {
            try (Statement s = c.createStatement()) {
                s.execute("CREATE OR REPLACE PROCEDURE p_bad AS BEGIN nope; END;");
                check(s.getWarnings() != null, "a warning");
                same(17110, s.getWarnings().getErrorCode());
            }
            same(new BigDecimal(1), one("SELECT SIGN(COUNT(*)) FROM user_errors WHERE name = 'P_BAD'"));
            exec("DROP PROCEDURE p_bad");
        });
        add("query_timeout", () -> {
            try (Statement s = c.createStatement()) {
                s.setQueryTimeout(1);
                fails(1013, () -> s.executeQuery("SELECT COUNT(*) FROM (SELECT level FROM dual CONNECT BY level <= 3000), (SELECT level FROM dual CONNECT BY level <= 3000), "
                    + "(SELECT level FROM dual CONNECT BY level <= 3000)").next());
            }
            same(new BigDecimal(1), one("SELECT 1 FROM dual"));
        });
        add("cancel", () -> {
            try (Statement s = c.createStatement()) {
                Thread t = new Thread(() -> {
                    try {
                        Thread.sleep(400);
                        s.cancel();
                    } catch (Exception e) {
                        throw new RuntimeException(e);
                    }
                });
                t.start();
                fails(1013, () -> s.execute("BEGIN LOOP NULL; END LOOP; END;"));
                t.join();
            }
            same(new BigDecimal(1), one("SELECT 1 FROM dual"));
        });
    }

    /* --- batches, generated keys --------------------------------------------------------------------------------------- */
    static void batches() {
        for (int n : new int[]{1, 10, 1000, 5000})
            add("batch_insert_" + n, () -> {
                table("t_batch", 0);
                try (PreparedStatement s = c.prepareStatement("INSERT INTO t_batch (id, word) VALUES (?, ?)")) {
                    for (int i = 0; i < n; i++) {
                        s.setInt(1, i);
                        s.setString(2, i % 3 == 0 ? null : "w" + i);
                        s.addBatch();
                    }
                    int[] counts = s.executeBatch();
                    same(n, counts.length);
                    for (int k : counts) same(1, k);
                }
                same(new BigDecimal(n), one("SELECT COUNT(*) FROM t_batch"));
            });
        add("batch_update_counts", () -> {
            table("t_batchu", 10);
            try (PreparedStatement s = c.prepareStatement("UPDATE t_batchu SET word = ? WHERE id <= ?")) {
                for (int i : new int[]{3, 0, 10}) {
                    s.setString(1, "n" + i);
                    s.setInt(2, i);
                    s.addBatch();
                }
                same("[3, 0, 10]", Arrays.toString(s.executeBatch()));
            }
        });
        add("batch_of_statements", () -> {
            table("t_batchs", 3);
            try (Statement s = c.createStatement()) {
                s.addBatch("UPDATE t_batchs SET word = 'a' WHERE id = 1");
                s.addBatch("DELETE FROM t_batchs WHERE id > 1");
                s.addBatch("INSERT INTO t_batchs (id) VALUES (9)");
                same("[1, 2, 1]", Arrays.toString(s.executeBatch()));
            }
        });
        add("batch_error", () -> {
            table("t_batche", 0);
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_batche (id) VALUES (?)")) {
                for (int i : new int[]{1, 2, 2, 3}) {
                    s.setInt(1, i);
                    s.addBatch();
                }
                s.executeBatch();
                check(false, "must fail");
            } catch (BatchUpdateException e) {
                same(1, e.getErrorCode());
                same(2, (int) Arrays.stream(e.getUpdateCounts()).filter(x -> x >= 0 || x == Statement.SUCCESS_NO_INFO).count());
            }
        });
        add("batch_clear", () -> {
            table("t_batchc", 0);
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_batchc (id) VALUES (?)")) {
                s.setInt(1, 1);
                s.addBatch();
                s.clearBatch();
                same(0, s.executeBatch().length);
            }
        });
        add("batch_call", () -> {
            table("t_batchp", 0);
            exec("CREATE OR REPLACE PROCEDURE p_batch(a NUMBER) AS BEGIN INSERT INTO t_batchp (id) VALUES (a); END;");
            try (CallableStatement s = c.prepareCall("{call p_batch(?)}")) {
                for (int i = 0; i < 5; i++) {
                    s.setInt(1, i);
                    s.addBatch();
                }
                same(5, s.executeBatch().length);
            }
            same(new BigDecimal(5), one("SELECT COUNT(*) FROM t_batchp"));
        });
        add("keys_rowid", () -> {
            table("t_keyr", 0);
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_keyr (id, word) VALUES (?, ?)", Statement.RETURN_GENERATED_KEYS)) {
                s.setInt(1, 5);
                s.setString(2, "x");
                s.executeUpdate();
                ResultSet k = s.getGeneratedKeys();
                check(k.next(), "a key");
                same("x", one("SELECT word FROM t_keyr WHERE rowid = ?", k.getString(1)));
            }
        });
        add("keys_by_name", () -> {
            drop("t_keyn");
            exec("CREATE TABLE t_keyn (id NUMBER GENERATED ALWAYS AS IDENTITY, word VARCHAR2(20), n NUMBER DEFAULT 42)");
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_keyn (word) VALUES (?)", new String[]{"ID", "N"})) {
                for (int i = 1; i <= 3; i++) {
                    s.setString(1, "w" + i);
                    same(1, s.executeUpdate());
                    ResultSet k = s.getGeneratedKeys();
                    check(k.next(), "a key");
                    same(i, k.getInt(1));
                    same(42, k.getInt(2));
                }
            }
        });
        add("keys_by_index", () -> {
            drop("t_keyi");
            exec("CREATE TABLE t_keyi (id NUMBER GENERATED BY DEFAULT AS IDENTITY, word VARCHAR2(20))");
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_keyi (word) VALUES ('a')", new int[]{1})) {
                s.executeUpdate();
                ResultSet k = s.getGeneratedKeys();
                check(k.next(), "a key");
                same(1, k.getInt(1));
            }
        });
        add("keys_of_statement", () -> {
            drop("t_keys");
            exec("CREATE TABLE t_keys (id NUMBER GENERATED BY DEFAULT AS IDENTITY, word VARCHAR2(20))");
            try (Statement s = c.createStatement()) {
                s.executeUpdate("INSERT INTO t_keys (word) VALUES ('a')", new String[]{"id"});
                ResultSet k = s.getGeneratedKeys();
                check(k.next(), "a key");
                same(1, k.getInt(1));
            }
        });
        add("returning_registered", () -> {
            table("t_ret", 5);
            try (oracle.jdbc.OraclePreparedStatement s = (oracle.jdbc.OraclePreparedStatement) c.prepareStatement(
                "UPDATE t_ret SET word = UPPER(word) WHERE id <= ? RETURNING id, word INTO ?, ?")) {
                s.setInt(1, 3);
                s.registerReturnParameter(2, Types.INTEGER);
                s.registerReturnParameter(3, Types.VARCHAR, 40);
                same(3, s.executeUpdate());
                ResultSet r = s.getReturnResultSet();
                int n = 0;
                while (r.next()) {
                    n++;
                    same("WORD" + r.getInt(1), r.getString(2));
                }
                same(3, n);
            }
        });
    }

    /* --- calls ------------------------------------------------------------------------------------------------------------ */
    static void calls() {
        Body setup = () -> exec(
            "CREATE OR REPLACE PACKAGE p_call AS "
                + "PROCEDURE inout(a IN NUMBER, b IN OUT VARCHAR2, c OUT DATE); "
                + "FUNCTION add_up(a NUMBER, b NUMBER DEFAULT 10) RETURN NUMBER; "
                + "FUNCTION rows_to(n NUMBER) RETURN SYS_REFCURSOR; "
                + "PROCEDURE rows_out(n NUMBER, r OUT SYS_REFCURSOR); "
                + "PROCEDURE big(t IN OUT CLOB); "
                + "FUNCTION yes RETURN BOOLEAN; "
                + "TYPE t_list IS TABLE OF NUMBER INDEX BY PLS_INTEGER; "
                + "FUNCTION total(l t_list) RETURN NUMBER; "
                + "END;",
            "CREATE OR REPLACE PACKAGE BODY p_call AS "
                + "PROCEDURE inout(a IN NUMBER, b IN OUT VARCHAR2, c OUT DATE) IS BEGIN b := b || a; c := DATE '2024-05-06'; END; "
                + "FUNCTION add_up(a NUMBER, b NUMBER DEFAULT 10) RETURN NUMBER IS BEGIN RETURN a + b; END; "
                + "FUNCTION rows_to(n NUMBER) RETURN SYS_REFCURSOR IS r SYS_REFCURSOR; BEGIN OPEN r FOR SELECT level l, 'r' || level w FROM dual CONNECT BY level <= n; RETURN r; END; "
                + "PROCEDURE rows_out(n NUMBER, r OUT SYS_REFCURSOR) IS BEGIN r := rows_to(n); END; "
                + "PROCEDURE big(t IN OUT CLOB) IS BEGIN t := t || t; END; "
                + "FUNCTION yes RETURN BOOLEAN IS BEGIN RETURN TRUE; END; "
                + "FUNCTION total(l t_list) RETURN NUMBER IS n NUMBER := 0; BEGIN FOR i IN 1 .. l.COUNT LOOP n := n + l(i); END LOOP; RETURN n; END; "
                + "END;");
        add("call_setup", setup);
        for (String form : new String[]{"{call p_call.inout(?, ?, ?)}", "BEGIN p_call.inout(?, ?, ?); END;", "call p_call.inout(?, ?, ?)",
                                        "BEGIN p_call.inout(b => ?2, a => ?1, c => ?3); END;"})
            if (!form.contains("?2"))
                add("call_inout_" + form.charAt(0) + form.length(), () -> {
                    try (CallableStatement s = c.prepareCall(form)) {
                        s.setInt(1, 5);
                        s.setString(2, "x");
                        s.registerOutParameter(2, Types.VARCHAR);
                        s.registerOutParameter(3, Types.TIMESTAMP);
                        s.execute();
                        same("x5", s.getString(2));
                        same(Timestamp.valueOf("2024-05-06 00:00:00"), s.getTimestamp(3));
                    }
                });
        add("call_function", () -> {
            try (CallableStatement s = c.prepareCall("{? = call p_call.add_up(?, ?)}")) {
                s.registerOutParameter(1, Types.NUMERIC);
                s.setInt(2, 3);
                s.setBigDecimal(3, new BigDecimal("4.5"));
                s.execute();
                same(new BigDecimal("7.5"), s.getBigDecimal(1));
            }
        });
        add("call_function_default", () -> {
            try (CallableStatement s = c.prepareCall("BEGIN :r := p_call.add_up(:a); END;")) {
                s.registerOutParameter(1, Types.INTEGER);
                s.setInt(2, 3);
                s.execute();
                same(13, s.getInt(1));
            }
        });
        add("call_by_name", () -> {
            try (CallableStatement s = c.prepareCall("{call p_call.inout(?, ?, ?)}")) {
                s.setInt("a", 7);
                s.setString("b", "n");
                s.registerOutParameter("b", Types.VARCHAR);
                s.registerOutParameter("c", Types.DATE);
                s.execute();
                same("n7", s.getString("b"));
            }
        });
        add("call_null_out", () -> {
            try (CallableStatement s = c.prepareCall("BEGIN ? := NULL; END;")) {
                s.registerOutParameter(1, Types.INTEGER);
                s.execute();
                same(0, s.getInt(1));
                check(s.wasNull(), "NULL");
            }
        });
        for (int n : new int[]{0, 1, 200})
            add("call_ref_cursor_" + n, () -> {
                try (CallableStatement s = c.prepareCall("{? = call p_call.rows_to(?)}")) {
                    s.registerOutParameter(1, oracle.jdbc.OracleTypes.CURSOR);
                    s.setInt(2, Math.max(n, 1));
                    s.execute();
                    ResultSet r = (ResultSet) s.getObject(1);
                    int k = 0;
                    while (r.next()) {
                        k++;
                        same("r" + k, r.getString("W"));
                        same(k, r.getInt(1));
                    }
                    same(Math.max(n, 1), k);
                }
            });
        add("call_ref_cursor_out_types", () -> {
            try (CallableStatement s = c.prepareCall("BEGIN p_call.rows_out(3, ?); END;")) {
                s.registerOutParameter(1, Types.REF_CURSOR);
                s.execute();
                ResultSet r = s.getObject(1, ResultSet.class);
                same("L", r.getMetaData().getColumnName(1));
                same(3, rows(r, "L").size());
            }
        });
        add("call_clob_inout", () -> {
            Clob k = c.createClob();
            k.setString(1, "ab".repeat(20000));
            try (CallableStatement s = c.prepareCall("{call p_call.big(?)}")) {
                s.setClob(1, k);
                s.registerOutParameter(1, Types.CLOB);
                s.execute();
                same(80000L, s.getClob(1).length());
            }
        });
        add("call_plsql_boolean", () -> {
            try (CallableStatement s = c.prepareCall("{? = call p_call.yes}")) {
                s.registerOutParameter(1, oracle.jdbc.OracleTypes.PLSQL_BOOLEAN);
                s.execute();
                check(s.getBoolean(1), "true");
            }
        });
        add("call_index_table", () -> {
            try (oracle.jdbc.OracleCallableStatement s = (oracle.jdbc.OracleCallableStatement) c.prepareCall("BEGIN ? := p_call.total(?); END;")) {
                s.registerOutParameter(1, Types.INTEGER);
                s.setPlsqlIndexTable(2, new int[]{1, 2, 3, 4}, 10, 4, oracle.jdbc.OracleTypes.NUMBER, 0);
                s.execute();
                same(10, s.getInt(1));
            }
        });
        add("call_exception", () -> fails(6502, () -> exec("DECLARE n NUMBER(2); BEGIN n := 1000; END;")));
        add("call_no_such_procedure", () -> fails(6550, () -> {
            try (CallableStatement s = c.prepareCall("{call no_such_thing(1)}")) {
                s.execute();
            }
        }));
        add("call_repeated", () -> {
            try (CallableStatement s = c.prepareCall("{? = call p_call.add_up(?, 1)}")) {
                s.registerOutParameter(1, Types.INTEGER);
                for (int i = 0; i < 50; i++) {
                    s.setInt(2, i);
                    s.execute();
                    same(i + 1, s.getInt(1));
                }
            }
        });
        add("call_dbms_output", () -> {
            exec("BEGIN dbms_output.enable(NULL); dbms_output.put_line('one'); dbms_output.put_line('two'); END;");
            try (CallableStatement s = c.prepareCall("BEGIN dbms_output.get_line(?, ?); END;")) {
                s.registerOutParameter(1, Types.VARCHAR);
                s.registerOutParameter(2, Types.INTEGER);
                s.execute();
                same("one", s.getString(1));
                s.execute();
                same("two", s.getString(1));
                s.execute();
                same(1, s.getInt(2));
            }
        });
    }

    /* --- LOBs --------------------------------------------------------------------------------------------------------------- */
    static void lobs() {
        add("lob_setup", () -> {
            drop("t_lob");
            exec("CREATE TABLE t_lob (id NUMBER PRIMARY KEY, c CLOB, b BLOB, n NCLOB)");
        });
        for (int size : new int[]{0, 1, 4000, 32767, 32768, 200000}) {
            add("lob_clob_stream_" + size, () -> {
                exec("DELETE FROM t_lob");
                String text = "\u00e4bc\u20ac".repeat(size / 4 + 1).substring(0, size);
                try (PreparedStatement s = c.prepareStatement("INSERT INTO t_lob (id, c) VALUES (1, ?)")) {
                    s.setCharacterStream(1, new StringReader(text), size);
                    s.executeUpdate();
                }
                String got = one1("SELECT c FROM t_lob", r -> {
                    try (Reader in = r.getCharacterStream(1)) {
                        if (in == null) return "";
                        StringWriter w = new StringWriter();
                        in.transferTo(w);
                        return w.toString();
                    } catch (IOException e) {
                        throw new SQLException(e);
                    }
                });
                same(text.length(), got.length());
                check(text.equals(got), "text");
            });
            add("lob_blob_stream_" + size, () -> {
                exec("DELETE FROM t_lob");
                byte[] bytes = new byte[size];
                new Random(size).nextBytes(bytes);
                try (PreparedStatement s = c.prepareStatement("INSERT INTO t_lob (id, b) VALUES (1, ?)")) {
                    s.setBinaryStream(1, new ByteArrayInputStream(bytes), size);
                    s.executeUpdate();
                }
                byte[] got = one1("SELECT b FROM t_lob", r -> {
                    try (InputStream in = r.getBinaryStream(1)) {
                        return in == null ? new byte[0] : in.readAllBytes();
                    } catch (IOException e) {
                        throw new SQLException(e);
                    }
                });
                same(bytes, got);
            });
        }
        Body fill = () -> {
            exec("DELETE FROM t_lob", "INSERT INTO t_lob VALUES (1, 'hello world', HEXTORAW('0102030405'), N'n')");
            c.setAutoCommit(false);
        };
        add("lob_clob_methods", () -> {
            fill.run();
            try {
                Clob k = one1("SELECT c FROM t_lob FOR UPDATE", r -> r.getClob(1));
                same(11L, k.length());
                same("world", k.getSubString(7, 5));
                same(7L, k.position("world", 1));
                k.setString(7, "there");
                same("hello there", k.getSubString(1, 100));
                k.truncate(5);
                same(5L, k.length());
                try (Writer w = k.setCharacterStream(6)) {
                    w.write(" again");
                }
                c.commit();
                same("hello again", one1("SELECT c FROM t_lob", r -> r.getString(1)));
            } finally {
                c.setAutoCommit(true);
            }
        });
        add("lob_blob_methods", () -> {
            fill.run();
            try {
                Blob k = one1("SELECT b FROM t_lob FOR UPDATE", r -> r.getBlob(1));
                same(5L, k.length());
                same(new byte[]{2, 3}, k.getBytes(2, 2));
                same(3L, k.position(new byte[]{3, 4}, 1));
                k.setBytes(6, new byte[]{6, 7});
                same(7L, k.length());
                k.truncate(2);
                c.commit();
                same(new byte[]{1, 2}, one1("SELECT b FROM t_lob", r -> r.getBytes(1)));
            } finally {
                c.setAutoCommit(true);
            }
        });
        add("lob_temporary", () -> {
            Clob k = c.createClob();
            k.setString(1, "temporary");
            Blob b = c.createBlob();
            b.setBytes(1, new byte[]{9, 8});
            exec("DELETE FROM t_lob");
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_lob (id, c, b) VALUES (1, ?, ?)")) {
                s.setClob(1, k);
                s.setBlob(2, b);
                same(1, s.executeUpdate());
            }
            k.free();
            b.free();
            same("temporary", one1("SELECT c FROM t_lob", r -> r.getString(1)));
            same(new byte[]{9, 8}, one1("SELECT b FROM t_lob", r -> r.getBytes(1)));
        });
        add("lob_copy_between_rows", () -> {
            exec("DELETE FROM t_lob", "INSERT INTO t_lob (id, c) VALUES (1, 'copied')");
            Clob k = one1("SELECT c FROM t_lob WHERE id = 1", r -> r.getClob(1));
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_lob (id, c) VALUES (2, ?)")) {
                s.setClob(1, k);
                s.executeUpdate();
            }
            same("copied", one1("SELECT c FROM t_lob WHERE id = 2", r -> r.getString(1)));
        });
        add("lob_nclob", () -> {
            exec("DELETE FROM t_lob");
            try (PreparedStatement s = c.prepareStatement("INSERT INTO t_lob (id, n) VALUES (1, ?)")) {
                s.setNClob(1, new StringReader("\u65e5\u672c"));
                s.executeUpdate();
            }
            same("\u65e5\u672c", one1("SELECT n FROM t_lob", r -> r.getNClob(1).getSubString(1, 10)));
        });
        add("lob_many_rows", () -> {
            exec("DELETE FROM t_lob", "INSERT INTO t_lob (id, c) SELECT level, RPAD('x', level * 40, 'y') FROM dual CONNECT BY level <= 60");
            int n = 0;
            try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT id, c, b FROM t_lob ORDER BY id")) {
                while (r.next()) {
                    same(r.getInt(1) * 40, r.getString(2).length());
                    same(null, r.getBlob(3));
                    n++;
                }
            }
            same(60, n);
        });
        add("lob_empty", () -> {
            exec("DELETE FROM t_lob", "INSERT INTO t_lob (id, c, b) VALUES (1, EMPTY_CLOB(), EMPTY_BLOB())");
            same(0L, one1("SELECT c FROM t_lob", r -> r.getClob(1).length()));
            same(0L, one1("SELECT b FROM t_lob", r -> r.getBlob(1).length()));
        });
    }

    /* --- transactions, connections --------------------------------------------------------------------------------------------- */
    static void transactions() {
        add("commit_rollback", () -> {
            table("t_tx", 0);
            c.setAutoCommit(false);
            try {
                exec("INSERT INTO t_tx (id) VALUES (1)");
                c.rollback();
                exec("INSERT INTO t_tx (id) VALUES (2)");
                c.commit();
                exec("INSERT INTO t_tx (id) VALUES (3)");
                c.rollback();
                same(new BigDecimal(2), one("SELECT MAX(id) FROM t_tx"));
            } finally {
                c.setAutoCommit(true);
            }
        });
        add("savepoints", () -> {
            table("t_sp", 0);
            c.setAutoCommit(false);
            try {
                exec("INSERT INTO t_sp (id) VALUES (1)");
                Savepoint a = c.setSavepoint("a_point");
                exec("INSERT INTO t_sp (id) VALUES (2)");
                Savepoint b = c.setSavepoint();
                exec("INSERT INTO t_sp (id) VALUES (3)");
                c.rollback(b);
                same(new BigDecimal(2), one("SELECT COUNT(*) FROM t_sp"));
                c.rollback(a);
                c.commit();
                same(new BigDecimal(1), one("SELECT COUNT(*) FROM t_sp"));
            } finally {
                c.setAutoCommit(true);
            }
        });
        add("statement_error_keeps_transaction", () -> {
            table("t_ske", 0);
            c.setAutoCommit(false);
            try {
                exec("INSERT INTO t_ske (id) VALUES (1)");
                fails(1, () -> exec("INSERT INTO t_ske (id) VALUES (1)"));
                exec("INSERT INTO t_ske (id) VALUES (2)");
                c.commit();
                same(new BigDecimal(2), one("SELECT COUNT(*) FROM t_ske"));
            } finally {
                c.setAutoCommit(true);
            }
        });
        add("isolation_serializable", () -> {
            table("t_iso", 1);
            try (Connection k = connect(new Properties())) {
                k.setAutoCommit(false);
                k.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
                same(Connection.TRANSACTION_SERIALIZABLE, k.getTransactionIsolation());
                try (Statement s = k.createStatement(); ResultSet r = s.executeQuery("SELECT COUNT(*) FROM t_iso")) {
                    r.next();
                    same(1, r.getInt(1));
                }
                exec("INSERT INTO t_iso (id) VALUES (50)");
                try (Statement s = k.createStatement(); ResultSet r = s.executeQuery("SELECT COUNT(*) FROM t_iso")) {
                    r.next();
                    same(1, r.getInt(1));
                }
                k.rollback();
            }
        });
        add("read_only", () -> {
            table("t_ro", 1);
            try (Connection k = connect(new Properties())) {
                k.setAutoCommit(false);
                try (Statement s = k.createStatement()) {
                    s.execute("SET TRANSACTION READ ONLY");
                    fails(1456, () -> s.execute("INSERT INTO t_ro (id) VALUES (9)"));
                }
                k.rollback();
            }
        });
        add("row_lock_nowait", () -> {
            table("t_lock", 1);
            try (Connection k = connect(new Properties())) {
                k.setAutoCommit(false);
                k.createStatement().executeQuery("SELECT id FROM t_lock FOR UPDATE").next();
                fails(54, () -> one("SELECT id FROM t_lock FOR UPDATE NOWAIT"));
                k.rollback();
            }
        });
        add("is_valid", () -> check(c.isValid(5), "valid"));
        add("schema", () -> {
            same("T_JDBC", c.getSchema());
            try (Connection k = connect(new Properties())) {
                k.setSchema("SYSTEM");
                same("SYSTEM", k.getSchema());
            }
        });
        add("client_info", () -> {
            try (Connection k = connect(new Properties())) {
                k.setClientInfo("OCSID.MODULE", "my module");
                k.setClientInfo("OCSID.ACTION", "act");
                k.setClientInfo("OCSID.CLIENTID", "me");
                try (Statement s = k.createStatement(); ResultSet r = s.executeQuery("SELECT SYS_CONTEXT('USERENV', 'MODULE') || '|' || SYS_CONTEXT('USERENV', 'ACTION') "
                    + "|| '|' || SYS_CONTEXT('USERENV', 'CLIENT_IDENTIFIER') FROM dual")) {
                    r.next();
                    same("my module|act|me", r.getString(1));
                }
            }
        });
        add("wrong_password", () -> fails(1017, () -> DriverManager.getConnection(url, user, "wrong").close()));
        add("wrong_service", () -> fails(12514, () -> DriverManager.getConnection(url.replaceAll("/[^/]*$", "/nosuch"), user, password).close()));
        add("closed_connection", () -> {
            Connection k = connect(new Properties());
            k.close();
            check(k.isClosed(), "closed");
            fails(17008, () -> k.createStatement().execute("SELECT 1 FROM dual"));
        });
        add("abort", () -> {
            Connection k = connect(new Properties());
            k.abort(Runnable::run);
            check(k.isClosed(), "closed");
        });
        add("network_timeout", () -> {
            try (Connection k = connect(new Properties())) {
                k.setNetworkTimeout(Runnable::run, 30000);
                same(30000, k.getNetworkTimeout());
            }
        });
        add("unwrap", () -> check(c.unwrap(oracle.jdbc.OracleConnection.class) != null, "unwraps"));
        add("change_password", () -> {
            Properties p = new Properties();
            p.setProperty("oracle.jdbc.newPassword", password + "x");
            connect(p).close();
            try {
                DriverManager.getConnection(url, user, password + "x").close();
            } finally {
                exec("ALTER USER " + user + " IDENTIFIED BY \"" + password + "\"");
            }
        });
        add("session_properties", () -> {
            Properties p = new Properties();
            p.setProperty("v$session.program", "my program");
            try (Connection k = connect(p); Statement s = k.createStatement();
                 ResultSet r = s.executeQuery("SELECT SYS_CONTEXT('USERENV', 'SESSION_USER'), SYS_CONTEXT('USERENV', 'CLIENT_PROGRAM_NAME') FROM dual")) {
                r.next();
                same(user, r.getString(1));
                same("my program", r.getString(2));
            }
        });
        add("parallel_connections", () -> {
            ExecutorService threads = Executors.newFixedThreadPool(8);
            List<Future<Integer>> all = new ArrayList<>();
            for (int i = 0; i < 16; i++) {
                int n = i;
                all.add(threads.submit(() -> {
                    try (Connection k = connect(new Properties()); PreparedStatement s = k.prepareStatement("SELECT ? * 2 FROM dual")) {
                        s.setInt(1, n);
                        ResultSet r = s.executeQuery();
                        r.next();
                        return r.getInt(1);
                    }
                }));
            }
            for (int i = 0; i < 16; i++) same(2 * i, all.get(i).get(60, TimeUnit.SECONDS));
            threads.shutdown();
        });
    }

    /* --- result sets that scroll and update ----------------------------------------------------------------------------------------- */
    static void resultSets() {
        add("scroll", () -> {
            table("t_scroll", 25);
            try (Statement s = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                 ResultSet r = s.executeQuery("SELECT id FROM t_scroll ORDER BY id")) {
                check(r.isBeforeFirst(), "before first");
                check(r.last(), "last");
                same(25, r.getInt(1));
                same(25, r.getRow());
                check(r.absolute(10), "absolute");
                same(10, r.getInt(1));
                check(r.relative(-3), "relative");
                same(7, r.getInt(1));
                check(r.previous(), "previous");
                same(6, r.getInt(1));
                check(r.first() && r.isFirst(), "first");
                check(!r.previous(), "before the first");
                r.afterLast();
                check(r.isAfterLast(), "after last");
                check(r.previous() && r.isLast(), "last again");
                check(r.absolute(-2), "from the end");
                same(24, r.getInt(1));
            }
        });
        add("scroll_empty", () -> {
            try (Statement s = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_READ_ONLY);
                 ResultSet r = s.executeQuery("SELECT 1 FROM dual WHERE 1 = 0")) {
                check(!r.last() && !r.first() && !r.next(), "no row");
            }
        });
        add("update_row", () -> {
            table("t_upd", 5);
            try (Statement s = c.createStatement(ResultSet.TYPE_SCROLL_INSENSITIVE, ResultSet.CONCUR_UPDATABLE);
                 ResultSet r = s.executeQuery("SELECT id, word FROM t_upd ORDER BY id")) {
                same(ResultSet.CONCUR_UPDATABLE, r.getConcurrency());
                check(r.absolute(3), "third");
                r.updateString(2, "changed");
                r.updateRow();
                same("changed", r.getString(2));
            }
            same("changed", one("SELECT word FROM t_upd WHERE id = 3"));
        });
        add("update_insert_row", () -> {
            table("t_ins", 1);
            try (Statement s = c.createStatement(ResultSet.TYPE_FORWARD_ONLY, ResultSet.CONCUR_UPDATABLE);
                 ResultSet r = s.executeQuery("SELECT id, word FROM t_ins")) {
                r.moveToInsertRow();
                r.updateInt(1, 77);
                r.updateString(2, "inserted");
                r.insertRow();
                r.moveToCurrentRow();
            }
            same("inserted", one("SELECT word FROM t_ins WHERE id = 77"));
        });
        add("update_delete_row", () -> {
            table("t_del", 4);
            try (Statement s = c.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
                 ResultSet r = s.executeQuery("SELECT id, word FROM t_del ORDER BY id")) {
                r.absolute(2);
                r.deleteRow();
            }
            same(new BigDecimal(3), one("SELECT COUNT(*) FROM t_del"));
        });
        add("update_refresh_row", () -> {
            table("t_ref", 2);
            try (Statement s = c.createStatement(ResultSet.TYPE_SCROLL_SENSITIVE, ResultSet.CONCUR_UPDATABLE);
                 ResultSet r = s.executeQuery("SELECT id, word FROM t_ref WHERE id = 1")) {
                r.next();
                exec("UPDATE t_ref SET word = 'fresh' WHERE id = 1");
                r.refreshRow();
                same("fresh", r.getString(2));
            }
        });
        String types = "NUMBER(10,2)|VARCHAR2(20)|CHAR(3)|DATE|TIMESTAMP(3)|CLOB|BLOB|RAW(16)|NUMBER|FLOAT|BINARY_DOUBLE|NVARCHAR2(10)|TIMESTAMP WITH TIME ZONE|INTERVAL DAY TO SECOND|ROWID";
        int[] sql = {Types.NUMERIC, Types.VARCHAR, Types.CHAR, Types.TIMESTAMP, Types.TIMESTAMP, Types.CLOB, Types.BLOB, Types.VARBINARY, Types.NUMERIC, Types.NUMERIC,
            101, Types.NVARCHAR, -101, -104, Types.ROWID};
        String[] names = {"NUMBER", "VARCHAR2", "CHAR", "DATE", "TIMESTAMP", "CLOB", "BLOB", "RAW", "NUMBER", "NUMBER", "BINARY_DOUBLE", "NVARCHAR2", "TIMESTAMP WITH TIME ZONE",
            "INTERVALDS", "ROWID"};
        String[] classes = {"java.math.BigDecimal", "java.lang.String", "java.lang.String", "java.sql.Timestamp", "oracle.sql.TIMESTAMP", "oracle.jdbc.OracleClob",
            "oracle.jdbc.OracleBlob", "[B", "java.math.BigDecimal", "java.lang.Double", "java.lang.Double", "java.lang.String", "oracle.sql.TIMESTAMPTZ", "oracle.sql.INTERVALDS",
            "oracle.sql.ROWID"};
        String[] list = types.split("\\|");
        for (int i = 0; i < list.length; i++) {
            int k = i;
            add("metadata_" + list[k].replaceAll("[^A-Za-z0-9]+", "_").toLowerCase(), () -> {
                drop("t_meta");
                exec("CREATE TABLE t_meta (v " + list[k] + " NOT NULL, w " + list[k] + ")");
                try (Statement s = c.createStatement(); ResultSet r = s.executeQuery("SELECT v, w AS \"Other\" FROM t_meta")) {
                    ResultSetMetaData m = r.getMetaData();
                    same(2, m.getColumnCount());
                    same("V", m.getColumnName(1));
                    same("Other", m.getColumnLabel(2));
                    same(sql[k], m.getColumnType(1));
                    same(names[k], m.getColumnTypeName(1));
                    same(classes[k], m.getColumnClassName(1));
                    same(ResultSetMetaData.columnNoNulls, m.isNullable(1));
                    same(ResultSetMetaData.columnNullable, m.isNullable(2));
                }
            });
        }
        add("metadata_precision_scale", () -> {
            drop("t_metap");
            exec("CREATE TABLE t_metap (a NUMBER(10,2), b VARCHAR2(20 CHAR), c NUMBER(9))");
            try (PreparedStatement s = c.prepareStatement("SELECT a, b, c FROM t_metap")) {
                ResultSetMetaData m = s.getMetaData();
                same(10, m.getPrecision(1));
                same(2, m.getScale(1));
                same(20, m.getPrecision(2));
                same(9, m.getPrecision(3));
                check(m.isSigned(1), "signed");
            }
        });
        add("metadata_of_parameters", () -> {
            try (PreparedStatement s = c.prepareStatement("SELECT 1 FROM dual WHERE 1 = ? AND 'a' = ?")) {
                same(2, s.getParameterMetaData().getParameterCount());
            }
        });
    }

    /* --- DatabaseMetaData ------------------------------------------------------------------------------------------------------------- */
    static void metadata() {
        add("db_setup", () -> {
            drop("d_child", "d_parent", "VIEW d_view", "SEQUENCE d_seq", "SYNONYM d_syn");
            exec("CREATE TABLE d_parent (id NUMBER(9) CONSTRAINT d_parent_pk PRIMARY KEY, a VARCHAR2(30 CHAR) DEFAULT 'x' NOT NULL, b NUMBER(10,2), c DATE, d CLOB, e RAW(16), f TIMESTAMP(3), "
                    + "g CHAR(5), CONSTRAINT d_parent_uk UNIQUE (a, b))",
                "CREATE TABLE d_child (x NUMBER(9), y NUMBER(9) CONSTRAINT d_child_fk REFERENCES d_parent (id) ON DELETE CASCADE, CONSTRAINT d_child_pk PRIMARY KEY (x, y))",
                "CREATE INDEX d_child_ix ON d_child (y)",
                "COMMENT ON TABLE d_parent IS 'the parents'", "COMMENT ON COLUMN d_parent.a IS 'the a'",
                "CREATE VIEW d_view AS SELECT id, a FROM d_parent", "CREATE SEQUENCE d_seq", "CREATE SYNONYM d_syn FOR d_parent",
                "CREATE OR REPLACE FUNCTION d_fun(p1 NUMBER, p2 OUT VARCHAR2) RETURN DATE AS BEGIN RETURN NULL; END;",
                "CREATE OR REPLACE PACKAGE d_pkg AS PROCEDURE one(a NUMBER); FUNCTION two(b VARCHAR2, c IN OUT NUMBER) RETURN NUMBER; END;");
        });
        add("db_product", () -> {
            DatabaseMetaData m = c.getMetaData();
            same("Oracle", m.getDatabaseProductName());
            same(19, m.getDatabaseMajorVersion());
            check(m.getDatabaseProductVersion().contains("19"), m.getDatabaseProductVersion());
            same("T_JDBC", m.getUserName());
            check(m.getURL().startsWith("jdbc:oracle:thin"), "URL");
            same("\"", m.getIdentifierQuoteString());
            check(m.storesUpperCaseIdentifiers(), "upper case");
            check(m.supportsBatchUpdates() && m.supportsSavepoints() && m.supportsGetGeneratedKeys(), "supports");
        });
        add("db_schemas", () -> {
            List<String> l = rows(c.getMetaData().getSchemas(), "TABLE_SCHEM");
            check(l.contains("T_JDBC") && l.contains("SYS") && l.contains("SYSTEM"), "SYS, SYSTEM and the user's own");
        });
        add("db_schemas_pattern", () -> c.getMetaData().getSchemas(null, "T_JDBC").close());
        add("db_catalogs", () -> check(!c.getMetaData().getCatalogs().next(), "none"));
        add("db_table_types", () -> {
            List<String> l = rows(c.getMetaData().getTableTypes(), "TABLE_TYPE");
            check(l.contains("TABLE") && l.contains("VIEW") && l.contains("SYNONYM"), l.toString());
        });
        add("db_tables", () -> same("[D_CHILD|TABLE|null, D_PARENT|TABLE|null]", rows(c.getMetaData().getTables(null, "T_JDBC", "D/_%", new String[]{"TABLE"}),
            "TABLE_NAME", "TABLE_TYPE", "REMARKS").toString()));
        add("db_tables_all", () -> same("[D_SYN|SYNONYM, D_CHILD|TABLE, D_PARENT|TABLE, D_VIEW|VIEW]", rows(c.getMetaData().getTables(null, "T_JDBC", "D/_%", null),
            "TABLE_NAME", "TABLE_TYPE").toString()));
        add("db_tables_remarks", () -> {
            Properties p = new Properties();
            p.setProperty("remarksReporting", "true");
            try (Connection k = connect(p)) {
                same("[D_PARENT|the parents]", rows(k.getMetaData().getTables(null, "T_JDBC", "D/_PARENT", null), "TABLE_NAME", "REMARKS").toString());
                same("[the a]", rows(k.getMetaData().getColumns(null, "T_JDBC", "D/_PARENT", "A"), "REMARKS").toString());
            }
        });
        add("db_columns", () -> same("[ID|2|NUMBER|9|0|0|1, A|12|VARCHAR2|30|null|0|2, B|2|NUMBER|10|2|1|3, C|93|DATE|7|null|1|4, D|2005|CLOB|4000|null|1|5, E|-3|RAW|16|null|1|6, "
                + "F|93|TIMESTAMP(3)|11|3|1|7, G|1|CHAR|5|null|1|8]",
            rows(c.getMetaData().getColumns(null, "T_JDBC", "D/_PARENT", null), "COLUMN_NAME", "DATA_TYPE", "TYPE_NAME", "COLUMN_SIZE", "DECIMAL_DIGITS", "NULLABLE",
                "ORDINAL_POSITION").toString()));
        add("db_columns_default", () -> {
            ResultSet r = c.getMetaData().getColumns(null, "T_JDBC", "D/_PARENT", "A");
            r.next();
            same("'x'", r.getString("COLUMN_DEF").trim());
            same("NO", r.getString("IS_NULLABLE"));
        });
        add("db_columns_of_view", () -> same("[ID, A]", rows(c.getMetaData().getColumns(null, "T_JDBC", "D/_VIEW", "%"), "COLUMN_NAME").toString()));
        add("db_primary_keys", () -> same("[X|1|D_CHILD_PK, Y|2|D_CHILD_PK]", rows(c.getMetaData().getPrimaryKeys(null, "T_JDBC", "D_CHILD"), "COLUMN_NAME", "KEY_SEQ", "PK_NAME").toString()));
        add("db_imported_keys", () -> same("[D_PARENT|ID|D_CHILD|Y|1|0|D_CHILD_FK|D_PARENT_PK]", rows(c.getMetaData().getImportedKeys(null, "T_JDBC", "D_CHILD"),
            "PKTABLE_NAME", "PKCOLUMN_NAME", "FKTABLE_NAME", "FKCOLUMN_NAME", "KEY_SEQ", "DELETE_RULE", "FK_NAME", "PK_NAME").toString()));
        add("db_exported_keys", () -> same("[D_CHILD|Y]", rows(c.getMetaData().getExportedKeys(null, "T_JDBC", "D_PARENT"), "FKTABLE_NAME", "FKCOLUMN_NAME").toString()));
        add("db_cross_reference", () -> same("[D_CHILD_FK]", rows(c.getMetaData().getCrossReference(null, "T_JDBC", "D_PARENT", null, "T_JDBC", "D_CHILD"), "FK_NAME").toString()));
        add("db_index_info", () -> same("[null|0|null, D_CHILD_IX|1|Y, D_CHILD_PK|0|X, D_CHILD_PK|0|Y]".replace("null|0|null, ", ""), rows2(c.getMetaData().getIndexInfo(null, "T_JDBC", "D_CHILD", false, true))));
        add("db_index_info_unique", () -> same("[D_CHILD_PK|0|X, D_CHILD_PK|0|Y]", rows2(c.getMetaData().getIndexInfo(null, "T_JDBC", "D_CHILD", true, true))));
        add("db_procedures", () -> {
            List<String> l = rows(c.getMetaData().getProcedures(null, "T_JDBC", "D/_FUN"), "PROCEDURE_NAME", "PROCEDURE_TYPE");
            same("[D_FUN|2]", l.toString());
            same("[ONE, TWO]", rows(c.getMetaData().getProcedures("D_PKG", "T_JDBC", "%"), "PROCEDURE_NAME").toString());
        });
        add("db_procedure_columns", () -> same("[null|5|91, P1|1|2, P2|4|12]".replace("|91", "|93"), rows(c.getMetaData().getProcedureColumns(null, "T_JDBC", "D/_FUN", "%"),
            "COLUMN_NAME", "COLUMN_TYPE", "DATA_TYPE").toString()));
        add("db_functions", () -> same("[D_FUN]", rows(c.getMetaData().getFunctions(null, "T_JDBC", "D/_FUN"), "FUNCTION_NAME").toString()));
        add("db_function_columns", () -> check(rows(c.getMetaData().getFunctionColumns(null, "T_JDBC", "D/_FUN", "%"), "COLUMN_NAME").contains("P1"), "parameters"));
        add("db_type_info", () -> {
            List<String> l = rows(c.getMetaData().getTypeInfo(), "TYPE_NAME");
            check(l.contains("NUMBER") && l.contains("VARCHAR2") && l.contains("TIMESTAMP"), l.toString());
        });
        add("db_best_row_identifier", () -> check(rows(c.getMetaData().getBestRowIdentifier(null, "T_JDBC", "D_PARENT", DatabaseMetaData.bestRowTransaction, false), "COLUMN_NAME")
            .contains("ROWID"), "ROWID"));
        add("db_version_columns", () -> c.getMetaData().getVersionColumns(null, "T_JDBC", "D_PARENT").close());
        add("db_table_privileges", () -> {
            exec("GRANT SELECT ON d_parent TO PUBLIC");
            check(rows(c.getMetaData().getTablePrivileges(null, "T_JDBC", "D_PARENT"), "GRANTEE", "PRIVILEGE").contains("PUBLIC|SELECT"), "the grant");
        });
        add("db_column_privileges", () -> c.getMetaData().getColumnPrivileges(null, "T_JDBC", "D_PARENT", "%").close());
        add("db_udts", () -> c.getMetaData().getUDTs(null, "T_JDBC", "%", null).close());
        add("db_client_info_properties", () -> check(c.getMetaData().getClientInfoProperties() != null, "properties"));
        add("db_max_column_name_length", () -> same(128, c.getMetaData().getMaxColumnNameLength()));
        add("db_sql_keywords", () -> check(c.getMetaData().getSQLKeywords().length() > 10, "keywords"));
        add("db_limits", () -> {
            DatabaseMetaData m = c.getMetaData();
            check(m.getMaxColumnsInTable() >= 1000, "columns");
            check(m.getNumericFunctions().contains("ABS") && m.getStringFunctions().contains("CONCAT") && m.getTimeDateFunctions().length() > 0, "functions");
            same(Connection.TRANSACTION_READ_COMMITTED, m.getDefaultTransactionIsolation());
        });
    }

    static String rows2(ResultSet r) throws SQLException {
        List<String> l = rows(r, "INDEX_NAME", "NON_UNIQUE", "COLUMN_NAME");
        l.removeIf(x -> x.startsWith("null|"));
        Collections.sort(l);
        return l.toString();
    }

    /* --- the runner --------------------------------------------------------------------------------------------------------------------- */
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        String client = args[0], folder = args[5];
        url = "jdbc:oracle:thin:@//" + args[1] + ":" + args[2] + "/" + args[3];
        user = "T_JDBC";
        try (Connection k = DriverManager.getConnection(url, "system", args[4]); Statement s = k.createStatement()) {
            try {
                s.execute("DROP USER " + user + " CASCADE");
            } catch (SQLException e) {
                if (e.getErrorCode() != 1918) throw e;
            }
            s.execute("CREATE USER " + user + " IDENTIFIED BY \"" + password + "\"");
            s.execute("GRANT CONNECT, RESOURCE, CREATE VIEW, CREATE SYNONYM, UNLIMITED TABLESPACE TO " + user);
        }
        values();
        statements();
        batches();
        calls();
        lobs();
        transactions();
        resultSets();
        metadata();
        Map<String, String> known = new TreeMap<>();
        for (String line : Files.readAllLines(Paths.get(folder, "known_failures.txt")))
            if (!line.isBlank() && !line.startsWith("#")) {
                String[] w = line.split(" ", 2);
                String[] name = w[0].split("@"); /* CASE@CLIENT: with that client only */
                if (name.length == 1 || name[1].equals(client)) known.put(name[0], w.length > 1 ? w[1] : "");
            }
        List<String> only = Arrays.asList(args).subList(6, args.length);
        int passed = 0, failed = 0, skipped = 0;
        c = connect(new Properties());
        for (Map.Entry<String, Body> e : cases.entrySet()) {
            String name = e.getKey();
            if (!only.isEmpty() && only.stream().noneMatch(name::contains)) continue;
            Throwable error = null;
            try {
                if (c == null || c.isClosed()) c = connect(new Properties());
                FutureTask<Throwable> task = new FutureTask<>(() -> {
                    try {
                        e.getValue().run();
                        return null;
                    } catch (Throwable t) {
                        return t;
                    }
                });
                Thread thread = new Thread(task);
                thread.setDaemon(true);
                thread.start();
                error = task.get(20, TimeUnit.SECONDS);
            } catch (TimeoutException t) {
                error = new AssertionError("no end within 20 s");
                c = null; /* left to its thread */
            }
            if (error == null && !known.containsKey(name)) {
                passed++;
            } else if (error == null) {
                failed++;
                System.out.println("  PASSES NOW " + name + ": take it out of known_failures.txt");
            } else if (known.containsKey(name) && !known.get(name).isEmpty()) {
                skipped++;
            } else {
                failed++;
                System.out.println("  FAILED " + name + ": " + String.valueOf(error).replaceAll("\\s+https://docs.oracle.com\\S*", "").replace('\n', ' '));
                if (!only.isEmpty()) error.printStackTrace(System.out);
            }
        }
        for (String name : known.keySet())
            if (!cases.containsKey(name)) {
                failed++;
                System.out.println("  GONE " + name);
            }
        System.out.println("jdbc " + client + ": " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }
}
