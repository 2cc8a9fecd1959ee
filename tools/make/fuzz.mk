# fuzz.mk - fuzz targets (fuzz/<target>.c, LLVMFuzzerTestOneInput) and their corpora (fuzz/corpus/<target>/).
#   make fuzz-replay              every corpus through its target, with gcc's sanitizers: part of the normal run
#   make fuzz TARGET=x TIME=60    look for new inputs with libFuzzer (clang); findings land in build/fuzz/x/
# A target may only use liboliphant, unless FUZZ_EXTRA_<target> names further sources.
FUZZ_TARGETS := $(filter-out replay_main,$(sort $(patsubst fuzz/%.c,%,$(wildcard fuzz/*.c))))
FUZZ_SAN     := -fsanitize=address,undefined -fno-sanitize-recover=undefined -fno-omit-frame-pointer
FUZZ_BUILD   := build/asan
TIME         ?= 60
# the client without its network
FUZZ_EXTRA_sqlplus_command := $(filter-out src/cli/sqlplus/net.c src/cli/sqlplus/tls.c,$(wildcard src/cli/sqlplus/*.c))

ifeq ($(VARIANT),asan)
$(FUZZ_BUILD)/fuzz/%: fuzz/%.c fuzz/replay_main.c $(LIB) $(FUZZ_EXTRA_sqlplus_command)
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) -O1 -DOL_DEBUG $(FUZZ_SAN) -Wall -Wextra -Werror -Wno-unused-parameter $< fuzz/replay_main.c \
	  $(FUZZ_EXTRA_$*) $(LIB) -lcrypto -lm -o $@
fuzz-programs: $(FUZZ_TARGETS:%=$(FUZZ_BUILD)/fuzz/%)
endif

.PHONY: fuzz fuzz-replay fuzz-programs
fuzz-replay:
	@$(MAKE) -s VARIANT=asan fuzz-programs
	@tools/test/fuzz-replay $(FUZZ_TARGETS:%=$(FUZZ_BUILD)/fuzz/%)

fuzz:
	@test -n "$(TARGET)" || { echo "make fuzz TARGET=... TIME=seconds; targets: $(FUZZ_TARGETS)"; exit 2; }
	@mkdir -p build/fuzz/$(TARGET)/new fuzz/corpus/$(TARGET)
	clang $(BASE_FLAGS) -O1 -DOL_DEBUG -fsanitize=fuzzer,address,undefined -fno-sanitize-recover=undefined \
	  fuzz/$(TARGET).c $(FUZZ_EXTRA_$(TARGET)) $(LIB_SRC) -lcrypto -lm -o build/fuzz/$(TARGET)/$(TARGET)
	cd build/fuzz/$(TARGET) && ./$(TARGET) -max_total_time=$(TIME) -timeout=10 -rss_limit_mb=2048 -close_fd_mask=1 \
	  new $(CURDIR)/fuzz/corpus/$(TARGET)
