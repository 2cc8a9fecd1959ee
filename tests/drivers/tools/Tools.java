/*
 * Tools.java - what Java programs that ship Oracle DDL do against the server: Flyway, Liquibase, Quartz, Spring Session, Spring Batch, and
 * the pools HikariCP and UCP.
 *
 * Tools HOST PORT SERVICE SYSTEM_PASSWORD FOLDER [NAME...]: each case is a method test_NAME with a user of its own. Prints one line per
 * case and "tools: N passed, N failed, N skipped". Known failures: known_failures.txt beside this file, CASE REASON.
 */
import java.io.*;
import java.lang.reflect.*;
import java.nio.charset.StandardCharsets;
import java.nio.file.*;
import java.sql.*;
import java.util.*;
import java.util.concurrent.*;
import java.util.concurrent.atomic.AtomicInteger;

import javax.sql.DataSource;

public class Tools {
    static String url, service, systemPassword, folder;
    static final String PASSWORD = "Tool1234";

    static void check(boolean condition, String what) {
        if (!condition) throw new AssertionError(what);
    }

    static void same(Object expected, Object actual, String what) {
        if (!Objects.equals(String.valueOf(expected), String.valueOf(actual)))
            throw new AssertionError(what + ": expected " + expected + ", got " + actual);
    }

    static Connection connect(String user) throws SQLException {
        return DriverManager.getConnection(url, user, PASSWORD);
    }

    static String freshUser(String name) throws SQLException {
        String user = ("T_" + name).toUpperCase();
        try (Connection c = DriverManager.getConnection(url, "system", systemPassword); Statement s = c.createStatement()) {
            try {
                s.execute("DROP USER " + user + " CASCADE");
            } catch (SQLException e) {
                if (e.getErrorCode() != 1918) throw e;
            }
            s.execute("CREATE USER " + user + " IDENTIFIED BY \"" + PASSWORD + "\"");
            s.execute("GRANT CONNECT, RESOURCE, CREATE VIEW, CREATE TRIGGER, CREATE SEQUENCE, UNLIMITED TABLESPACE TO " + user);
        }
        return user;
    }

    static Object one(String user, String sql) throws SQLException {
        try (Connection c = connect(user); Statement s = c.createStatement(); ResultSet r = s.executeQuery(sql)) {
            return r.next() ? r.getObject(1) : null;
        }
    }

    static DataSource source(String user) throws SQLException {
        oracle.jdbc.pool.OracleDataSource d = new oracle.jdbc.pool.OracleDataSource();
        d.setURL(url);
        d.setUser(user);
        d.setPassword(PASSWORD);
        return d;
    }

