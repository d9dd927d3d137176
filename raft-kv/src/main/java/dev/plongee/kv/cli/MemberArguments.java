package dev.plongee.kv.cli;

import dev.plongee.core.ServerId;
import dev.plongee.kv.net.Address;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;

/// How members are named on a command line.
final class MemberArguments {
  /// @param address nothing when it is not named
  record Named(int server, Optional<Address> address) {}

  private MemberArguments() {}

  /// Reads `S4` or `S4=host:port`.
  ///
  /// @throws CommandException when it is neither
  static Named named(String text) {
    int equals = text.indexOf('=');
    try {
      return equals < 0
          ? new Named(Arguments.serverId(text), Optional.empty())
          : new Named(
              Arguments.serverId(text.substring(0, equals)),
              Optional.of(Address.parse(text.substring(equals + 1))));
    } catch (IllegalArgumentException e) {
      throw CommandException.usage(
          equals < 0 ? String.valueOf(e.getMessage()) : "'" + text + "': " + e.getMessage(),
          "write S4, or S4=host:port");
    }
  }

  /// Reads `S1=host:port` for each of them.
  ///
  /// @param option for the error
  /// @throws CommandException when one is anything else, or named twice
  static SortedMap<Integer, Address> addresses(String option, List<String> members) {
    TreeMap<Integer, Address> addresses = new TreeMap<>();
    for (String member : members) {
      int equals = Math.max(0, member.indexOf('='));
      try {
        int server = Arguments.serverId(member.substring(0, equals));
        Address address = Address.parse(member.substring(equals + 1));
        if (addresses.put(server, address) != null) {
          throw CommandException.usage(
              ServerId.name(server) + " is named twice in " + option, "name each server once");
        }
      } catch (IllegalArgumentException e) {
        throw CommandException.usage(
            "'" + member + "' in " + option + ": " + e.getMessage(),
            "write S1=host:port, several with commas between");
      }
    }
    return addresses;
  }
}
