/*
 * ttc_names.c - names and framings of what has a number on the wire.
 *
 * Owns:      the tables made from defs/tns_packets.def, ttc_messages.def, ttc_functions.def and wire_framing.def.
 * See also:  wire.h, wire_trace.c
 */
#include "wire/wire.h"
#include "wire/wire_int.h"

static const char *const packet_names[256] = {
#define TNS_PACKET(symbol, number, name) [number] = name,
#include "../../defs/tns_packets.def"
#undef TNS_PACKET
};

static const char *const message_names[256] = {
#define TTC_MESSAGE(symbol, number, name) [number] = name,
#include "../../defs/ttc_messages.def"
#undef TTC_MESSAGE
};

static const char *const function_names[256] = {
#define TTC_FUNCTION(symbol, number, name) [number] = name,
#include "../../defs/ttc_functions.def"
#undef TTC_FUNCTION
};

static const struct
{
    const char *name;
    uint8_t framing;
    uint8_t show;
} framings[256] = {
#define WIRE_FRAMING(number, name, framing, show) [number] = {name, framing, show},
#include "../../defs/wire_framing.def"
#undef WIRE_FRAMING
};

const char *ol_tns_packet_name(uint8_t type)
{
    return packet_names[type] != NULL ? packet_names[type] : "packet of unknown type";
}

const char *ol_ttc_message_name(uint8_t type)
{
    return message_names[type] != NULL ? message_names[type] : "message of unknown type";
}

const char *ol_ttc_function_name(uint8_t function)
{
    return function_names[function];
}

OlFraming ol_wire_framing(uint8_t wire_type)
{
    return (OlFraming)framings[wire_type].framing;
}

const char *ol_wire_type_name(uint8_t wire_type)
{
    return framings[wire_type].name != NULL ? framings[wire_type].name : "unknown type";
}

OlShow ol_wire_show(uint8_t wire_type)
{
    return (OlShow)framings[wire_type].show;
}