    /* a script of a jar, statement by statement */
    static void script(String user, String resource, String separator) throws Exception {
        String text;
        try (InputStream in = Tools.class.getClassLoader().getResourceAsStream(resource)) {
            text = new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
        StringBuilder clean = new StringBuilder();
        for (String line : text.split("\r?\n"))
            if (!line.trim().startsWith("--") && !line.trim().equals("commit;")) clean.append(line).append('\n');
        try (Connection c = connect(user); Statement s = c.createStatement()) {
            for (String statement : clean.toString().split(separator))
                if (!statement.isBlank() && !statement.trim().toLowerCase().startsWith("drop ") && !statement.trim().toLowerCase().startsWith("delete "))
                    s.execute(statement.trim());
        }
    }

    /* --- Flyway --- */
    static org.flywaydb.core.api.configuration.FluentConfiguration flyway(String user, String... more) throws SQLException {
        List<String> places = new ArrayList<>(List.of("filesystem:" + folder + "/flyway"));
        places.addAll(Arrays.asList(more));
        return org.flywaydb.core.Flyway.configure().dataSource(source(user)).locations(places.toArray(new String[0]))
            .cleanDisabled(false).placeholders(Map.of("who", "Grace"));
    }

    static void test_flyway_migrate() throws Exception {
        String user = freshUser("flyway_migrate");
        same(3, flyway(user).target("2").load().migrate().migrationsExecuted, "migrations to 2, and the repeatable one");
        same("20", one(user, "SELECT total FROM customer_total WHERE id = 1"), "what the migration's block bought");
        same("O'Neil; with a semicolon", one(user, "SELECT name FROM customer WHERE id = 1"), "text of a literal");
        same(0, flyway(user).target("2").load().migrate().migrationsExecuted, "nothing left to do");
        check(flyway(user).target("2").load().validateWithResult().validationSuccessful, "validates");
    }

    static void test_flyway_trigger() throws Exception {
        String user = freshUser("flyway_trigger");
        same(4, flyway(user).load().migrate().migrationsExecuted, "migrations");
        same("2", one(user, "SELECT COUNT(*) FROM customer_log"), "rows of the trigger");
        same("GRACE", one(user, "SELECT name FROM customer WHERE id = 2"), "placeholder");
    }

    static void test_flyway_info() throws Exception {
        String user = freshUser("flyway_info");
        org.flywaydb.core.Flyway f = flyway(user).target("2").load();
        same(3, f.info().pending().length, "pending before");
        f.migrate();
        same(3, f.info().applied().length, "applied after");
        same("2", f.info().current().getVersion(), "current version");
    }

    static void test_flyway_failure_and_repair() throws Exception {
        String user = freshUser("flyway_repair");
        Path bad = Files.createTempDirectory("flyway");
        Files.writeString(bad.resolve("V2_1__bad.sql"), "CREATE TABLE before_bad (a NUMBER);\nINSERT INTO no_such_table VALUES (1);\n");
        try {
            flyway(user, "filesystem:" + bad).target("2.1").load().migrate();
            check(false, "the migration must fail");
        } catch (org.flywaydb.core.api.FlywayException e) {
            check(e.getMessage().contains("ORA-00942"), "its error names ORA-00942: " + e.getMessage());
        }
        same("0", one(user, "SELECT \"success\" FROM \"flyway_schema_history\" WHERE \"version\" = '2.1'"), "history of the failed one");
        Files.writeString(bad.resolve("V2_1__bad.sql"), "INSERT INTO before_bad VALUES (1);\n");
        flyway(user, "filesystem:" + bad).target("2.1").load().repair();
        same(2, flyway(user, "filesystem:" + bad).target("2.1").load().migrate().migrationsExecuted, "after repair: it, and the repeatable one");
        same("1", one(user, "SELECT COUNT(*) FROM before_bad"), "rows");
    }

    static void test_flyway_clean() throws Exception {
        String user = freshUser("flyway_clean");
        flyway(user).target("2").load().migrate();
        flyway(user).load().clean();
        same("0", one(user, "SELECT COUNT(*) FROM user_objects"), "objects after clean");
        same(3, flyway(user).target("2").load().migrate().migrationsExecuted, "again");
    }

    static void test_flyway_baseline() throws Exception {
        String user = freshUser("flyway_baseline");
        try (Connection c = connect(user); Statement s = c.createStatement()) {
            s.execute("CREATE TABLE customer (id NUMBER(10) PRIMARY KEY, name VARCHAR2(100))");
            s.execute("CREATE TABLE purchase (id NUMBER(10) PRIMARY KEY, customer_id NUMBER(10), amount NUMBER)");
            s.execute("CREATE SEQUENCE customer_seq");
        }
        flyway(user).baselineVersion("1").load().baseline();
        same(2, flyway(user).baselineVersion("1").target("2").load().migrate().migrationsExecuted, "after the baseline");
    }

    static void test_flyway_parallel() throws Exception {
        String user = freshUser("flyway_parallel");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<Integer>> all = new ArrayList<>();
        for (int i = 0; i < 2; i++)
            all.add(pool.submit(() -> flyway(user).target("2").load().migrate().migrationsExecuted));
        int n = 0;
        for (Future<Integer> f : all) n += f.get(60, TimeUnit.SECONDS);
        pool.shutdown();
        same(3, n, "each migration once, whoever ran it");
    }

    /* --- Liquibase --- */
    static liquibase.database.Database liquibaseDatabase(String user) throws Exception {
        return liquibase.database.DatabaseFactory.getInstance().findCorrectDatabaseImplementation(new liquibase.database.jvm.JdbcConnection(connect(user)));
    }

    static liquibase.Liquibase liquibase(String user) throws Exception {
        return new liquibase.Liquibase("changelog.xml", new liquibase.resource.DirectoryResourceAccessor(Paths.get(folder, "liquibase")), liquibaseDatabase(user));
    }

    static void test_liquibase_update() throws Exception {
        String user = freshUser("liquibase_update");
        try (liquibase.Liquibase l = liquibase(user)) {
            l.update("");
        }
        same("7", one(user, "SELECT COUNT(*) FROM databasechangelog"), "change sets");
        same("4.75", one(user, "SELECT rating FROM author WHERE id = 1"), "updated value");
        same("Ada", one(user, "SELECT name FROM book_v"), "view");
        try (liquibase.Liquibase l = liquibase(user)) {
            same(0, l.listUnrunChangeSets(null, null).size(), "nothing left");
            l.update("");
        }
    }

    static void test_liquibase_status_and_sql() throws Exception {
        String user = freshUser("liquibase_status");
        try (liquibase.Liquibase l = liquibase(user)) {
            same(7, l.listUnrunChangeSets(null, null).size(), "unrun");
            StringWriter w = new StringWriter();
            l.update("", w);
            check(w.toString().contains("CREATE TABLE"), "SQL of the update");
        }
    }

    static void test_liquibase_rollback() throws Exception {
        String user = freshUser("liquibase_rollback");
        try (liquibase.Liquibase l = liquibase(user)) {
            l.update("");
            l.rollback("v1", "");
        }
        same("0", one(user, "SELECT COUNT(*) FROM user_tables WHERE table_name = 'EXTRA'"), "after rollback to the tag");
        try (liquibase.Liquibase l = liquibase(user)) {
            l.update("");
        }
        same("1", one(user, "SELECT COUNT(*) FROM user_tables WHERE table_name = 'EXTRA'"), "after the next update");
    }

    static void test_liquibase_generate_changelog() throws Exception {
        String user = freshUser("liquibase_generate");
        try (liquibase.Liquibase l = liquibase(user)) {
            l.update("");
        }
        liquibase.database.Database db = liquibaseDatabase(user);
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        new liquibase.integration.commandline.Main();
        liquibase.diff.output.DiffOutputControl control = new liquibase.diff.output.DiffOutputControl(false, false, false, null);
        liquibase.integration.commandline.CommandLineUtils.doGenerateChangeLog(null, db, new liquibase.CatalogAndSchema[]{db.getDefaultSchema()},
            null, "t", null, null, control);
        liquibase.snapshot.DatabaseSnapshot shot = liquibase.snapshot.SnapshotGeneratorFactory.getInstance()
            .createSnapshot(db.getDefaultSchema(), db, new liquibase.snapshot.SnapshotControl(db));
        liquibase.diff.DiffResult diff = liquibase.diff.DiffGeneratorFactory.getInstance()
            .compare(shot, new liquibase.snapshot.EmptyDatabaseSnapshot(db), new liquibase.diff.compare.CompareControl());
        new liquibase.diff.output.changelog.DiffToChangeLog(diff, control).print(new PrintStream(out), new liquibase.serializer.core.xml.XMLChangeLogSerializer());
        String text = out.toString();
        for (String word : List.of("createTable", "tableName=\"AUTHOR\"", "createSequence", "addForeignKeyConstraint", "createIndex", "createView",
                                   "NUMBER(5, 2)", "addUniqueConstraint", "primaryKey=\"true\""))
            check(text.contains(word), word + " in the change log:\n" + text);
        db.close();
    }

    static void test_liquibase_diff() throws Exception {
        String a = freshUser("liquibase_diff_a"), b = freshUser("liquibase_diff_b");
        for (String user : List.of(a, b))
            try (liquibase.Liquibase l = liquibase(user)) {
                l.update("");
            }
        try (Connection c = connect(b); Statement s = c.createStatement()) {
            s.execute("ALTER TABLE extra ADD more NUMBER(3)");
            s.execute("DROP INDEX ix_book_title");
        }
        liquibase.database.Database da = liquibaseDatabase(a), db = liquibaseDatabase(b);
        liquibase.diff.DiffResult d = liquibase.diff.DiffGeneratorFactory.getInstance().compare(da, db, new liquibase.diff.compare.CompareControl());
        same(1, d.getUnexpectedObjects(liquibase.structure.core.Column.class).size(), "added columns");
        same(1, d.getMissingObjects(liquibase.structure.core.Index.class).size(), "missing indexes");
        same(0, d.getMissingObjects(liquibase.structure.core.Table.class).size(), "missing tables");
        same(0, d.getChangedObjects(liquibase.structure.core.Column.class).size(), "changed columns");
        da.close();
        db.close();
    }

    static void test_liquibase_drop_all() throws Exception {
        String user = freshUser("liquibase_drop");
        try (liquibase.Liquibase l = liquibase(user)) {
            l.update("");
            l.dropAll();
        }
        same("0", one(user, "SELECT COUNT(*) FROM user_tables WHERE table_name NOT LIKE 'DATABASECHANGELOG%'"), "tables after dropAll");
        same("0", one(user, "SELECT COUNT(*) FROM user_sequences"), "sequences after dropAll");
    }

    static void test_liquibase_lock() throws Exception {
        String user = freshUser("liquibase_lock");
        ExecutorService pool = Executors.newFixedThreadPool(2);
        List<Future<?>> all = new ArrayList<>();
        try (liquibase.Liquibase l = liquibase(user)) {
            l.tag("begin"); /* makes the tables of the lock */
        }
        for (int i = 0; i < 2; i++)
            all.add(pool.submit(() -> {
                liquibase.Scope.child(Map.of("t", Thread.currentThread().getName()), () -> {
                    try (liquibase.Liquibase l = liquibase(user)) {
                        l.update("");
                    }
                });
                return null;
            }));
        for (Future<?> f : all) f.get(90, TimeUnit.SECONDS);
        pool.shutdown();
        same("7", one(user, "SELECT COUNT(*) FROM databasechangelog WHERE id <> 'begin' AND author = 't'"), "change sets");
    }

    /* --- Quartz --- */
    static final AtomicInteger ran = new AtomicInteger();

    public static class CountingJob implements org.quartz.Job {
        @Override
        public void execute(org.quartz.JobExecutionContext context) {
            ran.addAndGet(context.getMergedJobDataMap().getInt("step"));
        }
    }

    static org.quartz.Scheduler quartz(String user, String instance) throws Exception {
        Properties p = new Properties();
        p.setProperty("org.quartz.scheduler.instanceName", "test");
        p.setProperty("org.quartz.scheduler.instanceId", instance);
        p.setProperty("org.quartz.scheduler.skipUpdateCheck", "true");
        p.setProperty("org.quartz.threadPool.threadCount", "3");
        p.setProperty("org.quartz.jobStore.class", "org.quartz.impl.jdbcjobstore.JobStoreTX");
        p.setProperty("org.quartz.jobStore.driverDelegateClass", "org.quartz.impl.jdbcjobstore.oracle.OracleDelegate");
        p.setProperty("org.quartz.jobStore.dataSource", "ds");
        p.setProperty("org.quartz.jobStore.isClustered", "true");
        p.setProperty("org.quartz.dataSource.ds.provider", "hikaricp");
        p.setProperty("org.quartz.dataSource.ds.driver", "oracle.jdbc.OracleDriver");
        p.setProperty("org.quartz.dataSource.ds.URL", url);
        p.setProperty("org.quartz.dataSource.ds.user", user);
        p.setProperty("org.quartz.dataSource.ds.password", PASSWORD);
        p.setProperty("org.quartz.dataSource.ds.maxConnections", "5");
        return new org.quartz.impl.StdSchedulerFactory(p).getScheduler();
    }

    static void test_quartz() throws Exception {
        String user = freshUser("quartz");
        script(user, "org/quartz/impl/jdbcjobstore/tables_oracle.sql", ";\\s*\\n");
        org.quartz.Scheduler s = quartz(user, "one");
        s.start();
        for (int i = 0; i < 10; i++) {
            org.quartz.JobDetail job = org.quartz.JobBuilder.newJob(CountingJob.class).withIdentity("job" + i).usingJobData("step", 1).build();
            s.scheduleJob(job, org.quartz.TriggerBuilder.newTrigger().withIdentity("now" + i).startNow().build());
        }
        org.quartz.JobDetail kept = org.quartz.JobBuilder.newJob(CountingJob.class).withIdentity("kept").usingJobData("step", 0).storeDurably().build();
        s.scheduleJob(kept, org.quartz.TriggerBuilder.newTrigger().withIdentity("cron")
            .withSchedule(org.quartz.CronScheduleBuilder.cronSchedule("0 0 12 * * ?")).build());
        for (int i = 0; i < 150 && ran.get() < 10; i++) Thread.sleep(100);
        same(10, ran.get(), "jobs that ran");
        same("cron", s.getTriggersOfJob(new org.quartz.JobKey("kept")).get(0).getKey().getName(), "trigger of the kept job");
        s.pauseTrigger(new org.quartz.TriggerKey("cron"));
        same("PAUSED", s.getTriggerState(new org.quartz.TriggerKey("cron")), "paused");
        s.shutdown(true);
        same("1", one(user, "SELECT COUNT(*) FROM qrtz_job_details"), "only the durable job is left");
        org.quartz.Scheduler again = quartz(user, "two");
        check(again.checkExists(new org.quartz.JobKey("kept")), "the job is found by another scheduler");
        check(again.deleteJob(new org.quartz.JobKey("kept")), "delete");
        again.shutdown();
    }

    /* --- Spring Session --- */
    static void test_spring_session() throws Exception {
        String user = freshUser("spring_session");
        script(user, "org/springframework/session/jdbc/schema-oracle.sql", ";");
        org.springframework.jdbc.core.JdbcTemplate jdbc = new org.springframework.jdbc.core.JdbcTemplate(source(user));
        org.springframework.transaction.support.TransactionTemplate tx = new org.springframework.transaction.support.TransactionTemplate(
            new org.springframework.jdbc.datasource.DataSourceTransactionManager(jdbc.getDataSource()));
        org.springframework.session.jdbc.JdbcIndexedSessionRepository r = new org.springframework.session.jdbc.JdbcIndexedSessionRepository(jdbc, tx);
        new org.springframework.session.jdbc.OracleJdbcIndexedSessionRepositoryCustomizer().customize(r);
        r.afterPropertiesSet();
        sessions(r, jdbc);
        r.destroy();
    }

    static <S extends org.springframework.session.Session> void sessions(org.springframework.session.FindByIndexNameSessionRepository<S> r,
                                                                         org.springframework.jdbc.core.JdbcTemplate jdbc) throws Exception {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < 20; i++) {
            S s = r.createSession();
            s.setAttribute("n", i);
            s.setAttribute("big", "x".repeat(5000 * (i % 3)));
            s.setAttribute(org.springframework.session.FindByIndexNameSessionRepository.PRINCIPAL_NAME_INDEX_NAME, "user" + i % 2);
            r.save(s);
            ids.add(s.getId());
        }
        for (int i = 0; i < 20; i++) {
            S s = r.findById(ids.get(i));
            same(i, s.getAttribute("n"), "attribute");
            same(5000 * (i % 3), s.<String>getAttribute("big").length(), "long attribute");
            s.setAttribute("n", i + 100);
            s.setAttribute("new", List.of(1, 2, 3));
            s.setAttribute("big", null);
            r.save(s);
            same(i + 100, r.findById(ids.get(i)).getAttribute("n"), "changed attribute");
            same("[1, 2, 3]", r.findById(ids.get(i)).getAttribute("new"), "new attribute");
        }
        same(10, r.findByPrincipalName("user1").size(), "sessions of a principal");
        r.deleteById(ids.get(0));
        check(r.findById(ids.get(0)) == null, "deleted");
        same(19, jdbc.queryForObject("SELECT COUNT(*) FROM spring_session", Integer.class), "sessions left");
    }

