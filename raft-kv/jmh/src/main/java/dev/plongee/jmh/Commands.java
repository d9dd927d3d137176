package dev.plongee.jmh;

import dev.plongee.core.Bytes;
import dev.plongee.core.Entry;
import dev.plongee.core.Payload;
import dev.plongee.kv.client.PlongeeClient;
import dev.plongee.kv.store.Command;
import dev.plongee.kv.store.CommandCodec;
import java.util.ArrayList;
import java.util.List;

/// What the benchmarks write: puts of 100 bytes, as `./raft bench` does.
final class Commands {
  private static final int VALUE_BYTES = 100;

  private Commands() {}

  static Bytes put(int number) {
    Bytes key = PlongeeClient.utf8("bench/" + number);
    return CommandCodec.encode(new Command.Put(key, Bytes.wrap(new byte[VALUE_BYTES])));
  }

  static List<Bytes> puts(int count) {
    List<Bytes> puts = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      puts.add(put(i));
    }
    return List.copyOf(puts);
  }

  static List<Entry> entries(int count) {
    List<Entry> entries = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      entries.add(new Entry(1, i + 1, new Payload.Command(put(i))));
    }
    return List.copyOf(entries);
  }
}
