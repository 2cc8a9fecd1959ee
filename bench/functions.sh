#!/usr/bin/env bash
# functions.sh [PORT] - server CPU nanoseconds per call of our functions, each beside PostgreSQL's counterpart on the same rows.
#
# count(expression) over 200,000 rows minus count(column), the least of REPS (7) runs, CPU time of the backend. One line per
# case: name, ours, PostgreSQL's, ratio, goal. Runs on a server of its own, made as tests/sql/run makes one.
set -euo pipefail
top=$(cd "$(dirname "$0")/.." && pwd)
port=${1:-15698}
reps=${REPS:-7}
bindir=$("$top/tools/dev/pgtree" "$top/build/pg" | tail -1)
dir=$(mktemp -d "${TMPDIR:-/tmp}/oliphant-bench.XXXXXX")
as() { if [ "$(id -u)" = 0 ]; then setpriv --reuid=postgres --regid=postgres --clear-groups "$@"; else "$@"; fi; }
[ "$(id -u)" = 0 ] && chown postgres "$dir"
cleanup() { as "$bindir/pg_ctl" -D "$dir/data" -m immediate stop >/dev/null 2>&1 || true; rm -rf "$dir"; }
trap cleanup EXIT
cd "$dir"
as "$bindir/initdb" -D "$dir/data" -U postgres --auth=trust -E UTF8 --locale=C.UTF-8 >/dev/null
printf '%s\n' "port = $port" "unix_socket_directories = '$dir'" "listen_addresses = ''" "fsync = off" "jit = off" "autovacuum = off" \
  "max_parallel_workers_per_gather = 0" "shared_buffers = 256MB" >>"$dir/data/postgresql.conf"
as "$bindir/pg_ctl" -D "$dir/data" -w -l "$dir/log" start >/dev/null
"$bindir/psql" -h "$dir" -p "$port" -U postgres -X -q -At -v ON_ERROR_STOP=1 -v reps="$reps" <<'SQL'
SET client_min_messages = warning;
CREATE EXTENSION oliphant;
CREATE TABLE ft AS SELECT g::int4 i, (g * 1.37)::numeric(12,2) n, (g * 2.11)::numeric(12,2) m, 'Customer name ' || g AS s,
    timestamp '2020-01-01' + g * interval '61 seconds' AS ts, timestamp '2020-01-01' + g % 3000 * interval '1 day' AS d,
    to_char(timestamp '2020-01-01' + g * interval '61 seconds', 'YYYY-MM-DD HH24:MI:SS') AS ds, (g * 1.37)::numeric(12,2)::text AS nt
  FROM generate_series(1, 200000) g;
VACUUM ANALYZE ft;
CREATE FUNCTION cpu(q text, n int) RETURNS float8 LANGUAGE plpgsql AS $$
DECLARE a int8; b int8; best int8; ignored int8;
BEGIN
    FOR k IN 1 .. n LOOP
        a := split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::int8;
        EXECUTE q INTO ignored;
        b := split_part(pg_read_file('/proc/self/schedstat'), ' ', 1)::int8;
        best := least(best, b - a);
    END LOOP;
    RETURN best / 200000.0;
