select 'first
second' s from dual;
