create table shop_log
(
  log_id  number(9),
  happened timestamp(3) default systimestamp,
  text    varchar2(400),
  details clob
);
