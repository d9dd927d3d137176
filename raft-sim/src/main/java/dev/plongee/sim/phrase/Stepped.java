package dev.plongee.sim.phrase;

import dev.plongee.core.Input;
import dev.plongee.core.Output;
import dev.plongee.core.RoleName;

/// One step of a server, and what the server was after it.
///
/// @param uptime microseconds since it started, by its own clock
public record Stepped(
    int server, Input input, Output output, RoleName role, long term, long uptime) {}
