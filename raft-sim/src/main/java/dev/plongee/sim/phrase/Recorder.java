package dev.plongee.sim.phrase;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.HardState;
import dev.plongee.core.Input;
import dev.plongee.core.Output;
import dev.plongee.core.RaftView;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import dev.plongee.sim.phrase.Happening.Vanished;
import dev.plongee.sim.world.ClientEvent;
import dev.plongee.sim.world.Down;
import dev.plongee.sim.world.Event;
import dev.plongee.sim.world.HostRules;
import dev.plongee.sim.world.Observer;
import dev.plongee.sim.world.World;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;

/// Writes down what a world does, event by event.
public final class Recorder implements Observer {
  /// Writes that a disk has not finished, what term and vote it holds, and when its server started.
  private static final class Shelf {
    private final List<Write> unfinished = new ArrayList<>();
    private final long startedAt;
    private HardState hardState;

    Shelf(HardState hardState, long startedAt) {
      this.hardState = hardState;
      this.startedAt = startedAt;
    }

    Shelf copy() {
      Shelf copy = new Shelf(hardState, startedAt);
      copy.unfinished.addAll(unfinished);
      return copy;
    }
  }

  private final TreeMap<Integer, Shelf> shelves = new TreeMap<>();
  private List<Stepped> steps = new ArrayList<>();
  private List<Happening.Written> written = new ArrayList<>();
  private List<Happening.Applied> applied = new ArrayList<>();
  private List<Vanished> vanished = new ArrayList<>();
  private List<Happening.Mishap> mishaps = new ArrayList<>();
  private List<ClientEvent> clients = new ArrayList<>();
  private List<Happening> happenings = new ArrayList<>();

  /// What happened since the last call.
  public List<Happening> take() {
    List<Happening> taken = happenings;
    happenings = new ArrayList<>();
    return taken;
  }

  /// A recorder that goes on from here with a copy of the world; what was not taken stays here.
  public Recorder copy() {
    Recorder copy = new Recorder();
    shelves.forEach((server, shelf) -> copy.shelves.put(server, shelf.copy()));
    return copy;
  }

  @Override
  public void started(World world, int server, DurableState found) {
    shelves.put(server, new Shelf(found.hardState(), world.clock(server)));
  }

  @Override
  public void stepped(World world, Event cause, int server, Input input, Output output) {
    RaftView view = world.view(server);
    Shelf shelf = shelf(server);
    long uptime = world.clock(server) - shelf.startedAt;
    steps.add(new Stepped(server, input, output, view.role(), view.term(), uptime));
    if (!output.write().isNone()) {
      shelf.unfinished.add(output.write());
    }
  }

  @Override
  public void synced(World world, int server, long write) {
    Shelf shelf = shelf(server);
    while (!shelf.unfinished.isEmpty() && shelf.unfinished.getFirst().id() <= write) {
      Write done = shelf.unfinished.removeFirst();
      written.add(new Happening.Written(server, done, shelf.hardState));
      shelf.hardState = done.hardState();
    }
  }

  @Override
  public void syncFailed(World world, int server) {
    boolean stops = !HostRules.of(world.rules()).goesOn(false);
    mishaps.add(new Happening.SyncFailed(server, stops));
  }

  @Override
  public void stopped(World world, int server, List<Write> kept, boolean torn) {
    if (torn) {
      mishaps.add(new Happening.Torn(server));
    }
  }

  @Override
  public void cutOff(World world, int server, ScanEnd end) {
    mishaps.add(new Happening.CutOff(server, end));
  }

  @Override
  public void refusedToStart(World world, int server, Down why, ScanEnd end) {
    mishaps.add(new Happening.Refused(server, why, end));
  }

  private Shelf shelf(int server) {
    return shelves.computeIfAbsent(server, _ -> new Shelf(HardState.INITIAL, 0));
  }

  @Override
  public void applied(World world, int server, Entry entry, Result result) {
    applied.add(new Happening.Applied(server, entry));
  }

  @Override
  public void vanished(World world, Event.Delivery message) {
    vanished.add(new Vanished(message, reason(world, message)));
  }

  private static Vanished.Reason reason(World world, Event.Delivery message) {
    if (!world.isUp(message.to())) {
      return Vanished.Reason.DOWN;
    }
    return world.isCut(message.from(), message.to()) ? Vanished.Reason.CUT : Vanished.Reason.LOST;
  }

  @Override
  public void client(World world, ClientEvent event) {
    clients.add(event);
  }

  @Override
  public void performed(World world, Event event) {
    happenings.add(
        new Happening(
            world.events(),
            world.now(),
            event,
            steps,
            written,
            applied,
            vanished,
            mishaps,
            clients));
    steps = new ArrayList<>();
    written = new ArrayList<>();
    applied = new ArrayList<>();
    vanished = new ArrayList<>();
    mishaps = new ArrayList<>();
    clients = new ArrayList<>();
  }
}
