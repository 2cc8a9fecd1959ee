declare
  t varchar2(100);
  n number := 0;
begin
  for i in 1 .. 10 loop n := n + i; end loop;
  for i in reverse 1 .. 3 loop t := t || i; end loop;
  dbms_output.put_line(n || ' ' || t); --> 55 321
end;
/
declare
  n number;
begin
  n := 1 / 0; --> ORA-01476: divisor is equal to zero
end;
/
declare
  e exception;
begin
  begin
    raise e;
  exception
    when e then dbms_output.put_line('e ' || sqlcode); --> e 1
  end;
  raise_application_error(-20001, 'mine'); --> ORA-20001: mine
end;
/
declare
  a number(3);
begin
  a := 12345; --> ORA-06502: PL/SQL: numeric or value error: number precision too large
end;
/
declare
  a varchar2(3);
begin
  a := 'abcd'; --> ORA-06502: PL/SQL: numeric or value error: character string buffer too small
end;
/
declare
  function fib(n number) return number is
  begin
    if n < 2 then return n; end if;
    return fib(n - 1) + fib(n - 2);
  end;
  procedure twice(x in out number) is begin x := x * 2; end;
  v number := 21;
begin
  twice(v);
  dbms_output.put_line(v || ' ' || fib(15)); --> 42 610
end;
/
declare
  type t is table of varchar2(10) index by varchar2(10);
  x t;
  k varchar2(10);
begin
  x('b') := '2';
  x('a') := '1';
  k := x.first;
  while k is not null loop
    dbms_output.put_line(k || x(k)); --> a1
    k := x.next(k); --> b2
  end loop;
  dbms_output.put_line(x('c')); --> ORA-01403: no data found
end;
/
begin
  dbms_output.put_line(substr('hello', 2, 3) || upper('x') || instr('abc', 'c') || lpad('1', 3, '0') || nvl(null, 'z')); --> ellX3001z
end;
/
begin
  dbms_output.put_line(greatest(1, 5, 3) || least('b', 'a') || to_char(greatest(date '2024-01-01', date '2024-02-03'), 'DDMM')); --> 5a0302
end;
/
