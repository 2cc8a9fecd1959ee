column a format 9999.99
column b format 0999
column c format 9.99eeee
column d format s999
column e format 999mi
column f format 999pr
column g format b999
column h format xxxx
select 1234.5 a, 7 b, 12345 c, 5 d, -5 e, -5 f, 0 g, 255 h from dual;
