-- The dictionary over a small schema.
LOAD 'oliphant';
SET client_min_messages = warning;
\pset format unaligned
CREATE ROLE scott LOGIN; CREATE SCHEMA scott AUTHORIZATION scott; CREATE ROLE other LOGIN;
SELECT sys.user_created('SCOTT', 'USERS', 'TEMP', NULL), sys.user_created('OTHER', NULL, NULL, NULL);
SET ROLE scott;
CREATE TABLE scott.dept (deptno numeric(2) CONSTRAINT pk_dept PRIMARY KEY, dname varchar(14), loc varchar(13) DEFAULT 'HERE');
CREATE TABLE scott.emp (empno numeric(4) CONSTRAINT pk_emp PRIMARY KEY, ename varchar(10) NOT NULL, hiredate timestamp(0), sal numeric(7,2),
    deptno numeric(2) CONSTRAINT fk_deptno REFERENCES scott.dept ON DELETE CASCADE, notes text, photo bytea, ts sys.oratimestamptz,
    CONSTRAINT ck_sal CHECK (sal > 0), CONSTRAINT uq_name UNIQUE (ename, deptno));
SECURITY LABEL FOR oliphant ON COLUMN scott.emp.hiredate IS 'DATE';
SECURITY LABEL FOR oliphant ON COLUMN scott.emp.ename IS 'VARCHAR2(10 BYTE)';
CREATE INDEX emp_name ON scott.emp (upper(ename), sal DESC);
CREATE TABLE scott."Mixed" ("lower" numeric, "UPPER" varchar(5));
CREATE TABLE scott.parts (id numeric, d timestamp(0)) PARTITION BY RANGE (d);
CREATE TABLE scott.parts_2024 PARTITION OF scott.parts FOR VALUES FROM ('2024-01-01') TO ('2025-01-01');
CREATE VIEW scott.v AS SELECT empno, ename FROM scott.emp;
CREATE SEQUENCE scott.s1 START 5 INCREMENT 2 CACHE 20;
COMMENT ON TABLE scott.emp IS 'Employees'; COMMENT ON COLUMN scott.emp.ename IS 'Last name';
SELECT sys.create_synonym('SCOTT', 'E', 'SCOTT', 'EMP', NULL, false);
SELECT table_name, partitioned, temporary FROM sys.user_tables ORDER BY 1;
SELECT table_name, column_name, data_type, data_length, data_precision, data_scale, nullable, column_id, char_length, char_used, data_default FROM sys.user_tab_columns ORDER BY 1, 8;
SELECT constraint_name, constraint_type, table_name, search_condition, r_owner, r_constraint_name, delete_rule, index_name FROM sys.user_constraints WHERE constraint_name NOT LIKE 'SYS_C%' ORDER BY 1;
SELECT constraint_type, table_name, search_condition, generated FROM sys.user_constraints WHERE constraint_name LIKE 'SYS_C%';
SELECT constraint_name, table_name, column_name, position FROM sys.user_cons_columns WHERE constraint_name NOT LIKE 'SYS_C%' ORDER BY 1, 4;
SELECT index_name, index_type, uniqueness, table_name, constraint_index FROM sys.user_indexes ORDER BY 1;
SELECT index_name, column_name, column_position, descend FROM sys.user_ind_columns ORDER BY 1, 3;
SELECT index_name, column_expression FROM sys.user_ind_expressions;
SELECT sequence_name, increment_by, cache_size, cycle_flag, last_number FROM sys.user_sequences;
SELECT object_name, object_type, status FROM sys.user_objects ORDER BY 2, 1;
SELECT * FROM sys.user_synonyms;
SELECT * FROM sys.user_tab_comments WHERE comments IS NOT NULL;
SELECT * FROM sys.user_col_comments WHERE comments IS NOT NULL;
SELECT table_name, partition_name, partition_position FROM sys.user_tab_partitions;
SELECT name, referenced_name, referenced_type FROM sys.user_dependencies;
GRANT SELECT, UPDATE (sal) ON scott.emp TO other;
GRANT SELECT ON scott.emp TO other WITH GRANT OPTION;
SELECT grantee, table_name, privilege, grantable FROM sys.user_tab_privs_made;
RESET ROLE; SET ROLE other;
SELECT owner, table_name FROM sys.all_tables WHERE owner = 'SCOTT';
SELECT column_name FROM sys.all_tab_cols WHERE owner = 'SCOTT' AND table_name = 'EMP' ORDER BY column_id;
SELECT count(*) FROM sys.dba_tables; -- no right
SELECT sys.create_synonym('SCOTT', 'X', 'SCOTT', 'EMP', NULL, false); -- no right
SELECT sys.create_synonym('PUBLIC', 'X', 'SCOTT', 'EMP', NULL, false); -- no right
SELECT sys.grant_system_privilege('DBA', 'OTHER', false); -- no right
INSERT INTO sys.synonyms_ VALUES ('PUBLIC', 'X', 'SCOTT', 'EMP'); -- no right
RESET ROLE;
SELECT sys.grant_system_privilege('CREATE PUBLIC SYNONYM', 'OTHER', false);
SELECT sys.grant_system_privilege('FLY', 'OTHER', false);
SELECT sys.grant_system_privilege('DBA', 'NOBODY', false);
SET ROLE other;
SELECT sys.create_synonym('PUBLIC', 'X', 'SCOTT', 'EMP', NULL, false);
SELECT sys.create_synonym('PUBLIC', 'X', 'SCOTT', 'EMP', NULL, false);
SELECT privilege FROM sys.user_sys_privs;
SELECT sys.drop_synonym('PUBLIC', 'X', false); -- creating is not dropping
RESET ROLE;
SELECT sys.drop_synonym('PUBLIC', 'X', false);
SELECT sys.drop_synonym('PUBLIC', 'X', false);
SELECT sys.drop_synonym('SCOTT', 'NONE', false);
SELECT sys.rename_object('SCOTT', 'E', 'EE'), sys.rename_object('SCOTT', 'V', 'VV');
SELECT sys.rename_object('SCOTT', 'NONE', 'N2');
SELECT synonym_name FROM sys.dba_synonyms WHERE table_owner <> 'SYS';
SELECT sys.revoke_system_privilege('CREATE PUBLIC SYNONYM', 'OTHER');
SELECT sys.revoke_system_privilege('CREATE PUBLIC SYNONYM', 'OTHER');
SELECT username, account_status, default_tablespace, profile FROM sys.dba_users WHERE username IN ('SCOTT', 'OTHER') ORDER BY 1;
SELECT * FROM sys.dual;
SELECT sys.nextval('scott.s1'), sys.currval('scott.s1');
CREATE SEQUENCE scott.s2;
SELECT sys.currval('scott.s2');
SELECT sys.alter_session('NLS_DATE_FORMAT', 'YYYY-MM-DD'), sys.date_to_char('2024-02-29'::timestamp);
SELECT value FROM sys."v$nls_parameters" WHERE parameter = 'NLS_DATE_FORMAT';
SELECT sys.alter_session('NLS_TERRITORY', 'GERMANY');
SELECT sys.num_to_char(1234.5, '9G999D99'), sys.nls_parameter('NLS_CURRENCY');
SELECT sys.alter_session('NLS_FOO', 'X');
SELECT sys.alter_session('NLS_LANGUAGE', 'KLINGON');
SELECT sys.alter_session('TIME_ZONE', '+05:30');
SELECT sys.sessiontimezone(), sys.ts_to_tstz('2024-02-29 10:00'::timestamp);
SELECT sys.alter_session('TIME_ZONE', 'America/New_York');
SELECT sys.sessiontimezone(), sys.ts_to_tstz('2024-02-29 10:00'::timestamp);
SELECT sys.alter_session('TIME_ZONE', 'Nowhere/City');
-- WHERE ROWID = x is a TID scan
INSERT INTO scott.dept VALUES (10, 'SALES');
SET plan_cache_mode = force_generic_plan; PREPARE by_rowid(sys.rowid) AS SELECT * FROM scott.dept WHERE ctid = sys.rowid_tid($1, 'scott.dept'::regclass::oid);
EXPLAIN (COSTS OFF) EXECUTE by_rowid('AAAR0oAAEAAAACbAAD');
SELECT dname FROM scott.dept WHERE ctid = sys.rowid_tid((SELECT sys.make_rowid(tableoid, ctid) FROM scott.dept), 'scott.dept'::regclass::oid);
CREATE TABLE tz (t sys.oratimestamptz PRIMARY KEY, n int);
INSERT INTO tz VALUES ('2024-01-01 10:00 +01:00', 1), ('2024-01-01 09:30 +00:00', 2), ('2024-01-01 12:00 Asia/Tokyo', 3);
INSERT INTO tz VALUES ('2024-01-01 09:00 +00:00', 4);
SELECT * FROM tz ORDER BY t;
SELECT sys.max(t), sys.min(t) FROM tz;
SELECT sys.drop_user('SCOTT', false);
SELECT sys.drop_user('SCOTT', true);
SELECT count(*) FROM sys.synonyms_;
DROP TABLE tz; DROP ROLE other;
