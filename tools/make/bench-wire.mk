# bench-wire.mk - make bench-wire: nanoseconds of the hot paths of src/wire, one line per case.
$(BUILD)/bench/wire_bench: bench/wire_bench.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) $< $(LIB) $(VLINK) -lcrypto -lm -o $@

.PHONY: bench-wire
bench-wire: $(BUILD)/bench/wire_bench
	@$<
