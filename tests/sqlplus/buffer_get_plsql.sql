begin
  null;
end;
.
save gp replace
clear buffer
get gp
/