    /* --- Spring Batch --- */
    static void test_spring_batch() throws Exception {
        String user = freshUser("spring_batch");
        script(user, "org/springframework/batch/core/schema-oracle.sql", ";");
        DataSource ds = source(user);
        org.springframework.jdbc.support.JdbcTransactionManager tm = new org.springframework.jdbc.support.JdbcTransactionManager(ds);
        org.springframework.jdbc.core.JdbcTemplate jdbc = new org.springframework.jdbc.core.JdbcTemplate(ds);
        jdbc.execute("CREATE TABLE source_row (id NUMBER(9) PRIMARY KEY, word VARCHAR2(30))");
        jdbc.execute("CREATE TABLE target_row (id NUMBER(9) PRIMARY KEY, word VARCHAR2(30))");
        jdbc.batchUpdate("INSERT INTO source_row VALUES (?, ?)", new AbstractList<Object[]>() {
            public Object[] get(int i) { return new Object[]{i, "word" + i}; }
            public int size() { return 500; }
        });
        org.springframework.batch.core.repository.support.JobRepositoryFactoryBean f = new org.springframework.batch.core.repository.support.JobRepositoryFactoryBean();
        f.setDataSource(ds);
        f.setTransactionManager(tm);
        f.afterPropertiesSet();
        org.springframework.batch.core.repository.JobRepository repository = f.getObject();
        org.springframework.batch.item.database.JdbcPagingItemReader<Object[]> reader = new org.springframework.batch.item.database.builder.JdbcPagingItemReaderBuilder<Object[]>()
            .name("r").dataSource(ds).pageSize(50).selectClause("SELECT id, word").fromClause("FROM source_row").sortKeys(Map.of("id",
                org.springframework.batch.item.database.Order.ASCENDING)).rowMapper((rs, n) -> new Object[]{rs.getInt(1), rs.getString(2)}).build();
        reader.afterPropertiesSet();
        org.springframework.batch.item.database.JdbcBatchItemWriter<Object[]> writer = new org.springframework.batch.item.database.builder.JdbcBatchItemWriterBuilder<Object[]>()
            .dataSource(ds).sql("INSERT INTO target_row VALUES (?, ?)").itemPreparedStatementSetter((item, ps) -> {
                ps.setInt(1, (Integer) item[0]);
                ps.setString(2, ((String) item[1]).toUpperCase());
            }).build();
        writer.afterPropertiesSet();
        org.springframework.batch.core.Step step = new org.springframework.batch.core.step.builder.StepBuilder("copy", repository)
            .<Object[], Object[]>chunk(100, tm).reader(reader).writer(writer).build();
        org.springframework.batch.core.Job job = new org.springframework.batch.core.job.builder.JobBuilder("job", repository).start(step).build();
        org.springframework.batch.core.launch.support.TaskExecutorJobLauncher launcher = new org.springframework.batch.core.launch.support.TaskExecutorJobLauncher();
        launcher.setJobRepository(repository);
        launcher.afterPropertiesSet();
        org.springframework.batch.core.JobExecution e = launcher.run(job, new org.springframework.batch.core.JobParametersBuilder()
            .addLong("run", 1L).addDate("at", new java.util.Date(0)).addString("name", "x").toJobParameters());
        same("COMPLETED", e.getStatus(), "status " + e.getAllFailureExceptions());
        same(500, jdbc.queryForObject("SELECT COUNT(*) FROM target_row", Integer.class), "rows written");
        same("WORD499", jdbc.queryForObject("SELECT word FROM target_row WHERE id = 499", String.class), "the last word");
        same("COMPLETED", jdbc.queryForObject("SELECT status FROM batch_job_execution", String.class), "status in the table");
        try {
            launcher.run(job, new org.springframework.batch.core.JobParametersBuilder().addLong("run", 1L).addDate("at", new java.util.Date(0))
                .addString("name", "x").toJobParameters());
            check(false, "a finished job instance runs no second time");
        } catch (org.springframework.batch.core.repository.JobInstanceAlreadyCompleteException ok) {
            check(true, "");
        }
    }

