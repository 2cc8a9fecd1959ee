-- DBMS_SQL: PL/SQL Packages and Types Reference, "DBMS_SQL".
PACKAGE dbms_sql AUTHID CURRENT_USER AS
  v6 CONSTANT INTEGER := 0;
  native CONSTANT INTEGER := 1;
  v7 CONSTANT INTEGER := 2;
  foreign_syntax CONSTANT INTEGER := 4294967295;
  varchar2_type CONSTANT PLS_INTEGER := 1;
  number_type CONSTANT PLS_INTEGER := 2;
  long_type CONSTANT PLS_INTEGER := 8;
  rowid_type CONSTANT PLS_INTEGER := 11;
  date_type CONSTANT PLS_INTEGER := 12;
  raw_type CONSTANT PLS_INTEGER := 23;
  long_raw_type CONSTANT PLS_INTEGER := 24;
  char_type CONSTANT PLS_INTEGER := 96;
  binary_float_type CONSTANT PLS_INTEGER := 100;
  binary_double_type CONSTANT PLS_INTEGER := 101;
  user_defined_type CONSTANT PLS_INTEGER := 109;
  ref_type CONSTANT PLS_INTEGER := 111;
  clob_type CONSTANT PLS_INTEGER := 112;
  blob_type CONSTANT PLS_INTEGER := 113;
  bfile_type CONSTANT PLS_INTEGER := 114;
  timestamp_type CONSTANT PLS_INTEGER := 180;
  timestamp_with_tz_type CONSTANT PLS_INTEGER := 181;
  interval_year_to_month_type CONSTANT PLS_INTEGER := 182;
  interval_day_to_second_type CONSTANT PLS_INTEGER := 183;
  urowid_type CONSTANT PLS_INTEGER := 208;
  timestamp_with_local_tz_type CONSTANT PLS_INTEGER := 231;
  boolean_type CONSTANT PLS_INTEGER := 252;
  inconsistent_type EXCEPTION;
  PRAGMA EXCEPTION_INIT(inconsistent_type, -6562);
  TYPE varchar2s IS TABLE OF VARCHAR2(256) INDEX BY BINARY_INTEGER;
  TYPE varchar2a IS TABLE OF VARCHAR2(32767) INDEX BY BINARY_INTEGER;
  TYPE number_table IS TABLE OF NUMBER INDEX BY BINARY_INTEGER;
  TYPE varchar2_table IS TABLE OF VARCHAR2(4000) INDEX BY BINARY_INTEGER;
  TYPE date_table IS TABLE OF DATE INDEX BY BINARY_INTEGER;
  TYPE clob_table IS TABLE OF CLOB INDEX BY BINARY_INTEGER;
  TYPE blob_table IS TABLE OF BLOB INDEX BY BINARY_INTEGER;
  TYPE timestamp_table IS TABLE OF TIMESTAMP INDEX BY BINARY_INTEGER;
  TYPE timestamp_with_time_zone_table IS TABLE OF TIMESTAMP WITH TIME ZONE INDEX BY BINARY_INTEGER;
  TYPE interval_day_to_second_table IS TABLE OF INTERVAL DAY TO SECOND INDEX BY BINARY_INTEGER;
  TYPE interval_year_to_month_table IS TABLE OF INTERVAL YEAR TO MONTH INDEX BY BINARY_INTEGER;
  TYPE binary_double_table IS TABLE OF BINARY_DOUBLE INDEX BY BINARY_INTEGER;
  TYPE binary_float_table IS TABLE OF BINARY_FLOAT INDEX BY BINARY_INTEGER;
  TYPE raw_table IS TABLE OF RAW(4000) INDEX BY BINARY_INTEGER;
  TYPE desc_rec IS RECORD (col_type BINARY_INTEGER := 0, col_max_len BINARY_INTEGER := 0, col_name VARCHAR2(32) := '', col_name_len BINARY_INTEGER := 0,
    col_schema_name VARCHAR2(32) := '', col_schema_name_len BINARY_INTEGER := 0, col_precision BINARY_INTEGER := 0, col_scale BINARY_INTEGER := 0,
    col_charsetid BINARY_INTEGER := 0, col_charsetform BINARY_INTEGER := 0, col_null_ok BOOLEAN := TRUE);
  TYPE desc_tab IS TABLE OF desc_rec INDEX BY BINARY_INTEGER;
  TYPE desc_rec2 IS RECORD (col_type BINARY_INTEGER := 0, col_max_len BINARY_INTEGER := 0, col_name VARCHAR2(32767) := '', col_name_len BINARY_INTEGER := 0,
    col_schema_name VARCHAR2(32) := '', col_schema_name_len BINARY_INTEGER := 0, col_precision BINARY_INTEGER := 0, col_scale BINARY_INTEGER := 0,
    col_charsetid BINARY_INTEGER := 0, col_charsetform BINARY_INTEGER := 0, col_null_ok BOOLEAN := TRUE);
  TYPE desc_tab2 IS TABLE OF desc_rec2 INDEX BY BINARY_INTEGER;
  TYPE desc_rec3 IS RECORD (col_type BINARY_INTEGER := 0, col_max_len BINARY_INTEGER := 0, col_name VARCHAR2(32767) := '', col_name_len BINARY_INTEGER := 0,
    col_schema_name VARCHAR2(32) := '', col_schema_name_len BINARY_INTEGER := 0, col_precision BINARY_INTEGER := 0, col_scale BINARY_INTEGER := 0,
    col_charsetid BINARY_INTEGER := 0, col_charsetform BINARY_INTEGER := 0, col_null_ok BOOLEAN := TRUE, col_type_name VARCHAR2(32767) := '', col_type_name_len BINARY_INTEGER := 0);
  TYPE desc_tab3 IS TABLE OF desc_rec3 INDEX BY BINARY_INTEGER;
  FUNCTION open_cursor(security_level IN INTEGER DEFAULT 1) RETURN INTEGER;
  FUNCTION is_open(c IN INTEGER) RETURN BOOLEAN AS LANGUAGE C NAME "sql_is_open";
  PROCEDURE close_cursor(c IN OUT INTEGER) AS LANGUAGE C NAME "sql_close";
  PROCEDURE parse(c IN INTEGER, statement IN varchar2s, lb IN INTEGER, ub IN INTEGER, lfflg IN BOOLEAN, language_flag IN INTEGER);
  PROCEDURE parse(c IN INTEGER, statement IN varchar2a, lb IN INTEGER, ub IN INTEGER, lfflg IN BOOLEAN, language_flag IN INTEGER);
  PROCEDURE parse(c IN INTEGER, statement IN VARCHAR2, language_flag IN INTEGER);
  PROCEDURE parse(c IN INTEGER, statement IN CLOB, language_flag IN INTEGER);
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN NUMBER) AS LANGUAGE C NAME "sql_bind_number";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN VARCHAR2, out_value_size IN INTEGER DEFAULT NULL) AS LANGUAGE C NAME "sql_bind_text";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN DATE) AS LANGUAGE C NAME "sql_bind_date";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN CLOB) AS LANGUAGE C NAME "sql_bind_clob";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN BLOB) AS LANGUAGE C NAME "sql_bind_blob";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN TIMESTAMP) AS LANGUAGE C NAME "sql_bind_timestamp";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN TIMESTAMP WITH TIME ZONE) AS LANGUAGE C NAME "sql_bind_timestamp_tz";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN INTERVAL DAY TO SECOND) AS LANGUAGE C NAME "sql_bind_interval";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN BINARY_DOUBLE) AS LANGUAGE C NAME "sql_bind_double";
  PROCEDURE bind_variable(c IN INTEGER, name IN VARCHAR2, value IN BOOLEAN) AS LANGUAGE C NAME "sql_bind_boolean";
  PROCEDURE bind_variable_char(c IN INTEGER, name IN VARCHAR2, value IN VARCHAR2, out_value_size IN INTEGER DEFAULT NULL) AS LANGUAGE C NAME "sql_bind_text";
  PROCEDURE bind_variable_raw(c IN INTEGER, name IN VARCHAR2, value IN RAW) AS LANGUAGE C NAME "sql_bind_raw";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN number_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN number_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN number_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY number_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY number_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN varchar2_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN varchar2_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN varchar2_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY varchar2_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY varchar2_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN date_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN date_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN date_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY date_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY date_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN clob_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN clob_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN clob_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY clob_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY clob_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN blob_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN blob_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN blob_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY blob_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY blob_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN timestamp_table);
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN timestamp_table, index1 IN INTEGER, index2 IN INTEGER);
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN timestamp_table, cnt IN INTEGER, lower_bound IN INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY timestamp_table);
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NOCOPY timestamp_table) AS LANGUAGE C NAME "sql_variable_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT NUMBER) AS LANGUAGE C NAME "sql_value_number";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT NUMBER) AS LANGUAGE C NAME "sql_variable_number";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_value_text";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_variable_text";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT DATE) AS LANGUAGE C NAME "sql_value_date";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT DATE) AS LANGUAGE C NAME "sql_variable_date";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT CLOB) AS LANGUAGE C NAME "sql_value_text";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT CLOB) AS LANGUAGE C NAME "sql_variable_text";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT BLOB) AS LANGUAGE C NAME "sql_value_raw";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT BLOB) AS LANGUAGE C NAME "sql_variable_raw";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT TIMESTAMP) AS LANGUAGE C NAME "sql_value_date";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT TIMESTAMP) AS LANGUAGE C NAME "sql_variable_date";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT TIMESTAMP WITH TIME ZONE) AS LANGUAGE C NAME "sql_value_timestamp_tz";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT TIMESTAMP WITH TIME ZONE) AS LANGUAGE C NAME "sql_variable_timestamp_tz";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT INTERVAL DAY TO SECOND) AS LANGUAGE C NAME "sql_value_interval";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT INTERVAL DAY TO SECOND) AS LANGUAGE C NAME "sql_variable_interval";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT BINARY_DOUBLE) AS LANGUAGE C NAME "sql_value_double";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT BINARY_DOUBLE) AS LANGUAGE C NAME "sql_variable_double";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT BOOLEAN) AS LANGUAGE C NAME "sql_value_boolean";
  PROCEDURE variable_value(c IN INTEGER, name IN VARCHAR2, value OUT BOOLEAN) AS LANGUAGE C NAME "sql_variable_boolean";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT NUMBER, column_error OUT NUMBER, actual_length OUT INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT VARCHAR2, column_error OUT NUMBER, actual_length OUT INTEGER);
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT DATE, column_error OUT NUMBER, actual_length OUT INTEGER);
  PROCEDURE column_value_char(c IN INTEGER, position IN INTEGER, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_value_text";
  PROCEDURE variable_value_char(c IN INTEGER, name IN VARCHAR2, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_variable_text";
  PROCEDURE column_value_raw(c IN INTEGER, position IN INTEGER, value OUT RAW) AS LANGUAGE C NAME "sql_value_raw";
  PROCEDURE variable_value_raw(c IN INTEGER, name IN VARCHAR2, value OUT RAW) AS LANGUAGE C NAME "sql_variable_raw";
  PROCEDURE column_value_rowid(c IN INTEGER, position IN INTEGER, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_value_text";
  PROCEDURE variable_value_rowid(c IN INTEGER, name IN VARCHAR2, value OUT VARCHAR2) AS LANGUAGE C NAME "sql_variable_text";
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN NUMBER);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN DATE);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN CLOB);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BLOB);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN TIMESTAMP);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN TIMESTAMP WITH TIME ZONE);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN INTERVAL DAY TO SECOND);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BINARY_DOUBLE);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BOOLEAN);
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN VARCHAR2, column_size IN INTEGER);
  PROCEDURE define_column_char(c IN INTEGER, position IN INTEGER, column IN VARCHAR2, column_size IN INTEGER);
  PROCEDURE define_column_raw(c IN INTEGER, position IN INTEGER, column IN RAW, column_size IN INTEGER);
  PROCEDURE define_column_long(c IN INTEGER, position IN INTEGER);
  PROCEDURE column_value_long(c IN INTEGER, position IN INTEGER, length IN INTEGER, offset IN INTEGER, value OUT VARCHAR2, value_length OUT INTEGER);
  PROCEDURE describe_columns(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab);
  PROCEDURE describe_columns2(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab2);
  PROCEDURE describe_columns3(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab3);
  FUNCTION execute(c IN INTEGER) RETURN INTEGER AS LANGUAGE C NAME "sql_execute";
  FUNCTION fetch_rows(c IN INTEGER) RETURN INTEGER AS LANGUAGE C NAME "sql_fetch";
  FUNCTION execute_and_fetch(c IN INTEGER, exact IN BOOLEAN DEFAULT FALSE) RETURN INTEGER AS LANGUAGE C NAME "sql_execute_and_fetch";
  FUNCTION last_error_position RETURN INTEGER AS LANGUAGE C NAME "sql_last_error_position";
  FUNCTION last_row_count RETURN INTEGER AS LANGUAGE C NAME "sql_last_row_count";
  FUNCTION to_refcursor(cursor_number IN OUT INTEGER) RETURN SYS_REFCURSOR AS LANGUAGE C NAME "sql_to_refcursor";
  FUNCTION to_cursor_number(rc IN OUT SYS_REFCURSOR) RETURN INTEGER AS LANGUAGE C NAME "sql_to_cursor_number";
  PROCEDURE return_result(rc IN OUT SYS_REFCURSOR, to_client IN BOOLEAN DEFAULT TRUE);
