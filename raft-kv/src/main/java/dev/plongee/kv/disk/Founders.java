package dev.plongee.kv.disk;

import dev.plongee.core.NodeSet;
import dev.plongee.core.ServerId;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/// The file `founders`: with which servers this one began its cluster, in one line such as `S1 S2
/// S3`, or an empty one when it joined a cluster that was there.
///
/// They are the first configuration, which no log holds, and must never change: who belongs to the
/// cluster since then stands in log and snapshot. So what a server is told at a later start does
/// not count.
public final class Founders {
  static final String FILE = "founders";

  private Founders() {}

  /// The founders as they were told at the first start.
  ///
  /// @param directory of the server, whose log is open
  /// @param told the voters of the first configuration, nobody at a server that is to join; taken
  ///   when this is the first start
  /// @throws RefusedException when the file says nothing that can be read
  public static NodeSet keep(Path directory, NodeSet told) throws IOException {
    Path file = directory.resolve(FILE);
    try {
      return parse(file, Files.readString(file, StandardCharsets.UTF_8));
    } catch (NoSuchFileException _) {
      write(directory, told);
      return told;
    }
  }

  private static NodeSet parse(Path file, String text) throws RefusedException {
    NodeSet founders = NodeSet.EMPTY;
    for (String name : text.strip().split(" ")) {
      if (!name.isEmpty()) {
        founders = founders.with(id(file, name));
      }
    }
    return founders;
  }

  private static int id(Path file, String name) throws RefusedException {
    for (int id = 1; id <= ServerId.MAX; id++) {
      if (ServerId.name(id).equals(name)) {
        return id;
      }
    }
    throw new RefusedException(
        file
            + " cannot be read: '"
            + name
            + "' is no server; put the file back as it was, or let the server come back as a new"
            + " member with an empty directory");
  }

  private static void write(Path directory, NodeSet founders) throws IOException {
    StringBuilder line = new StringBuilder();
    for (int id : founders.toArray()) {
      line.append(line.isEmpty() ? "" : " ").append(ServerId.name(id));
    }
    Path fresh = directory.resolve(FILE + ".new");
    Files.writeString(fresh, line.append('\n'), StandardCharsets.UTF_8);
    try (FileChannel channel = FileChannel.open(fresh, StandardOpenOption.WRITE)) {
      channel.force(true);
    }
    Files.move(fresh, directory.resolve(FILE), StandardCopyOption.ATOMIC_MOVE);
    try (FileChannel names = FileChannel.open(directory, StandardOpenOption.READ)) {
      names.force(true);
    }
  }
}
