@@shop.pks
show errors
@@shop.pkb
show errors package body shop
@@report_total.prc
@@triggers
@@views
@@recompile
