# objects.mk - what is built from what, by folder. Every .c file in these folders belongs to its product.
# liboliphant: no PostgreSQL headers, no sockets, no globals.
LIB_DIRS    := base oratype wire front translate plc
# oliphant.so: the bridge and what lives in the server.
SERVER_DIRS := pg vm runtime runtime/types runtime/func runtime/pkg runtime/dict server
LIB_SRC      := $(foreach d,$(LIB_DIRS),$(sort $(wildcard src/$(d)/*.c)))
SERVER_SRC   := $(foreach d,$(SERVER_DIRS),$(sort $(wildcard src/$(d)/*.c)))
CLI_SRC      := $(sort $(wildcard src/cli/*.c) $(wildcard src/cli/*/*.c))
LISTENER_SRC := $(sort $(wildcard src/listener/*.c))
SQL_PIECES   := $(shell sed -e 's/\#.*//' sql/order.list 2>/dev/null)
