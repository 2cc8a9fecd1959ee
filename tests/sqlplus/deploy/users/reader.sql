create user &shop_reader identified by &shop_password;
grant create session, create synonym to &shop_reader;
prompt user &shop_reader
