package dev.plongee.sim.world;

import dev.plongee.core.ServerId;
import dev.plongee.sim.world.ClientEvent.Phase;
import java.util.ArrayList;
import java.util.List;

/// All clients of a world: who calls next, what was answered, and the history that follows from it.
///
/// A call is refused when no server took it; then it tries another one, so that the outcome stays
/// known: it happened nowhere. Once a server may have taken it, a crash or a time-out leaves it
/// unknown, and it is never sent again; but for a write in a session, which may be sent again under
/// its number, until its client gives it up. A call failed definitely only if none of its attempts
/// can be in a log, or if the last one is known to have been replaced there.
final class Clients {
  /// Servers one call tries before it ends: hints can point in circles while nobody leads.
  static final int MAX_ATTEMPTS = 6;

  /// From one attempt to the next, in microseconds.
  private static final long RETRY_MIN_US = 1_000;

  private static final long RETRY_MAX_US = 20_000;

  private static final int PERCENT = 100;

  /// Of the calls, those that go where the last one went.
  private static final int LOYAL_PERCENT = 70;

  /// Of the attempts without an answer, those after which a client of the workload gives up.
  private static final int IMPATIENT_PERCENT = 15;

  private final ClientTable table;

  private Clients(ClientTable table) {
    this.table = table;
  }

  /// Every client of the workload gets its first call.
  static Clients of(World world) {
    Clients clients = new Clients(new ClientTable());
    for (int id = 1; id <= world.config().workload().clients(); id++) {
      clients.ensure(world, id);
      clients.plan(world, clients.table.get(id));
    }
    return clients;
  }

  long due() {
    return table.due();
  }

  /// What the client does whose turn comes first.
  Event event() {
    return event(table.first());
  }

  /// What every client will do, in the order of their ids.
  List<Event> all() {
    List<Event> events = new ArrayList<>();
    for (int id = 1; id <= table.size(); id++) {
      Client client = table.get(id);
      if (client.at() != EventQueue.NEVER) {
        events.add(event(client));
      }
    }
    return events;
  }

  /// The calls that servers have and have not answered, in the order of the table.
  List<Event.Call> waiting() {
    List<Event.Call> calls = new ArrayList<>();
    for (int id = 1; id <= table.size(); id++) {
      Client client = table.get(id);
      if (client.phase() == Client.Phase.WAITING) {
        calls.add(call(client));
      }
    }
    return calls;
  }

  /// Whether this client waits for an answer, or will call.
  boolean isBusy(int id) {
    return id <= table.size() && table.get(id).phase() != Client.Phase.SILENT;
  }

  private static Event event(Client client) {
    return client.phase() == Client.Phase.CALLING
        ? call(client)
        : new Event.GivenUp(client.id(), client.number(), client.attempt(), client.at());
  }

  private static Event.Call call(Client client) {
    return new Event.Call(
        client.id(),
        client.number(),
        client.attempt(),
        client.server(),
        client.sent(),
        client.at());
  }

  // --- what happens

  /// A scene lets a client call; false when it is busy with another call.
  boolean ask(World world, int id, int server, Request request) {
    ensure(world, id);
    if (isBusy(id)) {
      return false;
    }
    table.set(table.get(id).calling(request, server, world.now()));
    return true;
  }

  /// A scene lets a client send its write once more; false when it waits for no write in a session.
  boolean askAgain(World world, int id, int server) {
    if (id > table.size()
        || table.get(id).phase() != Client.Phase.WAITING
        || !table.get(id).isProtected()) {
      return false;
    }
    table.set(table.get(id).retrying(server, world.now(), true));
    return true;
  }

  /// The answer that a client waits for is lost on its way; false when it waits for none.
  boolean loseAnswer(int id) {
    if (id > table.size() || table.get(id).phase() != Client.Phase.WAITING) {
      return false;
    }
    table.set(table.get(id).unhearing());
    return true;
  }

  /// A call leaves and reaches its server, together with every other call that reaches it at that
  /// moment; unless the network holds it up.
  void call(World world, Event.Call first) {
    List<Event.Call> together = new ArrayList<>();
    for (int id = 1; id <= table.size(); id++) {
      Client client = table.get(id);
      boolean is = client.id() == first.client();
      boolean joins = client.server() == first.server() && client.at() == first.due();
      if (client.phase() == Client.Phase.CALLING && (is || joins)) {
        Event.Call call = call(client);
        if (!world.network().holdsUp(world.dice(), world.queue(), world.now(), call)) {
          together.add(call);
        }
        if (client.attempt() == 1) {
          tell(world, client, Phase.INVOKE, Answer.NONE);
        }
        table.set(client.waiting(world.now() + world.config().callTimeoutUs()));
      }
    }
    if (!together.isEmpty()) {
      world.hear(first, first.server(), together);
    }
  }

