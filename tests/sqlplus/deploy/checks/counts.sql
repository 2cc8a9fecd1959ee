@@../lib/check_count customers 40
@@../lib/check_count orders 60
@@../lib/check_count order_lines 120
@@../lib/check_count &shop_owner..shop_log 60
