# bench-translate.mk - make bench-translate: how fast statements are translated, one line per case.
$(BUILD)/bench/translate_bench: bench/translate_bench.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) $< $(LIB) $(VLINK) -lcrypto -lm -o $@

.PHONY: bench-translate
bench-translate: $(BUILD)/bench/translate_bench
	@$<