END;
/
PACKAGE BODY dbms_sql AS
  FUNCTION open_ RETURN INTEGER AS LANGUAGE C NAME "sql_open";
  PROCEDURE parse_(c INTEGER, statement CLOB) AS LANGUAGE C NAME "sql_parse";
  PROCEDURE define_(c INTEGER, position INTEGER) AS LANGUAGE C NAME "sql_define_column";
  PROCEDURE define_array_(c INTEGER, position INTEGER, cnt INTEGER, low INTEGER) AS LANGUAGE C NAME "sql_define_array";
  FUNCTION columns_of(c INTEGER) RETURN NUMBER AS LANGUAGE C NAME "sql_column_count";
  FUNCTION info(c INTEGER, position INTEGER, what VARCHAR2) RETURN NUMBER AS LANGUAGE C NAME "sql_column_info";
  FUNCTION name_of(c INTEGER, position INTEGER) RETURN VARCHAR2 AS LANGUAGE C NAME "sql_column_name";
  PROCEDURE unsupported(what VARCHAR2) AS LANGUAGE C NAME "unsupported";
  FUNCTION open_cursor(security_level IN INTEGER DEFAULT 1) RETURN INTEGER IS BEGIN RETURN open_; END;
  PROCEDURE parse(c IN INTEGER, statement IN varchar2s, lb IN INTEGER, ub IN INTEGER, lfflg IN BOOLEAN, language_flag IN INTEGER) IS
    s CLOB;
  BEGIN
    FOR i IN lb .. ub LOOP
      s := s || statement(i) || CASE WHEN lfflg THEN CHR(10) END;
    END LOOP;
    parse_(c, s);
  END;
  PROCEDURE parse(c IN INTEGER, statement IN varchar2a, lb IN INTEGER, ub IN INTEGER, lfflg IN BOOLEAN, language_flag IN INTEGER) IS
    s CLOB;
  BEGIN
    FOR i IN lb .. ub LOOP
      s := s || statement(i) || CASE WHEN lfflg THEN CHR(10) END;
    END LOOP;
    parse_(c, s);
  END;
  PROCEDURE parse(c IN INTEGER, statement IN VARCHAR2, language_flag IN INTEGER) IS BEGIN parse_(c, statement); END;
  PROCEDURE parse(c IN INTEGER, statement IN CLOB, language_flag IN INTEGER) IS BEGIN parse_(c, statement); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab number_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN number_table) IS BEGIN bind_array_(c, name, n_tab, 'n', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN number_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 'n', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN number_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY number_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY number_table) IS BEGIN value_array_(c, position, n_tab, 'n'); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab varchar2_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN varchar2_table) IS BEGIN bind_array_(c, name, n_tab, 's', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN varchar2_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 's', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN varchar2_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY varchar2_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY varchar2_table) IS BEGIN value_array_(c, position, n_tab, 's'); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab date_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN date_table) IS BEGIN bind_array_(c, name, n_tab, 't', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN date_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 't', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN date_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY date_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY date_table) IS BEGIN value_array_(c, position, n_tab, 't'); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab clob_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN clob_table) IS BEGIN bind_array_(c, name, n_tab, 's', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN clob_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 's', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN clob_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY clob_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY clob_table) IS BEGIN value_array_(c, position, n_tab, 's'); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab blob_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN blob_table) IS BEGIN bind_array_(c, name, n_tab, 'r', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN blob_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 'r', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN blob_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY blob_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY blob_table) IS BEGIN value_array_(c, position, n_tab, 'r'); END;
  PROCEDURE bind_array_(c INTEGER, name VARCHAR2, tab timestamp_table, kind VARCHAR2, low NUMBER, high NUMBER) AS LANGUAGE C NAME "sql_bind_array";
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN timestamp_table) IS BEGIN bind_array_(c, name, n_tab, 't', NULL, NULL); END;
  PROCEDURE bind_array(c IN INTEGER, name IN VARCHAR2, n_tab IN timestamp_table, index1 IN INTEGER, index2 IN INTEGER) IS BEGIN bind_array_(c, name, n_tab, 't', index1, index2); END;
  PROCEDURE define_array(c IN INTEGER, position IN INTEGER, n_tab IN timestamp_table, cnt IN INTEGER, lower_bound IN INTEGER) IS BEGIN define_array_(c, position, cnt, lower_bound); END;
  PROCEDURE value_array_(c INTEGER, position INTEGER, tab IN OUT NOCOPY timestamp_table, kind VARCHAR2) AS LANGUAGE C NAME "sql_value_array";
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, n_tab IN OUT NOCOPY timestamp_table) IS BEGIN value_array_(c, position, n_tab, 't'); END;
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT NUMBER, column_error OUT NUMBER, actual_length OUT INTEGER) IS
    v NUMBER;
  BEGIN
    column_value(c, position, v);
    value := v;
    column_error := 0;
    actual_length := CASE WHEN v IS NULL THEN 0 ELSE VSIZE(v) END;
  END;
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT VARCHAR2, column_error OUT NUMBER, actual_length OUT INTEGER) IS
    v VARCHAR2(32767);
  BEGIN
    column_value(c, position, v);
    value := v;
    column_error := 0;
    actual_length := NVL(LENGTHB(v), 0);
  END;
  PROCEDURE column_value(c IN INTEGER, position IN INTEGER, value OUT DATE, column_error OUT NUMBER, actual_length OUT INTEGER) IS
    v DATE;
  BEGIN
    column_value(c, position, v);
    value := v;
    column_error := 0;
    actual_length := CASE WHEN v IS NULL THEN 0 ELSE 7 END;
  END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN NUMBER) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN DATE) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN CLOB) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BLOB) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN TIMESTAMP) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN TIMESTAMP WITH TIME ZONE) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN INTERVAL DAY TO SECOND) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BINARY_DOUBLE) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN BOOLEAN) IS BEGIN define_(c, position); END;
  PROCEDURE define_column(c IN INTEGER, position IN INTEGER, column IN VARCHAR2, column_size IN INTEGER) IS BEGIN define_(c, position); END;
  PROCEDURE define_column_char(c IN INTEGER, position IN INTEGER, column IN VARCHAR2, column_size IN INTEGER) IS BEGIN define_(c, position); END;
  PROCEDURE define_column_raw(c IN INTEGER, position IN INTEGER, column IN RAW, column_size IN INTEGER) IS BEGIN define_(c, position); END;
  PROCEDURE define_column_long(c IN INTEGER, position IN INTEGER) IS BEGIN define_(c, position); END;
  PROCEDURE column_value_long(c IN INTEGER, position IN INTEGER, length IN INTEGER, offset IN INTEGER, value OUT VARCHAR2, value_length OUT INTEGER) IS
    v CLOB;
    s VARCHAR2(32767);
  BEGIN
    column_value(c, position, v);
    s := SUBSTR(v, offset + 1, length);
    value := s;
    value_length := NVL(LENGTHB(s), 0);
  END;
  PROCEDURE describe_columns(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab) IS
    n PLS_INTEGER := columns_of(c);
    r desc_rec;
  BEGIN
    FOR i IN 1 .. n LOOP
      r.col_type := info(c, i, 'T');
      r.col_max_len := info(c, i, 'L');
      r.col_name := name_of(c, i);
      r.col_name_len := LENGTHB(r.col_name);
      r.col_precision := info(c, i, 'P');
      r.col_scale := info(c, i, 'S');
      r.col_charsetid := info(c, i, 'C');
      r.col_charsetform := info(c, i, 'F');
      r.col_null_ok := info(c, i, 'N') = 1;
      desc_t(i) := r;
    END LOOP;
    col_cnt := n;
  END;
  PROCEDURE describe_columns2(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab2) IS
    n PLS_INTEGER := columns_of(c);
    r desc_rec2;
  BEGIN
    FOR i IN 1 .. n LOOP
      r.col_type := info(c, i, 'T');
      r.col_max_len := info(c, i, 'L');
      r.col_name := name_of(c, i);
      r.col_name_len := LENGTHB(r.col_name);
      r.col_precision := info(c, i, 'P');
      r.col_scale := info(c, i, 'S');
      r.col_charsetid := info(c, i, 'C');
      r.col_charsetform := info(c, i, 'F');
      r.col_null_ok := info(c, i, 'N') = 1;
      desc_t(i) := r;
    END LOOP;
    col_cnt := n;
  END;
  PROCEDURE describe_columns3(c IN INTEGER, col_cnt OUT INTEGER, desc_t OUT desc_tab3) IS
    n PLS_INTEGER := columns_of(c);
    r desc_rec3;
  BEGIN
    FOR i IN 1 .. n LOOP
      r.col_type := info(c, i, 'T');
      r.col_max_len := info(c, i, 'L');
      r.col_name := name_of(c, i);
      r.col_name_len := LENGTHB(r.col_name);
      r.col_precision := info(c, i, 'P');
      r.col_scale := info(c, i, 'S');
      r.col_charsetid := info(c, i, 'C');
      r.col_charsetform := info(c, i, 'F');
      r.col_null_ok := info(c, i, 'N') = 1;
      desc_t(i) := r;
    END LOOP;
    col_cnt := n;
  END;
  PROCEDURE return_result(rc IN OUT SYS_REFCURSOR, to_client IN BOOLEAN DEFAULT TRUE) IS BEGIN unsupported('DBMS_SQL.RETURN_RESULT'); END;
END;
