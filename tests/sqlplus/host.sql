host echo from the shell
! echo bang
host false
prompt rc &_rc
