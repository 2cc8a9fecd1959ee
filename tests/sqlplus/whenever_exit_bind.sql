variable rc number = 17
whenever sqlerror exit :rc
select nope from dual;
