#!/usr/bin/env python3
"""gen_keywords.py - makes src/front/keywords.auto.h from defs/keywords.def: the hash slots of the keyword lookup.

Usage: tools/gen/gen_keywords.py > src/front/keywords.auto.h
"""
import re
import sys

words = re.findall(r'^OL_KEYWORD\((\w+),', open('defs/keywords.def').read(), re.M)
if words != sorted(words) or len(set(words)) != len(words):
    sys.exit('defs/keywords.def is not sorted or has a word twice')
SLOTS = 1
while SLOTS < 4 * len(words):
    SLOTS *= 2


def fnv(word):  # KEEP-SAME: hash_step in src/front/lex.c
    h = 0x811C9DC5
    for c in word.encode():
        h = ((h ^ c) * 0x01000193) & 0xFFFFFFFF
    return h


slots = [0] * SLOTS
for number, word in enumerate(words, 1):
    h = fnv(word)
    i = (h ^ (h >> 15)) & (SLOTS - 1)
    while slots[i]:
        i = (i + 1) & (SLOTS - 1)
    slots[i] = number
print('/*')
print(' * keywords.auto.h - hash slots of defs/keywords.def. Made by tools/gen/gen_keywords.py; do not edit.')
print(' */')
print('#define KEYWORD_SLOTS %du' % SLOTS)
print('#define KEYWORD_MAX %d' % max(map(len, words)))
print('static const uint16_t keyword_slots[KEYWORD_SLOTS] = {')
for i in range(0, SLOTS, 20):
    print('    ' + ', '.join(str(s) for s in slots[i:i + 20]) + ',')
print('};')
