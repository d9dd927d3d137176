package dev.plongee.sim.world;

import dev.plongee.core.Message;
import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import java.util.Arrays;

/// The links between servers: what travels, how long, and which ways are cut.
final class Network {
  private static final int SIDE = World.MAX_SERVERS + 1;

  private NetworkSettings settings;

  /// How many cuts lie on each link.
  private final int[] cuts;

  /// When the latest message of each link arrives: the next one is not earlier.
  private final long[] latest;

  Network(NetworkSettings settings) {
    this(settings, new int[SIDE * SIDE], new long[SIDE * SIDE]);
  }

  private Network(NetworkSettings settings, int[] cuts, long[] latest) {
    this.settings = settings;
    this.cuts = cuts;
    this.latest = latest;
  }

  NetworkSettings settings() {
    return settings;
  }

  void set(NetworkSettings other) {
    settings = other;
  }

  boolean isCut(int from, int to) {
    return cuts[link(from, to)] > 0;
  }

  /// Adds one cut to each of these links, or takes one back.
  void cut(NodeSet from, NodeSet to, int change) {
    for (int a = from.next(ServerId.NONE); a != ServerId.NONE; a = from.next(a)) {
      for (int b = to.next(ServerId.NONE); b != ServerId.NONE; b = to.next(b)) {
        cuts[link(a, b)] = Math.max(0, cuts[link(a, b)] + change);
      }
    }
  }

  void heal() {
    Arrays.fill(cuts, 0);
  }

  /// Nothing is on its way any more, so nothing holds up what comes.
  void forgetTraffic() {
    Arrays.fill(latest, 0);
  }

  /// A message leaves.
  void send(Dice dice, EventQueue queue, long now, Host from, int to, int number, Message message) {
    int link = link(from.id, to);
    int sender = Dice.pair(link, from.incarnation);
    boolean lost = cuts[link] > 0 || hits(dice, Dice.Draw.LOSS, settings.lossPpm(), sender, number);
    long due = now + way(dice, sender, number, 0);
    if (settings.fifo()) {
      due = Math.max(due, latest[link]);
      latest[link] = due;
    }
    queue.add(
        new Event.Delivery(from.id, from.incarnation, to, number, 0, message, now, due, lost));
    if (hits(dice, Dice.Draw.DUPLICATION, settings.duplicatePpm(), sender, number)) {
      queue.add(
          new Event.Delivery(
              from.id,
              from.incarnation,
              to,
              number,
              1,
              message,
              now,
              due + way(dice, sender, number, 1),
              lost));
    }
  }

  /// A call of a client leaves. Clients are near their servers: a call arrives at once, unless it
  /// is held up as a message can be.
  ///
  /// @return whether it is held up; then it comes by itself, later
  boolean holdsUp(Dice dice, EventQueue queue, long now, Event.Call call) {
    int number = Dice.pair(call.number(), call.attempt());
    boolean held = hits(dice, Dice.Draw.CALL_DELAY, settings.delayPpm(), call.client(), number);
    if (held) {
      int length = dice.roll(Dice.Draw.CALL_DELAY, call.client(), number, 1);
      long way = Dice.between(length, settings.delayMinUs(), settings.delayMaxUs());
      queue.add(new Event.Late(call, now + way));
    }
    return held;
  }

  private long way(Dice dice, int sender, int number, int copy) {
    int roll = dice.roll(Dice.Draw.LATENCY, sender, number, copy);
    long way = Dice.between(roll, settings.latencyMinUs(), settings.latencyMaxUs());
    if (hits(dice, Dice.Draw.DELAY, settings.delayPpm(), sender, number)) {
      int length = dice.roll(Dice.Draw.DELAY_LENGTH, sender, number, copy);
      way += Dice.between(length, settings.delayMinUs(), settings.delayMaxUs());
    }
    return way;
  }

  private static boolean hits(Dice dice, Dice.Draw draw, int ppm, int sender, int number) {
    return ppm > 0 && Dice.chance(dice.roll(draw, sender, number, 0), ppm);
  }

  private static int link(int from, int to) {
    return from * SIDE + to;
  }

  Network copy() {
    return new Network(settings, cuts.clone(), latest.clone());
  }
}
