prompt
prompt  a text;  with blanks
prompt 'quoted' "text"
PROMPT &undefined_off
