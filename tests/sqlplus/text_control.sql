select 'a' || chr(9) || 'b' t, 'x' || chr(10) || 'y' u from dual;
