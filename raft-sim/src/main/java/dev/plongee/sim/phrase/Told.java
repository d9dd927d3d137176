package dev.plongee.sim.phrase;

import java.util.List;

/// An event, told.
///
/// @param who a server, a link, a client, or the network; may be empty
/// @param what the event itself
/// @param changes what followed, one sentence each
/// @param why the few decisions that explain it
/// @param all every decision, in order
/// @param routine whether it is the pulse of a healthy cluster and nothing else
public record Told(
    String who,
    String what,
    List<String> changes,
    List<Reason> why,
    List<Reason> all,
    boolean routine) {}
