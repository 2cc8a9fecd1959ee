@lib/quiet.sql
set suffix txt
@lib/quiet
set suffix sql
