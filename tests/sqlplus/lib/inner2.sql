prompt second level, still &1
