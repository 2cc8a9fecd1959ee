create or replace trigger customers_name
before insert or update of name on customers
for each row
begin
  :new.name := trim(:new.name);

end;
/
