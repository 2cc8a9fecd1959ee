rem The guide warns: a semicolon at the end of a comment ends the statement.
select 'x' a -- the end;
prompt next
