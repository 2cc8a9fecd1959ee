// Runs tests/drivers/cases with Oracle's JDBC thin driver. See ../README.md.
// java -cp ojdbc.jar Runner.java CLIENT CASES_DIR [CASE...]
import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.ResultSetMetaData;
import java.sql.SQLException;
import java.sql.Statement;
import java.sql.Timestamp;
import java.sql.Types;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeFormatterBuilder;
import java.time.temporal.ChronoField;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TimeZone;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

public class Runner
{
    static final String PASSWORD = "secret1";
    static final DateTimeFormatter TIME = new DateTimeFormatterBuilder().appendPattern("yyyy-MM-dd HH:mm:ss")
        .appendFraction(ChronoField.NANO_OF_SECOND, 0, 9, true).toFormatter();
    static String client, user;

    static class Failure extends Exception
    {
        Failure(String text) { super(text); }
    }

    // --- JSON: objects as maps, arrays as lists, numbers as BigDecimal

    static class Json
    {
        final String text;
        int at;

        Json(String text) { this.text = text; }

        static Object parse(String text)
        {
            Json j = new Json(text);
            Object v = j.value();
            j.blanks();
            if (j.at != text.length())
                throw j.bad();
            return v;
        }

        RuntimeException bad() { return new IllegalArgumentException("JSON is malformed at " + at); }

        void blanks()
        {
            while (at < text.length() && Character.isWhitespace(text.charAt(at)))
                at++;
        }

        boolean accept(char c)
        {
            blanks();
            if (at >= text.length() || text.charAt(at) != c)
                return false;
            at++;
            return true;
        }

        void expect(char c)
        {
            if (!accept(c))
                throw bad();
        }

        Object value()
        {
            if (accept('{'))
            {
                Map<String, Object> map = new LinkedHashMap<>();
                if (accept('}'))
                    return map;
                do
                {
                    expect('"');
                    String key = string();
                    expect(':');
                    map.put(key, value());
                } while (accept(','));
                expect('}');
                return map;
            }
            if (accept('['))
            {
                List<Object> list = new ArrayList<>();
                if (accept(']'))
                    return list;
                do
                    list.add(value());
                while (accept(','));
                expect(']');
                return list;
            }
            if (accept('"'))
                return string();
            int from = at;
            while (at < text.length() && ",]} \t\r\n".indexOf(text.charAt(at)) < 0)
                at++;
            String word = text.substring(from, at);
            return switch (word)
            {
                case "null" -> null;
                case "true" -> true;
                case "false" -> false;
                default -> new BigDecimal(word);
            };
        }

        String string()
        {
            StringBuilder out = new StringBuilder();
            for (;;)
            {
                char c = text.charAt(at++);
                if (c == '"')
                    return out.toString();
                if (c != '\\')
                {
                    out.append(c);
                    continue;
                }
                c = text.charAt(at++);
                if (c == 'u')
                {
                    out.append((char) Integer.parseInt(text.substring(at, at + 4), 16));
                    at += 4;
                }
                else
                    out.append(switch (c) { case 'n' -> '\n'; case 't' -> '\t'; case 'r' -> '\r'; case 'b' -> '\b'; case 'f' -> '\f'; default -> c; });
            }
        }
    }

    @SuppressWarnings("unchecked") static Map<String, Object> map(Object o) { return (Map<String, Object>) o; }
    @SuppressWarnings("unchecked") static List<Object> list(Object o) { return (List<Object>) o; }

    // --- values of cases

    static Object expand(Object v)
    {
        if (!(v instanceof Map))
            return v;
        Map.Entry<String, Object> e = map(v).entrySet().iterator().next();
        return switch (e.getKey())
        {
            case "num" -> new BigDecimal((String) e.getValue());
            case "date", "ts" -> Timestamp.valueOf(LocalDateTime.parse((String) e.getValue(), TIME));
            case "raw", "blob" -> HexFormat.of().parseHex((String) e.getValue());
            case "clob" -> e.getValue();
            case "repeat" -> ((String) list(e.getValue()).get(0)).repeat(((BigDecimal) list(e.getValue()).get(1)).intValue());
            case "rawrepeat" -> HexFormat.of().parseHex(((String) list(e.getValue()).get(0)).repeat(((BigDecimal) list(e.getValue()).get(1)).intValue()));
            default -> throw new IllegalArgumentException("value " + e.getKey());
        };
    }

