host echo from the shell
! echo again
host exit 3
define _rc
define x = shown
host echo &x
