# installcheck.mk - tests of functions, types and dictionary views on a private server (tests/sql/run says how to run one).
.PHONY: check-sql
check-sql: all
	@tests/sql/run
installcheck: check-sql
