# Oliphant. "make", "make install", "make installcheck" do what PGXS users expect; the rest is listed by "make help".
#
# liboliphant.a (no PostgreSQL headers), oliphant.so (PGXS), the programs oliphant and oliphant-listener.
# VARIANT=release|asan|cov|stress|debug chooses how; each has its own folder below build/.

PG_CONFIG ?= pg_config
VARIANT   ?= release
include src/objects.mk

BUILD     := build/$(VARIANT)
CC        := $(shell command -v ccache >/dev/null 2>&1 && echo ccache) gcc
WARN      := -Wall -Wextra -Werror -Wshadow -Wstrict-prototypes -Wmissing-prototypes -Wpointer-arith -Wvla \
             -Wwrite-strings -Wno-unused-parameter
BASE_FLAGS := -std=gnu11 -D_GNU_SOURCE -fPIC -fvisibility=hidden -fno-strict-aliasing -fwrapv -g -Isrc
ifeq ($(VARIANT),release)
VFLAGS := -O2
else ifeq ($(VARIANT),debug)
VFLAGS := -O0 -DOL_DEBUG
else ifeq ($(VARIANT),asan)
VFLAGS := -O1 -DOL_DEBUG -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
VLINK  := -fsanitize=address,undefined
else ifeq ($(VARIANT),cov)
VFLAGS := -O0 -DOL_DEBUG -DOL_COVERAGE --coverage
VLINK  := --coverage
else ifeq ($(VARIANT),stress)
VFLAGS := -O1 -DOL_DEBUG -DOL_STRESS -fsanitize=address,undefined -fno-sanitize-recover=undefined
VLINK  := -fsanitize=address,undefined
else
$(error VARIANT must be release, debug, asan, cov or stress)
endif

LIB_OBJ      := $(LIB_SRC:%.c=$(BUILD)/%.o)
CLI_OBJ      := $(CLI_SRC:%.c=$(BUILD)/%.o)
LISTENER_OBJ := $(LISTENER_SRC:%.c=$(BUILD)/%.o)
SERVER_OBJ   := $(SERVER_SRC:%.c=$(BUILD)/%.o)
LIB          := $(BUILD)/liboliphant.a

PG_INC     := $(shell $(PG_CONFIG) --includedir-server)
PG_LIBDIR  := $(shell $(PG_CONFIG) --pkglibdir)
PG_SHARE   := $(shell $(PG_CONFIG) --sharedir)
PG_BIN     := $(shell $(PG_CONFIG) --bindir)
PQ_INC     := $(shell $(PG_CONFIG) --includedir)
PQ_LIB     := $(shell $(PG_CONFIG) --libdir)

EXTVERSION := 0.1
PRODUCTS   := $(LIB) $(if $(SERVER_SRC),$(BUILD)/oliphant.so) $(if $(CLI_SRC),$(BUILD)/oliphant) \
              $(if $(LISTENER_SRC),$(BUILD)/oliphant-listener) $(BUILD)/oliphant--$(EXTVERSION).sql

.PHONY: all lib install installcheck clean help check check-quick check-all lint headers asan stress cov debug unit
all: $(PRODUCTS)
lib: $(LIB)

$(LIB): $(LIB_OBJ)
	@rm -f $@
	ar rcs $@ $^

# The texts of supplied packages are part of it (.incbin).
$(BUILD)/src/plc/supplied.o: $(wildcard sql/pkg/*.sql)

$(LIB_OBJ): $(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) -MMD -MP -c $< -o $@

$(CLI_OBJ): $(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) -I$(PQ_INC) -MMD -MP -c $< -o $@

$(LISTENER_OBJ): $(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) -MMD -MP -c $< -o $@

# Server code is compiled with PostgreSQL's headers as system headers: their warnings are not ours.
$(SERVER_OBJ): $(BUILD)/%.o: %.c
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(filter-out -fsanitize%,$(VFLAGS)) $(WARN) -Wno-shadow -Wno-sign-compare -Wno-missing-field-initializers \
	  -Wno-clobbered -Wno-format-truncation -isystem $(PG_INC) -isystem $(PQ_INC) -MMD -MP -c $< -o $@

$(BUILD)/oliphant.so: $(SERVER_OBJ) $(LIB)
	gcc -shared -o $@ $(SERVER_OBJ) -Wl,--whole-archive $(LIB) -Wl,--no-whole-archive $(VLINK) -lcrypto -lm

$(BUILD)/oliphant: $(CLI_OBJ) $(LIB)
	gcc -o $@ $(CLI_OBJ) $(LIB) $(VLINK) -L$(PQ_LIB) -lpq -lcrypto -lssl -lm

$(BUILD)/oliphant-listener: $(LISTENER_OBJ) $(LIB)
	gcc -o $@ $(LISTENER_OBJ) $(LIB) $(VLINK) -lcrypto -lm

$(BUILD)/oliphant--$(EXTVERSION).sql: sql/order.list $(addprefix sql/,$(SQL_PIECES))
	@mkdir -p $(@D)
	@{ printf '%s\n' '\echo Use "CREATE EXTENSION oliphant" to load this file. \quit'; \
	   for f in $(SQL_PIECES); do echo "-- $$f"; cat sql/$$f; done; } > $@

install: all
	install -d $(DESTDIR)$(PG_LIBDIR) $(DESTDIR)$(PG_SHARE)/extension $(DESTDIR)$(PG_BIN)
	install -m 644 oliphant.control $(BUILD)/oliphant--$(EXTVERSION).sql $(DESTDIR)$(PG_SHARE)/extension/
	$(if $(SERVER_SRC),install -m 755 $(BUILD)/oliphant.so $(DESTDIR)$(PG_LIBDIR)/)
	$(if $(CLI_SRC),install -m 755 $(BUILD)/oliphant $(DESTDIR)$(PG_BIN)/)
	$(if $(LISTENER_SRC),install -m 755 $(BUILD)/oliphant-listener $(DESTDIR)$(PG_BIN)/)

asan stress cov debug:
	$(MAKE) VARIANT=$@ all

clean:
	rm -rf build

-include $(LIB_OBJ:.o=.d) $(SERVER_OBJ:.o=.d) $(CLI_OBJ:.o=.d) $(LISTENER_OBJ:.o=.d)
-include tools/make/*.mk
