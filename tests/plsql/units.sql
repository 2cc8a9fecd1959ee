create or replace function t_f(a number, c number default 10) return number is begin return a * 2 + c; end;
/
create or replace package t_pk is
  g number := 1;
  procedure inc(n number default 1);
  function get return number;
end;
/
create or replace package body t_pk is
  priv number := 100;
  procedure inc(n number default 1) is begin g := g + n; priv := priv + 1; end;
  function get return number is begin return g + priv; end;
begin
  priv := 1000;
end;
/
begin
  t_pk.inc;
  t_pk.inc(5);
  dbms_output.put_line(t_f(5) || ' ' || t_f(5, c => 1) || ' ' || t_pk.get || ' ' || t_pk.g); --> 20 11 1009 7
end;
/
create or replace procedure t_bad is begin nosuch; end;
/
declare
  n number;
begin
  select count(*) into n from user_errors where name = 'T_BAD';
  dbms_output.put_line(n); --> 2
end;
/
drop package t_pk
/
drop function t_f
/
drop procedure t_bad
/
drop procedure t_bad --> ORA-04043: object T_BAD does not exist
/
