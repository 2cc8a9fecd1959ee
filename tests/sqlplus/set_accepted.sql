set tab off buffer sql flush off embedded off autorecovery off colinvisible off copytypecheck off
set escchar off
set flagger off
set instance local
set lobprefetch 100 logsource "" rowprefetch 2 securedcol off shiftinout visible sqlpluscompatibility 19.1.0
set statementcache 20 xmloptimizationcheck off
set describe depth 2 linenum on indent off
set time on
set time off
prompt all taken
show rowprefetch
show tab
