set define off
@@customers
@@products
set define on
@@orders
commit;
