# installcheck.mk - "make installcheck" as PGXS users know it: pg_regress against a running server that has Oliphant in
# shared_preload_libraries. REGRESS_OPTS names the server ("--host=... --port=... --user=...").
REGRESS      ?= $(sort $(patsubst tests/sql/%.sql,%,$(wildcard tests/sql/*.sql)))
REGRESS_OPTS ?=
PG_REGRESS   := $(dir $(shell $(PG_CONFIG) --pgxs))../test/regress/pg_regress

installcheck:
	@mkdir -p build/regress
	$(PG_REGRESS) --inputdir=tests --outputdir=build/regress --bindir=$(PG_BIN) --dbname=contrib_regression \
	  --load-extension=oliphant $(REGRESS_OPTS) $(REGRESS)

PG_MAN := $(shell $(PG_CONFIG) --mandir)

# The manual page, from the program's own tables.
$(BUILD)/oliphant.1: $(BUILD)/oliphant
	$< help --man > $@
.PHONY: man install-man
man: $(BUILD)/oliphant.1
install-man: $(BUILD)/oliphant.1
	install -d $(DESTDIR)$(PG_MAN)/man1
	install -m 644 $< $(DESTDIR)$(PG_MAN)/man1/
install: install-man
