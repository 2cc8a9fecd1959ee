# man.mk - the manual page, from the program's own tables.
PG_MAN := $(shell $(PG_CONFIG) --mandir)

$(BUILD)/oliphant.1: $(BUILD)/oliphant
	$< help --man > $@

.PHONY: man install-man
man: $(BUILD)/oliphant.1
install-man: $(BUILD)/oliphant.1
	install -d $(DESTDIR)$(PG_MAN)/man1
	install -m 644 $< $(DESTDIR)$(PG_MAN)/man1/
install: install-man
