timing start first
timing
timing stop
timing stop
set timing on
select 1 from dual;
