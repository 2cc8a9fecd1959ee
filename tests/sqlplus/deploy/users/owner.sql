create user &shop_owner identified by &shop_password;
grant connect, resource, unlimited tablespace to &shop_owner;
grant create view, create synonym, create trigger, create procedure, create sequence to &shop_owner;
prompt user &shop_owner
