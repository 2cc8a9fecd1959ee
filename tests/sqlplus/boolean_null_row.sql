select null n, '' e, 'x' x from dual;
