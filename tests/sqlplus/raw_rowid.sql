select hextoraw('deadbeef') r from dual;
select length(rowidtochar(rowid)) n from dept where deptno = 10;
