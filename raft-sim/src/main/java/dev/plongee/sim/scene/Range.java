package dev.plongee.sim.scene;

/// Two durations in microseconds, the first not longer than the second.
record Range(long minUs, long maxUs) {}
