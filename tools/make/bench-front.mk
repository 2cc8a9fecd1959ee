# bench-front.mk - lexer and parser: megabytes per second.
$(BUILD)/bench/parse_bench: bench/parse_bench.c $(LIB)
	@mkdir -p $(@D)
	$(CC) $(BASE_FLAGS) $(VFLAGS) -Wall -Wextra -Werror $< $(LIB) $(VLINK) -lcrypto -lm -o $@

.PHONY: bench-front
bench-front: $(BUILD)/bench/parse_bench
	@$<
