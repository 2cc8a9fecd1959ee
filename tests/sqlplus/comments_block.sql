/* a comment
   of lines; with a semicolon
/
*/
select /* inside */ 1 a from dual;
-- alone
REM remark;
remark another
select 2 b -- at the end
from dual;
