package dev.plongee.sim.check;

import dev.plongee.core.Input;
import dev.plongee.core.Message;
import dev.plongee.core.Output;
import dev.plongee.core.RaftView;
import dev.plongee.core.RoleName;
import dev.plongee.sim.world.World;
import org.jspecify.annotations.Nullable;

/// One step of one server, as every chapter gets to see it.
///
/// @param before the server as it was before the step
/// @param after the server as it is now
/// @param role that it has now
/// @param reign the server and its incarnation, as the ledger of leaders knows them
record Step(
    World world,
    Mirror before,
    RaftView after,
    RoleName role,
    Input input,
    Output output,
    int reign) {
  int server() {
    return before.id;
  }

  /// The message that came in, null when something else did.
  @Nullable Message received() {
    return input instanceof Input.Receive(_, Message message) ? message : null;
  }

  int sender() {
    return input instanceof Input.Receive(int from, _) ? from : 0;
  }
}
