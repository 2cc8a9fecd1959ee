define a = abc
select '&a.def' x, '&a..def' y, '&a' z from dual;
