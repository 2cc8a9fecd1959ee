prompt above
newpage 2
prompt below
