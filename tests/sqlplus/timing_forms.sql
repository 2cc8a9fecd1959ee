timing
timing start first
timing start second
timing
timing show
timing stop
timing stop
timing stop
timing nonsense
