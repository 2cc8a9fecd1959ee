prompt [&1] [&2] [&3]