END $$;
SET max_stack_depth = '4MB';
CREATE TEMP TABLE cases(id serial, col text, ours text, pg text, goal float8);
INSERT INTO cases(col, ours, pg, goal) VALUES
 ('s', 'sys.substr(s, 5::numeric, 6::numeric)', 'substr(s, 5, 6)', 0.7),
 ('s', 'sys.instr(s, ''na'')', 'strpos(s, ''na'')::numeric', 0.7),
 ('s', 'sys.instr(s, ''a'', 1::numeric, 2::numeric)', 'strpos(s, ''a'')::numeric', 1.0),
 ('s', 'sys.upper(s)', 'upper(s)', 1.0), ('s', 'sys.lower(s)', 'lower(s)', 1.0), ('s', 'sys.initcap(s)', 'initcap(s)', 1.0),
 ('s', 'sys.length(s)', 'length(s)::numeric', 1.0), ('s', 'sys.concat(s, ''x'')', 's || ''x''', 1.0),
 ('s', 'sys.replace(s, ''name'', ''NAME'')', 'replace(s, ''name'', ''NAME'')', 1.0), ('s', 'sys.btrim(s)', 'btrim(s)', 1.0),
 ('s', 'sys.lpad(s, 30::numeric)', 'lpad(s, 30)', 1.0), ('s', 'sys.rpad(s, 30::numeric, ''*'')', 'rpad(s, 30, ''*'')', 1.0),
 ('s', 'sys.translate(s, ''abc'', ''xyz'')', 'translate(s, ''abc'', ''xyz'')', 1.0),
 ('s', 'sys.regexp_replace(s, ''[0-9]+'', ''#'')', 'regexp_replace(s, ''[0-9]+'', ''#'', ''g'')', 1.0),
 ('s', 'sys.regexp_like(s, ''na.*9$'')', 's ~ ''na.*9$''', 1.0), ('s', 'sys.regexp_substr(s, ''[0-9]+'')', 'substring(s from ''[0-9]+'')', 1.0),
 ('s', 'sys.regexp_count(s, ''m'')', 'regexp_count(s, ''m'')', 1.0),
 ('s', 'sys."like"(s, ''%nam%9'')', 's LIKE ''%nam%9''', 1.0),
 ('s', 'sys.assign_byte(s, 100, ''"S"."T"."C"'')', 's::varchar(100)', 1.0),
 ('ts', 'sys.date_to_char(ts, ''YYYY-MM-DD HH24:MI:SS'')', 'to_char(ts, ''YYYY-MM-DD HH24:MI:SS'')', 0.35),
 ('ts', 'sys.date_to_char(ts)', 'to_char(ts, ''DD-MON-YY'')', 0.35),
 ('ds', 'sys.char_to_date(ds, ''YYYY-MM-DD HH24:MI:SS'')', 'to_timestamp(ds, ''YYYY-MM-DD HH24:MI:SS'')::timestamp', 0.35),
 ('n', 'sys.num_to_char(n, ''FM999999990.00'')', 'to_char(n, ''FM999999990.00'')', 0.35), ('n', 'sys.num_to_char(n)', 'n::text', 1.0),
 ('nt', 'sys.char_to_num(nt)', 'nt::numeric', 1.0), ('nt', 'sys.char_to_num(nt, ''999999999.99'')', 'to_number(nt, ''999999999.99'')', 0.35),
 ('n', 'sys.num_add(n, m)', 'n + m', 1.0), ('n', 'sys.num_mul(n, 1.1)', 'n * 1.1', 1.0), ('n', 'sys.num_div(n, 3)', 'n / 3', 1.0),
 ('n', 'sys.mod(n, 7)', 'mod(n, 7)', 1.0), ('n', 'sys.round(n, 1)', 'round(n, 1)', 1.0), ('n', 'sys.trunc(n)', 'trunc(n)', 1.0),
 ('n', 'sys.assign_num(n, 12, 2, '''')', 'n::numeric(12,1)', 1.0),
 ('d', 'sys.add_months(d, 1)', 'd + interval ''1 month''', 1.0), ('d', 'sys.date_add(d, 1)', 'd + interval ''1 day''', 1.0),
 ('d', 'sys.date_sub(d, timestamp ''2020-06-15'')', 'extract(day from d - timestamp ''2020-06-15'')', 1.0),
 ('d', 'sys.months_between(d, timestamp ''2020-06-15'')', 'age(d, timestamp ''2020-06-15'')', 1.0),
 ('ts', 'sys.date_trunc(ts, ''MM'')', 'date_trunc(''month'', ts)', 1.0), ('ts', 'sys.date_trunc(ts)', 'date_trunc(''day'', ts)', 1.0),
 ('d', 'sys.last_day(d)', 'd + interval ''1 month''', 1.0), ('ts', 'sys.date_extract(''YEAR'', ts)', 'extract(year from ts)', 1.0);
CREATE TEMP TABLE base AS SELECT col, cpu(format('SELECT count(%s) FROM ft', col), :reps) AS ns FROM (SELECT DISTINCT col FROM cases) c;
\pset fieldsep ' | '
SELECT rpad(ours, 52), lpad(round(o::numeric, 1)::text, 7) || ' ns', lpad(round(p::numeric, 1)::text, 7) || ' ns', 'ratio ' || round((o / greatest(p, 1))::numeric, 2),
    'goal ' || goal, CASE WHEN o / greatest(p, 1) <= goal THEN 'met' ELSE 'MISSED' END
FROM (SELECT c.*, greatest(cpu(format('SELECT count(%s) FROM ft', ours), :reps) - b.ns, 0.1) AS o, greatest(cpu(format('SELECT count(%s) FROM ft', pg), :reps) - b.ns, 0.1) AS p
    FROM cases c JOIN base b USING (col) ORDER BY id OFFSET 0) x ORDER BY id;
SQL