  /// A server did not take the call.
  ///
  /// @param hint whom it believes to lead, or [ServerId#NONE]
  void refused(World world, Event.Call call, int hint) {
    Client client = table.get(call.client());
    if (!client.waitsFor(call.number(), call.attempt()) || isLost(world, call)) {
      return;
    }
    if (client.attempt() == MAX_ATTEMPTS) {
      end(world, client, unanswered(world, !client.doubtful()), Answer.NONE);
    } else {
      again(world, client, hint, false);
    }
  }

  /// A server answers. To a write that was sent to several servers any of them may answer that it
  /// is done, but none that the others did nothing.
  void answered(World world, Event.Call call, Answer answer) {
    Client client = table.get(call.client());
    boolean last = client.attempt() == call.attempt();
    if (client.waitsFor(call.number())
        && (last || !(answer instanceof Answer.Replaced))
        && !isLost(world, call)) {
      end(world, client, Outcome.phase(client, answer), answer);
    }
  }

  /// The connection to the server broke.
  void lost(World world, Event.Call call) {
    Client client = table.get(call.client());
    if (client.waitsFor(call.number(), call.attempt())) {
      unanswered(world, client);
    }
  }

  /// A client has waited long enough for one server.
  void timedOut(World world, Event.GivenUp wait) {
    unanswered(world, table.get(wait.client()));
  }

  /// Whether it had something to give up.
  boolean giveUp(World world, int id) {
    if (id > table.size() || table.get(id).phase() != Client.Phase.WAITING) {
      return false;
    }
    end(world, table.get(id), unanswered(world, false), Answer.NONE);
    return true;
  }

  /// How a call ends that nobody answers.
  private static Phase unanswered(World world, boolean refused) {
    return HostRules.of(world.rules()).mayHaveHappened(refused) ? Phase.INFO : Phase.FAIL;
  }

  private void unanswered(World world, Client client) {
    boolean goesOn =
        client.isProtected() && client.attempt() < MAX_ATTEMPTS && isPatient(world, client);
    if (goesOn) {
      again(world, client, ServerId.NONE, true);
    } else {
      end(world, client, unanswered(world, false), Answer.NONE);
    }
  }

  private static boolean isPatient(World world, Client client) {
    int roll =
        world.dice().roll(Dice.Draw.PATIENCE, client.id(), client.number(), client.attempt());
    return !isOfWorkload(world, client) || Dice.between(roll, 0, PERCENT - 1) >= IMPATIENT_PERCENT;
  }

  private void again(World world, Client client, int hint, boolean unanswered) {
    int roll = roll(world, Dice.Draw.TARGET, client, client.attempt());
    boolean follows = hint != ServerId.NONE && hint != client.server();
    int target = follows ? hint : anyServer(world, roll);
    long time = world.now() + Dice.between(roll, RETRY_MIN_US, RETRY_MAX_US);
    table.set(client.retrying(target, time, unanswered));
  }

  /// Whether the answer to this attempt is lost: somebody wants it, or the network does it.
  private boolean isLost(World world, Event.Call call) {
    if (!table.get(call.client()).hears(call.attempt())) {
      return true;
    }
    int ppm = world.network().settings().answerLossPpm();
    return ppm > 0
        && Dice.chance(
            world.dice().roll(Dice.Draw.ANSWER_LOSS, call.client(), call.number(), call.attempt()),
            ppm);
  }

  private void end(World world, Client client, Phase phase, Answer answer) {
    tell(world, client, phase, answer);
    int process = phase == Phase.INFO ? table.newProcess() : client.process();
    Client silent = client.silent(process, Outcome.session(client, phase, answer));
    table.set(silent);
    if (isOfWorkload(world, client) && world.clientsCall()) {
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

  private static boolean isOfWorkload(World world, Client client) {
    return client.id() <= world.config().workload().clients();
  }

  /// Silent clients of the workload call again.
  void resume(World world) {
    for (int id = 1; id <= world.config().workload().clients(); id++) {
      if (!isBusy(id)) {
        plan(world, table.get(id));
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
    Requests requests = new Requests(world.dice(), workload, client.id());
    table.set(client.calling(requests.next(client.number() + 1, client.session()), server, time));
  }

  private static int roll(World world, Dice.Draw draw, Client client, int attempt) {
    return world.dice().roll(draw, client.id(), client.number() + 1, attempt);
  }

  private static int anyServer(World world, int roll) {
    return (int) Dice.between(roll, 1, world.config().servers());
  }

  private void ensure(World world, int id) {
    table.ensure(id, world.config().servers());
  }

  Clients copy() {
    return new Clients(table.copy());
  }
}