    /* --- pools --- */
    static void test_hikari() throws Exception {
        String user = freshUser("hikari");
        com.zaxxer.hikari.HikariConfig config = new com.zaxxer.hikari.HikariConfig();
        config.setJdbcUrl(url);
        config.setUsername(user);
        config.setPassword(PASSWORD);
        config.setMaximumPoolSize(4);
        config.setConnectionTimeout(20000);
        config.setConnectionInitSql("ALTER SESSION SET NLS_DATE_FORMAT = 'YYYY-MM-DD'");
        config.addDataSourceProperty("oracle.jdbc.implicitStatementCacheSize", "20");
        try (com.zaxxer.hikari.HikariDataSource ds = new com.zaxxer.hikari.HikariDataSource(config)) {
            pooled(ds, "SELECT TO_CHAR(DATE '2024-05-06') FROM dual", "2024-05-06");
            try (Connection c = ds.getConnection()) {
                c.setAutoCommit(false);
                c.setReadOnly(true);
                c.setTransactionIsolation(Connection.TRANSACTION_SERIALIZABLE);
            }
            try (Connection c = ds.getConnection()) {
                check(c.getAutoCommit() && !c.isReadOnly(), "state is reset");
                same(Connection.TRANSACTION_READ_COMMITTED, c.getTransactionIsolation(), "isolation is reset");
            }
        }
    }

