package dev.plongee.sim.cli;

import dev.plongee.kv.cli.CommandException;
import dev.plongee.kv.cli.Console;
import dev.plongee.kv.cli.ExitCode;
import dev.plongee.kv.cli.Json;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

@Command(
    name = "talk",
    mixinStandardHelpOptions = true,
    header = "Open the page: the scenes on a big screen, in a browser.",
    description = {
      "The page is one HTML file with everything in it: the simulator, the scenes, the styles."
          + " It needs no network and no server, and a copy of it works on any machine. Its key"
          + " ? shows its keys.",
      "",
      "Where there is no browser to open it, the command says where the file is."
    },
    exitCodeList = {
      "0:The page is open, or the file was named.",
      "2:Usage, or the page is not built."
    },
    footer = {"  ./raft talk", "  cp \"$(./raft talk --file)\" /media/stick/"})
final class TalkCommand implements Callable<Integer> {
  @Option(names = "--file", description = "Print the path of the page and open nothing.")
  private boolean onlyFile;

  @Mixin private Console console;

  private final Path page;
  private final SystemBrowser browser;

  TalkCommand() {
    this(besideTheProgram(), new SystemBrowser(System.getProperty("os.name"), System.getenv()));
  }

  TalkCommand(Path page, SystemBrowser browser) {
    this.page = page;
    this.browser = browser;
  }

  /// `plongee.html` beside the jar, or beside the directory of the classes.
  private static Path besideTheProgram() {
    try {
      var source = TalkCommand.class.getProtectionDomain().getCodeSource();
      return Path.of(source.getLocation().toURI()).resolveSibling("plongee.html");
    } catch (URISyntaxException e) {
      throw new IllegalStateException("a class path of files", e);
    }
  }

  @Override
  public Integer call() {
    if (!Files.isRegularFile(page)) {
      throw new CommandException(
          ExitCode.USAGE, "the page is not built: there is no " + page, "./raft talk");
    }
    boolean opened = !onlyFile && browser.open(page);
    console.emit(() -> Json.object("page").put("file", page.toString()).put("opened", opened));
    if (onlyFile) {
      console.say(page.toString());
    } else if (opened) {
      console.say("opened " + page);
    } else {
      console.say("there is no browser here to open it: " + page);
    }
    return ExitCode.GOOD;
  }
}
