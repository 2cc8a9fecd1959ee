prompt two
@@three
