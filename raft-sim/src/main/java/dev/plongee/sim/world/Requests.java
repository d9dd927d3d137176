package dev.plongee.sim.world;

import java.util.Optional;

/// What one client of a workload asks for: functions of the number of the call.
record Requests(Dice dice, Workload workload, int client) {
  private static final int PERCENT = 100;

  /// Of the calls of a client with a session, those that end it.
  private static final int CLOSE_PERCENT = 1;

  /// One of so many compare-and-sets wants the key to be absent.
  private static final int SWAPS_PER_CREATION = 4;

  /// So many calls back a client remembers what it wrote.
  private static final int MEMORY = 12;

  /// The call of this number. A client that writes in sessions first begins one, and now and then
  /// ends it.
  Request next(int number, long session) {
    if (usesSessions()) {
      if (session == Client.NO_SESSION) {
        return new Request.Register();
      }
      if (percent(Dice.Draw.SESSION, number) < CLOSE_PERCENT) {
        return new Request.Close(session);
      }
    }
    return ofMix(number);
  }

  private boolean usesSessions() {
    return percent(Dice.Draw.SESSION, 0) < workload.sessionPercent();
  }

  private Request ofMix(int number) {
    Workload.Mix mix = workload.mix();
    long percent = percent(Dice.Draw.OPERATION, number);
    percent -= mix.reads();
    if (percent < 0) {
      return new Request.Get(key(number));
    }
    percent -= mix.deletes();
    if (percent < 0) {
      return new Request.Delete(key(number));
    }
    percent -= mix.lists();
    if (percent < 0) {
      return new Request.List("k");
    }
    percent -= mix.swaps();
    if (percent < 0) {
      return new Request.Cas(key(number), expected(number), value(number));
    }
    percent -= mix.appends();
    return percent < 0
        ? new Request.Append(key(number), name(number) + ";")
        : new Request.Put(key(number), value(number));
  }

  /// What a compare-and-set hopes to find: what this client put under the same key before.
  private Optional<String> expected(int number) {
    if (roll(Dice.Draw.OPERATION, number, 1) % SWAPS_PER_CREATION != 0) {
      for (int last = number - 1; last > Math.max(0, number - MEMORY); last--) {
        if (isPut(last) && keyNumber(last) == keyNumber(number)) {
          return Optional.of(value(last));
        }
      }
    }
    return Optional.empty();
  }

  private boolean isPut(int number) {
    Workload.Mix mix = workload.mix();
    return percent(Dice.Draw.OPERATION, number)
        >= mix.reads() + mix.deletes() + mix.lists() + mix.swaps() + mix.appends();
  }

  private String key(int number) {
    return "k" + keyNumber(number);
  }

  private int keyNumber(int number) {
    return (int) Dice.between(roll(Dice.Draw.KEY, number, 0), 0, workload.keys() - 1);
  }

  private String value(int number) {
    String name = name(number);
    int filling = workload.valueBytes() - name.length();
    return filling > 0 ? name + ".".repeat(filling) : name;
  }

  private String name(int number) {
    return "c" + client + "/" + number;
  }

  private long percent(Dice.Draw draw, int number) {
    return Dice.between(roll(draw, number, 0), 0, PERCENT - 1);
  }

  private int roll(Dice.Draw draw, int number, int part) {
    return dice.roll(draw, client, number, part);
  }
}