    static String canonical(Object v)
    {
        if (v == null)
            return "NULL";
        if (v instanceof Number n)
        {
            BigDecimal d = n instanceof BigDecimal b ? b : new BigDecimal(n.toString());
            return "n:" + (d.signum() == 0 ? "0" : d.stripTrailingZeros().toPlainString());
        }
        if (v instanceof byte[] b)
            return "x:" + HexFormat.of().formatHex(b);
        if (v instanceof Timestamp t)
            return "t:" + t.toLocalDateTime().format(DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss.SSSSSS"));
        return "s:" + v;
    }

    static Object column(ResultSet r, int i, int type) throws SQLException
    {
        Object v = switch (type)
        {
            case Types.NUMERIC, Types.DECIMAL, Types.INTEGER, Types.BIGINT, Types.FLOAT, Types.DOUBLE, 100, 101 -> r.getBigDecimal(i);
            case Types.DATE, Types.TIMESTAMP, Types.TIMESTAMP_WITH_TIMEZONE, -101, -102 -> r.getTimestamp(i);
            case Types.BINARY, Types.VARBINARY, Types.LONGVARBINARY, Types.BLOB -> r.getBytes(i);
            default -> r.getString(i);
        };
        return v;
    }

    static void bind(PreparedStatement p, int i, Object v) throws SQLException
    {
        if (v == null)
            p.setNull(i, Types.VARCHAR);
        else if (v instanceof byte[] b)
            p.setBytes(i, b);
        else if (v instanceof String s)
            p.setString(i, s);
        else
            p.setObject(i, v);
    }

    /* Binds by name are put into the order of the placeholders: the driver's PreparedStatement has positions only. */
    static List<Object> binds(Map<String, Object> step, String sql)
    {
        Object b = step.get("binds");
        List<Object> out = new ArrayList<>();
        if (b instanceof List)
            for (Object v : list(b))
                out.add(expand(v));
        else if (b instanceof Map)
        {
            Matcher m = Pattern.compile(":(\\w+)").matcher(sql);
            while (m.find())
                out.add(expand(map(b).get(m.group(1))));
        }
        return out;
    }

    static String shorten(Object o)
    {
        String s = String.valueOf(o);
        return s.length() > 300 ? s.substring(0, 300) + "..." : s;
    }

    static Connection open(String name, String password) throws SQLException
    {
        Connection c = DriverManager.getConnection("jdbc:oracle:thin:@//" + System.getenv("OLIPHANT_TEST_DSN"), name, password);
        c.setAutoCommit(false);
        return c;
    }

    // --- steps

    static void query(Connection c, Map<String, Object> step) throws Exception
    {
        String sql = (String) step.get("query");
        List<List<String>> got = new ArrayList<>();
        try (PreparedStatement p = c.prepareStatement(sql))
        {
            if (step.get("arraysize") instanceof BigDecimal n)
                p.setFetchSize(n.intValue());
            List<Object> values = binds(step, sql);
            for (int i = 0; i < values.size(); i++)
                bind(p, i + 1, values.get(i));
            try (ResultSet r = p.executeQuery())
            {
                ResultSetMetaData m = r.getMetaData();
                int n = m.getColumnCount();
                if (step.get("columns") != null)
                {
                    List<Object> names = new ArrayList<>();
                    for (int i = 1; i <= n; i++)
                        names.add(m.getColumnName(i));
                    if (!names.equals(step.get("columns")))
                        throw new Failure("columns " + names + ", expected " + step.get("columns"));
                }
                while (r.next())
                {
                    List<String> row = new ArrayList<>();
                    for (int i = 1; i <= n; i++)
                        row.add(canonical(column(r, i, m.getColumnType(i))));
                    got.add(row);
                }
            }
        }
        if (step.get("count") instanceof BigDecimal n && n.intValue() != got.size())
            throw new Failure(got.size() + " rows, expected " + n);
        if (step.get("rows") != null)
        {
            List<List<String>> want = new ArrayList<>();
            for (Object row : list(step.get("rows")))
            {
                List<String> w = new ArrayList<>();
                for (Object v : list(row))
                    w.add(canonical(expand(v)));
                want.add(w);
            }
            if (step.get("sorted") == Boolean.TRUE)
            {
                got.sort((a, b) -> a.toString().compareTo(b.toString()));
                want.sort((a, b) -> a.toString().compareTo(b.toString()));
            }
            if (!got.equals(want))
                throw new Failure("rows " + shorten(got) + ", expected " + shorten(want));
        }
    }

    static void check(Map<String, Object> step, long n) throws Failure
    {
        if (step.get("rowcount") instanceof BigDecimal want && want.longValue() != n)
            throw new Failure("rowcount " + n + ", expected " + want);
    }

    static List<Object> generated(List<Object> row, int i)
    {
        List<Object> out = new ArrayList<>();
        for (Object v : row)
            out.add("$i".equals(v) ? BigDecimal.valueOf(i) : v instanceof String s ? s.replace("$i", Integer.toString(i)) : expand(v));
        return out;
    }

    static void many(Connection c, Map<String, Object> step) throws Exception
    {
        List<List<Object>> rows = new ArrayList<>();
        if (step.get("generate") != null)
        {
            Map<String, Object> g = map(step.get("generate"));
            for (int i = 1; i <= ((BigDecimal) g.get("n")).intValue(); i++)
                rows.add(generated(list(g.get("row")), i));
        }
        else
            for (Object row : list(step.get("rows")))
                rows.add(generated(list(row), 0));
        try (PreparedStatement p = c.prepareStatement((String) step.get("many")))
        {
            for (List<Object> row : rows)
            {
                for (int i = 0; i < row.size(); i++)
                {
                    /* a null among numbers keeps their type: the batch stays one array */
                    int k = i;
                    boolean number = row.get(i) == null && rows.stream().anyMatch(o -> o.get(k) instanceof BigDecimal);
                    if (number)
                        p.setNull(i + 1, Types.NUMERIC);
                    else
                        bind(p, i + 1, row.get(i));
                }
                p.addBatch();
            }
            check(step, Arrays.stream(p.executeBatch()).sum());
        }
    }

    /* RETURNING INTO outside of a block is the driver's own registerReturnParameter; a CallableStatement needs a block around. */
    static void returning(Connection c, Map<String, Object> step) throws Exception
    {
        String sql = (String) step.get("returning");
        try (PreparedStatement p = c.prepareStatement(sql))
        {
            oracle.jdbc.OraclePreparedStatement o = p.unwrap(oracle.jdbc.OraclePreparedStatement.class);
            List<Object> values = binds(step, sql);
            int at = 0;
            for (Object v : values)
                bind(p, ++at, v);
            for (Object type : list(step.get("out")))
                if ("number".equals(type))
                    o.registerReturnParameter(++at, oracle.jdbc.OracleTypes.NUMBER);
                else
                    o.registerReturnParameter(++at, oracle.jdbc.OracleTypes.VARCHAR, 4000);
            p.executeUpdate();
            try (ResultSet r = o.getReturnResultSet())
            {
                r.next();
                List<Object> want = list(step.get("values"));
                for (int i = 0; i < want.size(); i++)
                {
                    Object got = "number".equals(list(step.get("out")).get(i)) ? r.getBigDecimal(i + 1) : r.getString(i + 1);
                    if (!canonical(got).equals(canonical(expand(want.get(i)))))
                        throw new Failure("returned " + canonical(got) + ", expected " + canonical(expand(want.get(i))));
                }
            }
        }
    }

    static void execute(Connection c, Map<String, Object> step) throws Exception
    {
        if (step.containsKey("query"))
            query(c, step);
        else if (step.containsKey("many"))
            many(c, step);
        else if (step.containsKey("returning"))
            returning(c, step);
        else
        {
            String sql = (String) step.get("sql");
            List<Object> values = binds(step, sql);
            try (PreparedStatement p = sql.stripLeading().toLowerCase().startsWith("begin") ? c.prepareCall(sql) : c.prepareStatement(sql))
            {
                for (int i = 0; i < values.size(); i++)
                    bind(p, i + 1, values.get(i));
                p.execute();
                check(step, p.getUpdateCount());
            }
        }
    }

    static void pool(Map<String, Object> step) throws Exception
    {
        int n = ((BigDecimal) step.get("pool")).intValue();
        ExecutorService threads = Executors.newFixedThreadPool(n);
        List<Future<Void>> all = new ArrayList<>();
        for (int i = 0; i < n; i++)
            all.add(threads.submit((Callable<Void>) () ->
            {
                try (Connection c = open(user, PASSWORD))
                {
                    execute(c, step);
                    c.rollback();
                }
                return null;
            }));
        threads.shutdown();
        for (Future<Void> f : all)
            f.get();
    }

    static void step(Connection c, Map<String, Object> step) throws Exception
    {
        if (step.containsKey("drop"))
            for (Object name : list(step.get("drop")))
                try (Statement s = c.createStatement())
                {
                    s.execute("drop table " + name);
                }
                catch (SQLException e)
                {
                    /* it need not exist */
                }
        else if (step.get("commit") == Boolean.TRUE)
            c.commit();
        else if (step.get("rollback") == Boolean.TRUE)
            c.rollback();
        else if (step.containsKey("other"))
            try (Connection second = open(user, PASSWORD))
            {
                for (Object st : list(step.get("other")))
                    step(second, map(st));
                second.rollback();
            }
        else if (step.containsKey("pool"))
            pool(step);
        else
            try
            {
                execute(c, step);
                if (step.containsKey("error"))
                    throw new Failure("no error, expected ORA-" + step.get("error"));
            }
            catch (SQLException e)
            {
                boolean expected = step.get("error") instanceof BigDecimal want && want.intValue() == e.getErrorCode();
                if (step.get("may_fail") != Boolean.TRUE && !expected)
                    throw new Failure("unexpected error " + e.getMessage().split("\n")[0]);
            }
    }

    static void prepareUser() throws SQLException
    {
        String secret = System.getenv().getOrDefault("OLIPHANT_TEST_SYSTEM_PASSWORD", "oliphant");
        try (Connection c = open("system", secret); Statement s = c.createStatement())
        {
            try
            {
                s.execute("drop user " + user + " cascade");
            }
            catch (SQLException e)
            {
                /* the first run */
            }
            s.execute("create user " + user + " identified by " + PASSWORD);
            s.execute("grant connect, resource, unlimited tablespace to " + user);
            s.execute("grant create view, create sequence to " + user);
        }
    }

    public static void main(String[] args) throws Exception
    {
        TimeZone.setDefault(TimeZone.getTimeZone("UTC"));
        client = args[0];
        user = "drv_" + client;
        List<String> only = List.of(args).subList(2, args.length);
        int passed = 0, failed = 0, skipped = 0;
        String driver = oracle.jdbc.OracleDriver.getDriverVersion();
        List<Path> files;

        try
        {
            prepareUser();
        }
        catch (SQLException e)
        {
            System.out.printf("  FAILED %s: %s%ndrivers %s: 0 passed, 1 failed, 0 skipped%n", client, e.getMessage(), client);
            System.exit(1);
        }
        try (Stream<Path> s = Files.list(Path.of(args[1])))
        {
            files = s.filter(p -> p.toString().endsWith(".json")).sorted().toList();
        }
        for (Path file : files)
            for (Object o : list(Json.parse(Files.readString(file, StandardCharsets.UTF_8))))
            {
                Map<String, Object> test = map(o);
                String name = (String) test.get("name");
                Object at = null;

                if (!only.isEmpty() && !only.contains(name))
                    continue;
                if (test.get("skip") != null && map(test.get("skip")).get(client) != null)
                {
                    System.out.println("  skipped " + name + ": " + map(test.get("skip")).get(client));
                    skipped++;
                    continue;
                }
                try (Connection c = open(user, PASSWORD))
                {
                    for (Object st : list(test.get("steps")))
                    {
                        at = st;
                        step(c, map(st));
                    }
                    c.rollback();
                    passed++;
                }
                catch (Exception e)
                {
                    failed++;
                    System.out.println("  FAILED " + name + ": " + (e instanceof Failure ? e.getMessage() : e.toString().split("\n")[0]));
                    System.out.println("         at " + shorten(at));
                }
            }
        System.out.printf("drivers %s (ojdbc %s): %d passed, %d failed, %d skipped%n", client, driver, passed, failed, skipped);
        System.exit(failed > 0 || passed == 0 ? 1 : 0);
    }
}
