package dev.plongee.sim.world;

import dev.plongee.core.ServerId;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/// All clients of a world: who calls next, what was answered, and the history that follows from it.
///
/// A call is refused when no server took it; then it tries another one, so that the outcome stays
/// known: it happened nowhere. Once a server has taken it, only that server's answer ends it well;
/// a crash or a time-out leaves it unknown, and it is never tried again.
final class Clients {
  /// Servers one call tries before it fails: hints can point in circles while nobody leads.
  private static final int MAX_ATTEMPTS = 6;

  /// From a refusal to the next attempt, in microseconds.
  private static final long RETRY_MIN_US = 1_000;

  private static final long RETRY_MAX_US = 20_000;

  private static final int PERCENT = 100;

  /// Of the calls, those that go where the last one went.
  private static final int LOYAL_PERCENT = 70;

  private Client[] clients = new Client[0];
  private int nextProcess = 1;

  /// The client whose turn comes first, and when.
  private int next;

  private long due = EventQueue.NEVER;

  /// Every client of the workload gets its first call.
  static Clients of(World world) {
    Clients clients = new Clients();
    for (int id = 1; id <= world.config().workload().clients(); id++) {
      clients.ensure(world, id);
      clients.plan(world, clients.client(id));
    }
    return clients;
  }

  long due() {
    return due;
  }

  /// What the client does whose turn comes first.
  Event event() {
    return event(clients[next]);
  }

  /// What every client will do, in the order of their ids.
  List<Event> all() {
    List<Event> events = new ArrayList<>();
    for (Client client : clients) {
      if (client.at() != EventQueue.NEVER) {
        events.add(event(client));
      }
    }
    return events;
  }

  /// Whether this client waits for an answer, or will call.
  boolean isBusy(int id) {
    return id <= clients.length && client(id).phase() != Client.Phase.SILENT;
  }

  private static Event event(Client client) {
    return client.phase() == Client.Phase.CALLING
        ? call(client)
        : new Event.GivenUp(client.id(), client.number(), client.at());
  }

  private static Event.Call call(Client client) {
    return new Event.Call(
        client.id(),
        client.number(),
        client.attempt(),
        client.server(),
        client.request(),
        client.at());
  }

  // --- what happens

  /// A scene lets a client call; false when it is busy with another call.
  boolean ask(World world, int id, int server, Request request) {
    ensure(world, id);
    if (isBusy(id)) {
      return false;
    }
    set(client(id).calling(request, server, world.now()));
    return true;
  }

  /// A call reaches its server, together with every other call that reaches it at that moment.
  void call(World world, Event.Call first) {
    List<Event.Call> together = new ArrayList<>();
    for (Client client : clients) {
      boolean is = client.id() == first.client();
      boolean joins = client.server() == first.server() && client.at() == first.due();
      if (client.phase() == Client.Phase.CALLING && (is || joins)) {
        together.add(call(client));
        if (client.attempt() == 1) {
          tell(world, client, Phase.INVOKE, Answer.NONE);
        }
        clients[client.id() - 1] = client.waiting(world.now() + world.config().callTimeoutUs());
      }
    }
    findNext();
    world.hear(first, first.server(), together);
  }

  /// A server did not take the call.
  ///
  /// @param hint whom it believes to lead, or [ServerId#NONE]
  void refused(World world, int id, int number, int hint) {
    Client client = client(id);
    if (!client.waitsFor(number)) {
      return;
    }
    if (client.attempt() == MAX_ATTEMPTS) {
      end(world, client, Phase.FAIL, Answer.NONE);
      return;
    }
    int roll = roll(world, Dice.Draw.TARGET, client, client.attempt());
    boolean follows = hint != ServerId.NONE && hint != client.server();
    int target = follows ? hint : anyServer(world, roll);
    set(client.retrying(target, world.now() + Dice.between(roll, RETRY_MIN_US, RETRY_MAX_US)));
  }

