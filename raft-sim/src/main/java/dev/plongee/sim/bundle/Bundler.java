package dev.plongee.sim.bundle;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.List;
import tools.jackson.databind.json.JsonMapper;
import tools.jackson.databind.node.ArrayNode;

/// Puts the page together:
///
/// ```
///   index.html
///     <head>  a policy that forbids every connection
///             style.css, with its fonts in it
///             the engine, as the global `plongee`
///             an import map with every module, each as a data: URL
///             the scenes, as JSON
///     <body>  what index.html has, and a module that imports page/main.js
/// ```
///
/// A browser does not let a page from a file load a module beside it, but it does load modules that
/// are in the page itself.
public final class Bundler {
  /// No connection to anywhere; images and workers that the page makes itself.
  private static final String POLICY =
      "default-src 'none'; script-src 'unsafe-inline' data: blob:; style-src 'unsafe-inline';"
          + " font-src data:; img-src data: blob:";

  private static final int VERSION_LENGTH = 12;

  private final Path page;
  private final Path engine;
  private final Path scenes;

  private Bundler(Path page, Path engine, Path scenes) {
    this.page = page;
    this.engine = engine;
    this.scenes = scenes;
  }

  /// Arguments: the directory of the page's sources, the compiled engine, the directory of the
  /// scenes, and the file to write.
  public static void main(String[] args) throws IOException {
    if (args.length != 4) {
      throw new IllegalArgumentException("expected: PAGE_DIRECTORY ENGINE_JS SCENES_DIRECTORY OUT");
    }
    Bundler bundler = new Bundler(Path.of(args[0]), Path.of(args[1]), Path.of(args[2]));
    Files.writeString(Path.of(args[3]), bundler.html());
  }

  private String html() throws IOException {
    String scenesJson = scenesJson();
    String compiled = Files.readString(engine);
    String head =
        "<meta http-equiv=\"Content-Security-Policy\" content=\""
            + POLICY
            + "\">\n<style>\n"
            + Styles.withFonts(Files.readString(page.resolve("style.css")))
            + "</style>\n<script>\n"
            + inScript(engine(compiled, version(compiled + scenesJson)))
            + "</script>\n<script type=\"importmap\">\n"
            + inScript(Modules.importMap(page))
            + "\n</script>\n<script type=\"application/json\" id=\"scenes\">\n"
            + inScript(scenesJson)
            + "\n</script>\n";
    String start = "<script type=\"module\">import \"page/main.js\";</script>\n";
    String index = Files.readString(page.resolve("index.html"));
    return before("</body>", start, before("</head>", head, index));
  }

  private static String before(String tag, String text, String html) {
    int at = html.indexOf(tag);
    if (at < 0) {
      throw new IllegalStateException("index.html has no " + tag);
    }
    return html.substring(0, at) + text + html.substring(at);
  }

  /// The engine hands its functions to `exports`, and would hand them to the window if there were
  /// none: among them are `open` and `close`.
  private static String engine(String compiled, String version) {
    return "globalThis.plongee = {version: () => \""
        + version
        + "\"};\n(function (exports, define) {\n"
        + compiled
        + "\n})(globalThis.plongee);\n";
  }

  /// The same version plays the same scene to the same bits.
  private static String version(String content) {
    try {
      byte[] digest = MessageDigest.getInstance("SHA-256").digest(content.getBytes(UTF_8));
      return HexFormat.of().formatHex(digest).substring(0, VERSION_LENGTH);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  private String scenesJson() throws IOException {
    JsonMapper mapper = JsonMapper.shared();
    ArrayNode all = mapper.createArrayNode();
    List<String> files = Files.readAllLines(scenes.resolve("index.txt"));
    for (String file : files) {
      all.addObject().put("file", file).put("text", Files.readString(scenes.resolve(file)));
    }
    return mapper.writeValueAsString(all);
  }

  /// Text inside a script element must not end it, or begin a comment of old browsers. In strings
  /// of JavaScript and of JSON the escape is the same character.
  private static String inScript(String text) {
    return text.replace("</script", "\\u003c/script").replace("<!--", "\\u003c!--");
  }
}
