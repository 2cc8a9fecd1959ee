begin
  -- null;
  /* null;
     / */
  null;
end;
/
