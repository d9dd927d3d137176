package dev.plongee.sim.world;

import dev.plongee.core.DurableState;
import dev.plongee.core.Entry;
import dev.plongee.core.Input;
import dev.plongee.core.LogPosition;
import dev.plongee.core.Output;
import dev.plongee.core.SnapshotMeta;
import dev.plongee.core.Write;
import dev.plongee.kv.codec.ScanEnd;
import dev.plongee.kv.store.Result;
import java.util.List;

/// Several observers as one.
final class Observers implements Observer {
  private final Observer[] all;

  Observers(Observer[] all) {
    this.all = all.clone();
  }

  @Override
  public void started(World world, int server, DurableState found) {
    for (Observer each : all) {
      each.started(world, server, found);
    }
  }

  @Override
  public void stepped(World world, Event cause, int server, Input input, Output output) {
    for (Observer each : all) {
      each.stepped(world, cause, server, input, output);
    }
  }

  @Override
  public void appended(World world, int server, Event.Call call, LogPosition at) {
    for (Observer each : all) {
      each.appended(world, server, call, at);
    }
  }

  @Override
  public void applied(World world, int server, Entry entry, Result result) {
    for (Observer each : all) {
      each.applied(world, server, entry, result);
    }
  }

  @Override
  public void restored(World world, int server, SnapshotMeta snapshot) {
    for (Observer each : all) {
      each.restored(world, server, snapshot);
    }
  }

  @Override
  public void synced(World world, int server, long write) {
    for (Observer each : all) {
      each.synced(world, server, write);
    }
  }

  @Override
  public void syncFailed(World world, int server) {
    for (Observer each : all) {
      each.syncFailed(world, server);
    }
  }

  @Override
  public void damaged(World world, int server, boolean flipped) {
    for (Observer each : all) {
      each.damaged(world, server, flipped);
    }
  }

  @Override
  public void refusedToStart(World world, int server, Down why, ScanEnd end) {
    for (Observer each : all) {
      each.refusedToStart(world, server, why, end);
    }
  }

  @Override
  public void cutOff(World world, int server, ScanEnd end) {
    for (Observer each : all) {
      each.cutOff(world, server, end);
    }
  }

  @Override
  public void stopped(World world, int server, List<Write> kept, boolean torn) {
    for (Observer each : all) {
      each.stopped(world, server, kept, torn);
    }
  }

  @Override
  public void broke(World world, int server, String why) {
    for (Observer each : all) {
      each.broke(world, server, why);
    }
  }

  @Override
  public void vanished(World world, Event.Delivery message) {
    for (Observer each : all) {
      each.vanished(world, message);
    }
  }

  @Override
  public void client(World world, ClientEvent event) {
    for (Observer each : all) {
      each.client(world, event);
    }
  }

  @Override
  public void performed(World world, Event event) {
    for (Observer each : all) {
      each.performed(world, event);
    }
  }
}