    static void test_ucp() throws Exception {
        String user = freshUser("ucp");
        oracle.ucp.jdbc.PoolDataSource ds = oracle.ucp.jdbc.PoolDataSourceFactory.getPoolDataSource();
        ds.setConnectionFactoryClassName("oracle.jdbc.pool.OracleDataSource");
        ds.setURL(url);
        ds.setUser(user);
        ds.setPassword(PASSWORD);
        ds.setInitialPoolSize(1);
        ds.setMaxPoolSize(4);
        ds.setValidateConnectionOnBorrow(true);
        ds.setConnectionWaitTimeout(20);
        pooled(ds, "SELECT 'a' || 1 FROM dual", "a1");
        check(ds.getStatistics().getTotalConnectionsCount() <= 4, "size of the pool");
    }

    static void pooled(DataSource ds, String sql, String expected) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(8);
        List<Future<String>> all = new ArrayList<>();
        for (int i = 0; i < 80; i++)
            all.add(threads.submit(() -> {
                try (Connection c = ds.getConnection(); PreparedStatement s = c.prepareStatement(sql); ResultSet r = s.executeQuery()) {
                    r.next();
                    return r.getString(1);
                }
            }));
        for (Future<String> f : all) same(expected, f.get(60, TimeUnit.SECONDS), "answer over the pool");
        threads.shutdown();
    }

    /* --- the runner --- */
    public static void main(String[] args) throws Exception {
        java.util.logging.LogManager.getLogManager().reset();
        url = "jdbc:oracle:thin:@//" + args[0] + ":" + args[1] + "/" + args[2];
        service = args[2];
        systemPassword = args[3];
        folder = args[4];
        Set<String> only = new HashSet<>(Arrays.asList(args).subList(5, args.length));
        Map<String, String> known = new TreeMap<>();
        for (String line : Files.readAllLines(Paths.get(folder, "known_failures.txt")))
            if (!line.isBlank() && !line.startsWith("#")) known.put(line.split(" ", 2)[0], line.split(" ", 2).length > 1 ? line.split(" ", 2)[1] : "");
        int passed = 0, failed = 0, skipped = 0;
        Method[] methods = Tools.class.getDeclaredMethods();
        Arrays.sort(methods, Comparator.comparing(Method::getName));
        for (Method m : methods) {
            if (!m.getName().startsWith("test_")) continue;
            String name = m.getName().substring(5);
            if (!only.isEmpty() && !only.contains(name)) continue;
            long t0 = System.nanoTime();
            Throwable error = null;
            try {
                m.invoke(null);
            } catch (InvocationTargetException e) {
                error = e.getCause();
            }
            String took = String.format("%.1f s", (System.nanoTime() - t0) / 1e9);
            if (error == null && !known.containsKey(name)) {
                passed++;
                System.out.println("  ok " + name + " " + took);
            } else if (error == null) {
                failed++;
                System.out.println("  PASSES NOW " + name + ": take it out of known_failures.txt");
            } else if (known.containsKey(name) && !known.get(name).isEmpty()) {
                skipped++;
                System.out.println("  known " + name + ": " + known.get(name));
                if (!only.isEmpty()) error.printStackTrace(System.out);
            } else {
                failed++;
                Throwable root = error;
                while (root.getCause() != null && root.getCause() != root) root = root.getCause();
                System.out.println("  FAILED " + name + " " + took + ": " + error + (root != error ? " <- " + root : ""));
                if (!only.isEmpty()) error.printStackTrace(System.out);
            }
        }
        for (String name : known.keySet())
            if (Arrays.stream(methods).noneMatch(m -> m.getName().equals("test_" + name))) {
                failed++;
                System.out.println("  GONE " + name);
            }
        System.out.println("tools: " + passed + " passed, " + failed + " failed, " + skipped + " skipped");
        System.exit(failed == 0 && passed > 0 ? 0 : 1);
    }
}
