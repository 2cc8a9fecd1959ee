select a,
  b,
  c,
  d
from t
.
list 2
list 2 3
l *
l last
l 3 *
l * last
l 9
2
l *
