set transaction read only;
commit;
grant select on dept to system;
revoke select on dept from system;
