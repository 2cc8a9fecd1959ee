create table customers
(
  customer_id  number(9)          not null,
  name         varchar2(60 char)  not null,
  city         varchar2(40 char),
  since        date default date '2024-01-01' not null,
  constraint customers_pk primary key (customer_id)
);
