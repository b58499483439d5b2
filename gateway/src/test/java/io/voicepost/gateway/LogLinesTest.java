package io.voicepost.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.source.tree.BinaryTree;
import com.sun.source.tree.CompilationUnitTree;
import com.sun.source.tree.ExpressionTree;
import com.sun.source.tree.IdentifierTree;
import com.sun.source.tree.LiteralTree;
import com.sun.source.tree.MemberSelectTree;
import com.sun.source.tree.MethodInvocationTree;
import com.sun.source.tree.ParenthesizedTree;
import com.sun.source.tree.Tree;
import com.sun.source.tree.VariableTree;
import com.sun.source.util.JavacTask;
import com.sun.source.util.SourcePositions;
import com.sun.source.util.TreeScanner;
import com.sun.source.util.Trees;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// Every log line has one shape, for whoever greps a log: an event, then what belongs to it, as in
/// `publish failed recording={} attempt={} next={}s error="{}"`.
///
/// - The event is two to five plain words in lower case, and no sentence.
/// - What belongs to it is ` key=value` each. In double quotes stands what may have spaces or comes
///   from outside, an error and a reason always.
/// - No full stop at the end. A stack trace is passed beside the text.
final class LogLinesTest {
  private static final Pattern SHAPE =
      Pattern.compile(
          "(?<event>[a-z][a-z0-9-]*( [a-z][a-z0-9-]*){1,4})"
              + "( [a-z][a-z-]*=(\"[^\"]*\"|[^\\s\"]*[^\\s\".,;:!?]))*");

  /// Words of sentences, which no event has.
  private static final Pattern SENTENCE =
      Pattern.compile(
          "\\b(a|an|the|is|are|was|were|be|been|has|have|had|can|cannot|will|does|did|it|its|they"
              + "|their|this|that|what|who|nobody|somebody)\\b");

  private static final Pattern UNQUOTED = Pattern.compile(" (error|reason)=\\{");
  private static final Set<String> LEVELS = Set.of("trace", "debug", "info", "warn", "error");

  /// `AuditLog` puts its lines together itself; `AuditLogTest` looks at them.
  private static final String AUDIT = "audit {}{}";

  @TempDir private Path folder;

