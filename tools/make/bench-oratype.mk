# bench-oratype.mk - make bench-oratype: nanoseconds per call of the hot paths of src/oratype, one line per case.
$(BUILD)/bench/oratype_bench: bench/oratype_bench.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) $(WARN) $< $(LIB) $(VLINK) -lcrypto -lm -o $@

.PHONY: bench-oratype
bench-oratype: $(BUILD)/bench/oratype_bench
	@$<
