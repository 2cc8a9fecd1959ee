@@counts
@@values
connect &shop_owner/&shop_password@&shop_dsn
@@../lib/settings
@@calls
