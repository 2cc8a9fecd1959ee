# lint.mk - checks of the tree's form: include rule, headers alone, banned functions, exported symbols, text, tables.
.PHONY: lint headers
lint: $(PRODUCTS)
	@VARIANT=$(VARIANT) PG_CONFIG=$(PG_CONFIG) tools/lint/run
headers:
	@PG_CONFIG=$(PG_CONFIG) tools/lint/run headers
