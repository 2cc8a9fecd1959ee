select 'a;b' s from dual;
select 'a' || ';' s from dual;
