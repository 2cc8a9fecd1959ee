create table t_ds (id number, name varchar2(20), d date)
/
declare
  c integer := dbms_sql.open_cursor; n integer; names dbms_sql.varchar2_table; ids dbms_sql.number_table;
begin
  dbms_sql.parse(c, 'insert into t_ds values (:id, :name, :d)', dbms_sql.native);
  for i in 1 .. 3 loop
    dbms_sql.bind_variable(c, ':id', i);
    dbms_sql.bind_variable(c, 'name', 'n' || i);
    dbms_sql.bind_variable(c, ':D', date '2020-01-01' + i);
    n := dbms_sql.execute(c);
  end loop;
  dbms_output.put_line(n || ' ' || dbms_sql.last_row_count); --> 1 1
  dbms_sql.parse(c, 'insert into t_ds (id, name) values (:i, :n)', dbms_sql.native);
  for i in 1 .. 5 loop ids(i) := 10 + i; names(i) := 'a' || i; end loop;
  dbms_sql.bind_array(c, 'i', ids);
  dbms_sql.bind_array(c, 'n', names, 2, 4);
  dbms_output.put_line(dbms_sql.execute(c)); --> 3
  dbms_sql.close_cursor(c);
  dbms_output.put_line(nvl(c, -1)); --> -1
  commit;
end;
/
declare
  c integer; n integer; id number; name varchar2(20); d date; r varchar2(200); t dbms_sql.desc_tab; k integer; e number; l integer;
begin
  c := dbms_sql.open_cursor;
  dbms_sql.parse(c, 'select id, name, d from t_ds where id < :x order by id', dbms_sql.native);
  dbms_sql.describe_columns(c, k, t);
  for i in 1 .. k loop r := r || t(i).col_name || ':' || t(i).col_type || ':' || t(i).col_max_len || ' '; end loop;
  dbms_output.put_line(rtrim(r)); --> ID:2:22 NAME:1:20 D:12:7
  dbms_sql.define_column(c, 1, id);
  dbms_sql.define_column(c, 2, name, 20);
  dbms_sql.define_column(c, 3, d);
  dbms_sql.bind_variable(c, 'x', 3);
  n := dbms_sql.execute(c);
  loop
    exit when dbms_sql.fetch_rows(c) = 0;
    dbms_sql.column_value(c, 1, id);
    dbms_sql.column_value(c, 2, name, e, l);
    dbms_sql.column_value(c, 3, d);
    dbms_output.put_line(id || name || to_char(d, 'yyyymmdd') || l); --> 1n1202001022
  end loop;
  --> 2n2202001032
  dbms_output.put_line(n || ' ' || dbms_sql.last_row_count); --> 0 2
  begin
    dbms_sql.bind_variable(c, 'nosuch', 1);
  exception when others then dbms_output.put_line(sqlerrm); --> ORA-01006: bind variable does not exist
  end;
  begin
    dbms_sql.parse(c, 'select idx from t_ds', dbms_sql.native);
  exception when others then dbms_output.put_line(sqlcode || ' ' || dbms_sql.last_error_position); --> -904 7
  end;
  dbms_sql.close_cursor(c);
  begin
    n := dbms_sql.execute(1);
  exception when others then dbms_output.put_line(sqlerrm); --> ORA-01001: invalid cursor
  end;
end;
/
declare
  c integer := dbms_sql.open_cursor; n integer; v varchar2(100); x number; rc sys_refcursor; ids dbms_sql.number_table; got integer; s varchar2(100);
begin
  dbms_sql.parse(c, 'begin :out := upper(:inp) || :num; :num := :num + 1; end;', dbms_sql.native);
  dbms_sql.bind_variable(c, 'out', v, 100);
  dbms_sql.bind_variable(c, 'inp', 'abc');
  dbms_sql.bind_variable(c, 'num', 41);
  n := dbms_sql.execute(c);
  dbms_sql.variable_value(c, 'out', v);
  dbms_sql.variable_value(c, 'num', x);
  dbms_output.put_line(v || ' ' || x); --> ABC41 42
  dbms_sql.parse(c, 'update t_ds set name = name || ''!'' where id = 2 returning name into :r', dbms_sql.native);
  dbms_sql.bind_variable(c, 'r', v, 100);
  n := dbms_sql.execute(c);
  dbms_sql.variable_value(c, 'r', v);
  dbms_output.put_line(n || v); --> 1n2!
  dbms_sql.parse(c, 'select id from t_ds order by id', dbms_sql.native);
  dbms_sql.define_array(c, 1, ids, 4, 1);
  n := dbms_sql.execute(c);
  loop
    got := dbms_sql.fetch_rows(c);
    dbms_sql.column_value(c, 1, ids);
    exit when got < 4;
  end loop;
  for i in 1 .. ids.count loop s := s || ids(i) || ' '; end loop;
  dbms_output.put_line(s || got); --> 1 2 3 12 13 14 2
  dbms_sql.parse(c, 'select name from t_ds where id in (1, 2) order by 1', dbms_sql.native);
  n := dbms_sql.execute(c);
  rc := dbms_sql.to_refcursor(c);
  loop
    fetch rc into v;
    exit when rc%notfound;
    dbms_output.put_line(v); --> n1
  end loop;
  --> n2!
  close rc;
  open rc for select id, name from t_ds where id = 3;
  c := dbms_sql.to_cursor_number(rc);
  dbms_sql.define_column(c, 2, v, 100);
  dbms_output.put_line(dbms_sql.fetch_rows(c) || case when dbms_sql.is_open(c) then ' open' end); --> 1 open
  dbms_sql.column_value(c, 2, v);
  dbms_output.put_line(v); --> n3
  dbms_sql.close_cursor(c);
  c := dbms_sql.open_cursor;
  dbms_sql.parse(c, 'drop table t_ds purge', dbms_sql.native);
  dbms_sql.close_cursor(c);
  select count(*) into n from user_tables where table_name = 'T_DS';
  dbms_output.put_line(n); --> 0
end;
/
declare
  c integer := dbms_sql.open_cursor; s dbms_sql.varchar2a; n integer; v number;
begin
  s(1) := 'select'; s(2) := '1 + 2 from dual';
  dbms_sql.parse(c, s, 1, 2, true, dbms_sql.native);
  dbms_sql.define_column(c, 1, v);
  n := dbms_sql.execute_and_fetch(c, true);
  dbms_sql.column_value(c, 1, v);
  dbms_output.put_line(n || ' ' || v); --> 1 3
  begin
    dbms_sql.column_value(c, 2, v);
  exception when others then dbms_output.put_line(sqlerrm); --> ORA-01007: variable not in select list
  end;
  dbms_sql.close_cursor(c);
end;
/
