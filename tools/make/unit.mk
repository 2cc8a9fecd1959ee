# unit.mk - C tests of liboliphant (tests/unit/<folder>/<file>_test.c, cmocka), one program each; no server needed.
UNIT_SRC  := $(sort $(wildcard tests/unit/*/*_test.c))
UNIT_BIN  := $(UNIT_SRC:%.c=$(BUILD)/%)
UNIT_ARGS ?=
# sources beside the library, by folder
UNIT_EXTRA_cli := $(wildcard src/cli/sqlplus/*.c) src/cli/term.c

.SECONDEXPANSION:
$(UNIT_BIN): $(BUILD)/%: %.c $(LIB) $$(UNIT_EXTRA_$$(notdir $$(@D)))
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) -Wall -Wextra -Werror -Wno-unused-parameter -MMD -MP $< $(UNIT_EXTRA_$(notdir $(@D))) $(LIB) $(VLINK) -lcmocka \
	  -lssl -lcrypto -lm -o $@
-include $(UNIT_BIN:=.d)

.PHONY: unit
unit: $(UNIT_BIN)
	@tools/dev/run-units $(UNIT_BIN)

# Under a minute, no server.
check-quick: unit
