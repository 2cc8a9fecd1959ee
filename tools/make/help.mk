# help.mk - "make help": what can be made, in one screen.
define HELP_TEXT
make                     liboliphant.a, oliphant.so, oliphant, oliphant-listener in build/$(VARIANT)
make install             into the PostgreSQL of PG_CONFIG (DESTDIR puts it elsewhere)
make installcheck        tests of functions, types and dictionary on a private server
make debug|asan|stress|cov    the other variants; VARIANT=name makes any target in one
make unit                unit tests of the library
make check-quick         what must pass before every commit, without a server
make check               all tests, as ./check does
make lint                form of the tree
make headers             each header alone
make fuzz-replay         fuzz corpora under sanitizers
make fuzz TARGET=x TIME=60    look for new inputs with libFuzzer
make man                 the manual page, build/$(VARIANT)/oliphant.1
make clean               remove build/
endef
export HELP_TEXT
.PHONY: help check
help:
	@echo "$$HELP_TEXT"
check:
	@./check
