# golden-front.mk - golden tests of lexer and parser in the quick check; all golden tests: ./check golden
.PHONY: golden-front
golden-front: all
	@OLIPHANT=$(CURDIR)/$(BUILD)/oliphant tests/golden/run tests/golden/lex/*.test tests/golden/parse/*.test

check-quick: golden-front