  /// The outcome of a call, if the client still wants to know.
  void answered(World world, int id, int number, Phase phase, Answer answer) {
    Client client = client(id);
    if (client.waitsFor(number)) {
      end(world, client, phase, answer);
    }
  }

  /// Whether it had something to give up.
  boolean giveUp(World world, int id) {
    if (id > clients.length || client(id).phase() != Client.Phase.WAITING) {
      return false;
    }
    end(world, client(id), Phase.INFO, Answer.NONE);
    return true;
  }

  private void end(World world, Client client, Phase phase, Answer answer) {
    tell(world, client, phase, answer);
    Client silent = client.silent(phase == Phase.INFO ? nextProcess++ : client.process());
    set(silent);
    if (client.id() <= world.config().workload().clients() && world.clientsCall()) {
      plan(world, silent);
    }
  }

  private static void tell(World world, Client client, Phase phase, Answer answer) {
    world
        .observer()
        .client(
            world,
            new ClientEvent(
                client.process(),
                client.id(),
                client.number(),
                phase,
                client.request(),
                answer,
                world.now()));
  }

  // --- the workload

  /// Silent clients of the workload call again.
  void resume(World world) {
    for (int id = 1; id <= world.config().workload().clients(); id++) {
      if (!isBusy(id)) {
        plan(world, client(id));
      }
    }
  }

  /// Draws the next call of a client.
  private void plan(World world, Client client) {
    Workload workload = world.config().workload();
    int think = roll(world, Dice.Draw.PAUSE_BETWEEN_CALLS, client, 0);
    long time = world.now() + Dice.between(think, workload.thinkMinUs(), workload.thinkMaxUs());
    time += workload.gridUs() - 1 - (time + workload.gridUs() - 1) % workload.gridUs();
    int target = roll(world, Dice.Draw.TARGET, client, 0);
    boolean loyal = Dice.between(target, 0, PERCENT - 1) < LOYAL_PERCENT;
    int server = loyal ? client.server() : anyServer(world, target * 31);
    set(client.calling(draw(world, client), server, time));
  }

  private static Request draw(World world, Client client) {
    Workload workload = world.config().workload();
    String key = "k" + Dice.between(roll(world, Dice.Draw.KEY, client, 0), 0, workload.keys() - 1);
    long percent = Dice.between(roll(world, Dice.Draw.OPERATION, client, 0), 0, PERCENT - 1);
    percent -= workload.readPercent();
    if (percent < 0) {
      return new Request.Get(key);
    }
    percent -= workload.deletePercent();
    if (percent < 0) {
      return new Request.Delete(key);
    }
    percent -= workload.listPercent();
    if (percent < 0) {
      return new Request.List("k");
    }
    String value = "c" + client.id() + "/" + (client.number() + 1);
    int filling = workload.valueBytes() - value.length();
    return new Request.Put(key, filling > 0 ? value + ".".repeat(filling) : value);
  }

  private static int roll(World world, Dice.Draw draw, Client client, int attempt) {
    return world.dice().roll(draw, client.id(), client.number() + 1, attempt);
  }

  private static int anyServer(World world, int roll) {
    return (int) Dice.between(roll, 1, world.config().servers());
  }

  // --- the list of clients

  private Client client(int id) {
    return clients[id - 1];
  }

  private void ensure(World world, int id) {
    int known = clients.length;
    if (id > known) {
      clients = Arrays.copyOf(clients, id);
      for (int added = known + 1; added <= id; added++) {
        int server = (added - 1) % world.config().servers() + 1;
        clients[added - 1] = Client.silent(added, nextProcess++, server);
      }
    }
  }

  private void set(Client client) {
    clients[client.id() - 1] = client;
    findNext();
  }

  private void findNext() {
    due = EventQueue.NEVER;
    for (int i = 0; i < clients.length; i++) {
      if (clients[i].at() < due) {
        due = clients[i].at();
        next = i;
      }
    }
  }

  Clients copy() {
    Clients copy = new Clients();
    copy.clients = clients.clone();
    copy.nextProcess = nextProcess;
    copy.next = next;
    copy.due = due;
    return copy;
  }
}
