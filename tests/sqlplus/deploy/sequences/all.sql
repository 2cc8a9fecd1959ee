create sequence order_seq start with 1000 nocache;
create sequence log_seq start with 1 nocache;
