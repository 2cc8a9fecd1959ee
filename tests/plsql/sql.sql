create table t_vm (id number primary key, name varchar2(20))
/
begin
  for i in 1 .. 250 loop insert into t_vm values (i, 'n' || i); end loop;
  dbms_output.put_line(sql%rowcount); --> 1
  commit;
end;
/
declare
  v t_vm%rowtype;
  s number := 0;
begin
  select * into v from t_vm where id = 7;
  dbms_output.put_line(v.name); --> n7
  for r in (select id from t_vm) loop s := s + r.id; end loop;
  dbms_output.put_line(s); --> 31375
  begin
    select * into v from t_vm where id = 0;
  exception
    when no_data_found then dbms_output.put_line(sqlcode || sqlerrm); --> 100ORA-01403: no data found
  end;
  select * into v from t_vm; --> ORA-01422: exact fetch returns more than requested number of rows
end;
/
begin
  insert into t_vm values (1, 'x');
exception
  when dup_val_on_index then dbms_output.put_line('dup'); --> dup
end;
/
begin
  insert into t_vm values (1000, 'x');
  raise_application_error(-20005, 'undone'); --> ORA-20005: undone
end;
/
declare
  type tab is table of number;
  l tab := tab(1, 2, 3);
  n number;
begin
  select count(*) into n from t_vm where id = 1000;
  dbms_output.put_line(n); --> 0
  forall i in 1 .. l.count update t_vm set name = 'f' where id = l(i);
  dbms_output.put_line(sql%rowcount || ',' || sql%bulk_rowcount(1)); --> 3,1
  rollback;
  execute immediate 'select count(*) from t_vm where id < :1' into n using 10;
  dbms_output.put_line(n); --> 9
  execute immediate 'drop table nosuch';
exception
  when others then dbms_output.put_line(sqlerrm); --> ORA-00942: table or view does not exist
end;
/
drop table t_vm
/
