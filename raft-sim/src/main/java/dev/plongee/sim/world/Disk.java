package dev.plongee.sim.world;

import dev.plongee.core.DurableState;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.Scan;
import java.util.ArrayList;
import java.util.List;

/// The disk of one server: what is on it, what it is working on, and what waits.
///
/// As with the real one, all writes that wait when it becomes free go into one flush group, and the
/// next group begins when the last one is durable.
final class Disk {
  private DiskSettings settings;
  private DiskImage image;
  private List<Write> working = new ArrayList<>();
  private List<Write> waiting = new ArrayList<>();

  /// Whether an fsync fails that ends now.
  private boolean failing;

  /// Whether a group is lost that the server believes to be there.
  private boolean hole;

  private OnDisk durable;

  /// @param image what is on it
  /// @param durable what that comes to
  Disk(DiskSettings settings, DiskImage image, OnDisk durable) {
    this.settings = settings;
    this.image = image;
    this.durable = durable;
  }

  DiskSettings settings() {
    return settings;
  }

  /// Writes that a crash could take away, the oldest first.
  List<Write> unsynced() {
    List<Write> all = new ArrayList<>(working);
    all.addAll(waiting);
    return all;
  }

  /// What is on it, without the entries.
  OnDisk durable() {
    return durable;
  }

  private void written(List<Write> writes) {
    for (Write write : writes) {
      durable = durable.with(write);
    }
  }

  /// Takes a write; begins with it when it is free.
  void submit(World world, Host host, Write write) {
    waiting.add(write);
    begin(world, host);
  }

  /// @return whether that is something new
  boolean set(World world, Host host, DiskSettings other) {
    boolean changes = !settings.equals(other);
    settings = other;
    begin(world, host);
    return changes;
  }

  /// @return whether that is something new
  boolean setFailing(boolean fails) {
    boolean changes = failing != fails;
    failing = fails;
    return changes;
  }

  boolean isFailing() {
    return failing;
  }

  /// How many unsynced writes are there nevertheless after an fsync that failed: the whole group,
  /// or nothing that can be read.
  int keptInSpite(World world, Host host) {
    int first = (int) working.getFirst().id();
    int roll =
        world.dice().roll(Dice.Draw.FAILED_SYNC, Dice.pair(host.id, host.incarnation), first, 0);
    return (roll & 1) == 0 ? 0 : working.size();
  }

  /// Whether nothing can be written any more that goes on from what is there.
  boolean hasHole() {
    return hole;
  }

  /// The group is lost, and the server that was told so goes on as if it were not.
  void loseGroup(World world, Host host) {
    hole = true;
    working = new ArrayList<>();
    begin(world, host);
  }

  private void begin(World world, Host host) {
    if (!working.isEmpty() || waiting.isEmpty() || settings.standsStill()) {
      return;
    }
    working = waiting;
    waiting = new ArrayList<>();
    int first = (int) working.getFirst().id();
    int roll = world.dice().roll(Dice.Draw.FSYNC, Dice.pair(host.id, host.incarnation), first, 0);
    long due = world.now() + Dice.between(roll, settings.fsyncMinUs(), settings.fsyncMaxUs());
    world.queue().add(new Event.Synced(host.id, host.incarnation, working.getLast().id(), due));
  }

  /// The group is durable.
  void synced(World world, Host host) {
    image.append(working, host.view().commitIndex(), world.scratch());
    written(working);
    working = new ArrayList<>();
    begin(world, host);
  }

  /// Power is gone. The oldest `keep` writes that were not synced survive; of the flush group that
  /// would have held the next ones some sectors may be left, never all; or its first half.
  void crash(World world, Host host, int keep, boolean half) {
    List<Write> unsynced = hole ? List.of() : unsynced();
    long commitIndex = host.view().commitIndex();
    List<Write> kept = List.copyOf(unsynced.subList(0, Math.min(keep, unsynced.size())));
    if (!kept.isEmpty()) {
      image.append(kept, commitIndex, world.scratch());
      written(kept);
    }
    List<Write> lost = unsynced.subList(kept.size(), unsynced.size());
    boolean torn = half && !lost.isEmpty();
    if (torn) {
      image.tearInTwo(lost, commitIndex, world.scratch());
    } else if (!lost.isEmpty()) {
      int who = Dice.pair(host.id, host.incarnation);
      int sectors = world.dice().roll(Dice.Draw.TORN, who, (int) lost.getFirst().id(), 0);
      torn = image.tear(lost, commitIndex, sectors, world.scratch());
    }
    working = new ArrayList<>();
    waiting = new ArrayList<>();
    hole = false;
    world.observer().stopped(world, host.id, kept, torn);
  }

  boolean damage(int place) {
    return image.damage(place);
  }

  boolean damageRecord(long entry) {
    return image.damageRecord(entry);
  }

  boolean isDamaged() {
    return image.isDamaged();
  }

  boolean repair() {
    return image.repair();
  }

  /// Reads the log at a start.
  Scan recover(World world) {
    return image.recover(world.compared());
  }

  /// The server starts with what was found; what lies behind it goes.
  void startWith(Scan found) {
    image.cut(found);
    durable = OnDisk.of(found.state());
  }

  /// What a start would find.
  DurableState peek(World world) {
    return image.scan(world.compared()).state();
  }

  Disk copy() {
    Disk copy = new Disk(settings, image.copy(), durable);
    copy.working = new ArrayList<>(working);
    copy.waiting = new ArrayList<>(waiting);
    copy.failing = failing;
    copy.hole = hole;
    return copy;
  }
}
