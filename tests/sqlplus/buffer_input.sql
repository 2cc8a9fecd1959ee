select 1 a
from dual
.
1
input , 2 b
list
run
