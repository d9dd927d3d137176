package dev.plongee.sim.world;

import java.util.Arrays;

/// The clients of a world by their numbers, from 1 on, and whose turn comes first.
final class ClientTable {
  private Client[] clients = new Client[0];
  private int nextProcess = 1;

  /// Where the client is whose turn comes first, and when.
  private int next;

  private long due = EventQueue.NEVER;

  int size() {
    return clients.length;
  }

  Client get(int id) {
    return clients[id - 1];
  }

  /// When the next client has something to do, or [EventQueue#NEVER].
  long due() {
    return due;
  }

  /// The client whose turn comes first, of several the one with the lowest number.
  Client first() {
    return clients[next];
  }

  /// A number for a process of the history that nobody had.
  int newProcess() {
    return nextProcess++;
  }

  /// Adds silent clients until there is one of this number; each begins with another server.
  void ensure(int id, int servers) {
    int known = clients.length;
    if (id > known) {
      clients = Arrays.copyOf(clients, id);
      for (int added = known + 1; added <= id; added++) {
        int server = (added - 1) % servers + 1;
        clients[added - 1] = Client.silent(added, newProcess(), server);
      }
    }
  }

  /// A client has become another.
  void set(Client client) {
    int at = client.id() - 1;
    clients[at] = client;
    if (client.at() < due || client.at() == due && at < next) {
      due = client.at();
      next = at;
    } else if (at == next) {
      findNext();
    }
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

  ClientTable copy() {
    ClientTable copy = new ClientTable();
    copy.clients = clients.clone();
    copy.nextProcess = nextProcess;
    copy.next = next;
    copy.due = due;
    return copy;
  }
}
