rem a remark with &nothing
remark another
-- a comment
/* one line */
/* more
lines; with a semicolon
*/
select /* inside */ 1 -- to the end
  + 1 as two
from dual;
prompt done
