create table plus_types (a number, b number(5), c number(7,2), d varchar2(10), e varchar2(10 char), f char(3), g date, h timestamp(3), i clob, j blob, k raw(16), l float, m binary_double, n timestamp with time zone, o interval year to month, p nvarchar2(5) not null);
describe plus_types
set linesize 120
desc plus_types
drop table plus_types;
