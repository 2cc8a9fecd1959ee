select 1 a
from nowhere
.
2 from dual
list
/
