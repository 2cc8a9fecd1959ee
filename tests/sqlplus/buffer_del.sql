one
select 1
from a
where b
and c
order by d
.
del 3
list
del 2 3
list
del last
list
del 5
del
list
del *
