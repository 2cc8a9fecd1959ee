rem What is removed may not be there.
whenever sqlerror continue none
set termout off
