@@../lib/ignore_errors
drop user &shop_reader cascade;
drop user &shop_owner cascade;
drop role shop_role;
@@../lib/stop_at_errors
