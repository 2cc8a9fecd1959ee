set sqlcase upper
select 'abc' x from dual;
set sqlcase lower
select 'ABC' x from dual;
set sqlcase mixed
select 'aBc' x from dual;
