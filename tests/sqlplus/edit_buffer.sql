select 1 a from dual
.
define _editor = 'sed -i s/1/2/'
set editfile edited.buf
edit
run
edit
host cat edited.buf
clear buffer
edit