  @Test
  void everyLogLineIsAnEventAndWhatBelongsToIt() throws IOException {
    var sources = new ArrayList<Path>();
    for (var module : List.of("gateway", "storage", "transcoder")) {
      try (var files = Files.walk(Path.of("..", module, "src", "main", "java"))) {
        files.filter(it -> it.toString().endsWith(".java")).forEach(sources::add);
      }
    }

    var calls = LogCalls.in(sources);

    assertThat(calls.read).as("log lines that were read").isGreaterThan(100);
    assertThat(calls.wrong).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log.warn(\"Nobody is told of a new post: {}\", error);",
        "log.warn(\"publish failed: \" + error);",
        "log.warn(\"publish failed \"\n + \"of {}.\", post);",
        "log.warn(\"publish failed post={}.\", post);",
        "log.warn(\"publish failed {}\", post);",
        "log.warn(\"publish failed error={}\", error);",
        "log.warn(\"Publish failed post={}\", post);",
        "log.warn(\"the publish failed post={}\", post);",
        "log.warn(\"publish failed post={} and is tried again\", post);",
        "log.warn(\"failed\");",
        "log.warn(error);",
        "log.atWarn().log(\"publish failed post={}\", post);",
        "Published.log.warn(\"It failed\");"
      })
  void anythingElseIsRefusedByFileAndLine(String statement) throws IOException {
    assertThat(inClass(statement).wrong)
        .singleElement()
        .asString()
        .startsWith(folder.resolve("Told.java") + ":4 ");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "log.info(\"gateway ready url=http://{}:{}\", host, port);",
        "log.warn(\"publish failed post={} \"\n + \"attempt={} next={}s error=\\\"{}\\\"\", a, b, c, d);",
        "log.error(\"live catch-up failed\", bug);",
        "log.debug(\"recording discarded recording={} reason=too-short\", id);"
      })
  void anEventAndWhatBelongsToItAreTaken(String statement) throws IOException {
    var calls = inClass(statement);

    assertThat(calls.read).isEqualTo(1);
    assertThat(calls.wrong).isEmpty();
  }

  @Test
  void everyLoggerIsCalledLog() throws IOException {
    assertThat(inClass("Logger speaker = LoggerFactory.getLogger(Told.class);").wrong).hasSize(1);
  }

  private LogCalls inClass(String statement) throws IOException {
    var source = folder.resolve("Told.java");
    Files.writeString(source, "class Told {\n  void tell() {\n\n    " + statement + "\n  }\n}\n");
    return LogCalls.in(List.of(source));
  }

  /// Calls of loggers in sources, which need not compile.
  private static final class LogCalls extends TreeScanner<Void, CompilationUnitTree> {
    private final SourcePositions positions;
    private final List<String> wrong = new ArrayList<>();
    private int read;

    private LogCalls(SourcePositions positions) {
      this.positions = positions;
    }

    static LogCalls in(Collection<Path> sources) throws IOException {
      var compiler = ToolProvider.getSystemJavaCompiler();
      try (var files = compiler.getStandardFileManager(null, null, StandardCharsets.UTF_8)) {
        var task =
            (JavacTask)
                compiler.getTask(
                    null,
                    files,
                    null,
                    List.of("-proc:none"),
                    null,
                    files.getJavaFileObjectsFromPaths(sources));
        var calls = new LogCalls(Trees.instance(task).getSourcePositions());
        for (var unit : task.parse()) {
          calls.scan(unit, unit);
        }
        return calls;
      }
    }

    @Override
    public Void visitVariable(VariableTree variable, CompilationUnitTree unit) {
      if (variable.getType() instanceof IdentifierTree type
          && type.getName().contentEquals("Logger")
          && !variable.getName().contentEquals("log")) {
        refuse(variable, unit, "a logger is called log");
      }
      return super.visitVariable(variable, unit);
    }

    @Override
    public Void visitMethodInvocation(MethodInvocationTree call, CompilationUnitTree unit) {
      if (call.getMethodSelect() instanceof MemberSelectTree method
          && isLog(method.getExpression())) {
        var name = method.getIdentifier().toString();
        if (LEVELS.contains(name)) {
          read++;
          check(call, unit);
        } else if (name.startsWith("at")) {
          refuse(call, unit, "the text stands in the call of the level");
        }
      }
      return super.visitMethodInvocation(call, unit);
    }

    private static boolean isLog(ExpressionTree receiver) {
      return switch (receiver) {
        case IdentifierTree name -> name.getName().contentEquals("log");
        case MemberSelectTree field -> field.getIdentifier().contentEquals("log");
        default -> false;
      };
    }

    private void check(MethodInvocationTree call, CompilationUnitTree unit) {
      var text = text(call.getArguments().getFirst());
      if (text.isEmpty()) {
        refuse(call, unit, "no constant text");
      } else if (!isOneShape(text.get()) && !text.get().equals(AUDIT)) {
        refuse(call, unit, text.get());
      }
    }

    private static boolean isOneShape(String text) {
      var line = SHAPE.matcher(text);
      return line.matches()
          && !SENTENCE.matcher(line.group("event")).find()
          && !UNQUOTED.matcher(text).find();
    }

    /// A literal, or several of them joined.
    private static Optional<String> text(ExpressionTree argument) {
      return switch (argument) {
        case LiteralTree literal when literal.getValue() instanceof String string ->
            Optional.of(string);
        case ParenthesizedTree inner -> text(inner.getExpression());
        case BinaryTree joined when joined.getKind() == Tree.Kind.PLUS ->
            text(joined.getLeftOperand())
                .flatMap(left -> text(joined.getRightOperand()).map(left::concat));
        default -> Optional.empty();
      };
    }

    private void refuse(Tree at, CompilationUnitTree unit, String why) {
      var line = unit.getLineMap().getLineNumber(positions.getStartPosition(unit, at));
      var file = Path.of(unit.getSourceFile().toUri()).normalize();
      wrong.add(file + ":" + line + " " + why);
    }
  }
}
