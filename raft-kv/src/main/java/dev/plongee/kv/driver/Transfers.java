package dev.plongee.kv.driver;

import dev.plongee.core.NodeSet;
import dev.plongee.core.RaftView;
import dev.plongee.core.Reply;
import dev.plongee.core.RoleName;
import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Client;
import dev.plongee.kv.net.wire.Clients.Request;
import java.util.ArrayDeque;
import org.jspecify.annotations.Nullable;

/// The transfers of leadership that clients ask for, from their arrival to their answer.
///
/// ```
///   waiting --TransferLeadership--> under way --somebody else leads--> transferred
///                   |                   |
///                refused          it leads on: gave up
/// ```
final class Transfers {
  private record Call(Client from, long id, int target) {}

  private final ArrayDeque<Call> waiting = new ArrayDeque<>();

  /// The one that the core was asked for last, or is carrying out: it takes one at a time.
  private @Nullable Call underWay;

  /// What the core was asked while another one is under way; it will refuse it.
  private @Nullable Call surplus;

  void add(Client from, Request request) {
    waiting.addLast(new Call(from, request.getId(), request.getTransfer().getTarget()));
  }

  boolean isWaiting() {
    return !waiting.isEmpty();
  }

  /// The target of the next one, whom the core is then asked to hand over to. Whoever names none
  /// means the server whose log is the most complete.
  int next(RaftView view) {
    Call call = waiting.removeFirst();
    int target = call.target() == ServerId.NONE ? mostComplete(view) : call.target();
    Call named = new Call(call.from(), call.id(), target);
    if (underWay == null) {
      underWay = named;
    } else {
      surplus = named;
    }
    return target;
  }

  private static int mostComplete(RaftView view) {
    int best = ServerId.NONE;
    if (view.role() == RoleName.LEADER) {
      NodeSet peers = view.configuration().peersOf(view.self());
      for (int id = peers.next(ServerId.NONE); id != ServerId.NONE; id = peers.next(id)) {
        if (best == ServerId.NONE || view.peer(id).matchIndex() > view.peer(best).matchIndex()) {
          best = id;
        }
      }
    }
    return best;
  }

  /// The core does not begin the one it was asked for last. Asking the leader to hand over to
  /// itself asks for what is so already.
  void refused(Reply.Refusal why, int leader) {
    Call call = surplus != null ? surplus : underWay;
    if (surplus != null) {
      surplus = null;
    } else {
      underWay = null;
    }
    if (call != null) {
      call.from()
          .answer(
              why == Reply.Refusal.NO_SUCH_VOTER && call.target() == leader
                  ? Answers.transferred(call.id(), leader)
                  : Answers.refused(call.id(), why, leader));
    }
  }

  /// Looks whether the one under way is over.
  void look(RaftView view) {
    Call call = underWay;
    if (call == null || view.transferTarget() != ServerId.NONE) {
      return;
    }
    if (view.role() == RoleName.LEADER) {
      call.from().answer(Answers.gaveUp(call.id(), call.target(), view.self()));
      underWay = null;
    } else if (view.leader() != ServerId.NONE) {
      call.from().answer(Answers.transferred(call.id(), view.leader()));
      underWay = null;
    }
  }

  /// The server is being stopped.
  void stop() {
    waiting.forEach(call -> call.from().answer(Answers.stopping(call.id())));
    waiting.clear();
    if (underWay != null) {
      underWay.from().answer(Answers.stopping(underWay.id()));
      underWay = null;
    }
  }
}
