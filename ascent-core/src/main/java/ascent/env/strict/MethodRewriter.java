package ascent.env.strict;

import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeModel;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.classfile.instruction.NewObjectInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.ConstantDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.DynamicCallSiteDesc;
import java.lang.constant.MethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/// Rewrites the code of a method.
///
/// A generator is made by two instructions with the arguments between them, `new Random` and the
/// call of the constructor. So a first pass over the code finds which pairs are to be replaced:
/// those without a seed, and those whose seed is from a clock.
final class MethodRewriter {
  private static final String INIT = "<init>";
  private static final MethodTypeDesc NO_SEED = MethodTypeDesc.ofDescriptor("()V");
  private static final MethodTypeDesc SEED = MethodTypeDesc.ofDescriptor("(J)V");

  private final CodeModel code;
  private final Map<Integer, CodeElement> generators = new HashMap<>(); // by place in the code
  private int math;
  private int random;
  private boolean changes;

  /// @param code of a method
  MethodRewriter(CodeModel code) {
    this.code = code;
    findGenerators();
    count();
  }

  int math() {
    return math;
  }

  int random() {
    return random;
  }

  /// Whether the code must be written anew. Renaming `ThreadLocalRandom` has changed its calls
  /// already.
  boolean changes() {
    return changes;
  }

  /// A generator that is being made.
  private static final class Pending {
    private final int at;
    private final CodeElement element;
    private boolean clock; // whether one was read for the arguments

    Pending(int at, CodeElement element) {
      this.at = at;
      this.element = element;
    }
  }

  private void findGenerators() {
    Deque<Pending> pending = new ArrayDeque<>();
    int at = 0;
    for (CodeElement element : code) {
      if (element instanceof NewObjectInstruction made
          && made.className().asSymbol().equals(Replacements.RANDOM)) {
        pending.push(new Pending(at, element));
      } else if (element instanceof InvokeInstruction call) {
        if (isInit(call) && !pending.isEmpty()) {
          Pending begun = pending.pop();
          if (call.typeSymbol().equals(NO_SEED) || begun.clock) {
            generators.put(begun.at, begun.element);
            generators.put(at, call);
          }
        } else if (Replacements.isClock(call.owner().asSymbol(), call.name().stringValue())) {
          pending.forEach(p -> p.clock = true);
        }
      }
      at++;
    }
  }

  private static boolean isInit(InvokeInstruction call) {
    return call.name().equalsString(INIT) && call.owner().asSymbol().equals(Replacements.RANDOM);
  }

  private void count() {
    random += generators.size() / 2;
    changes = !generators.isEmpty();
    for (CodeElement element : code) {
      if (element instanceof InvokeInstruction call) {
        replacement(call).ifPresent(this::count);
        if (call.owner().asSymbol().equals(Replacements.EPISODE_RANDOM)) {
          random += call.name().equalsString("current") ? 1 : 0;
        }
      } else if (element instanceof InvokeDynamicInstruction site) {
        for (ConstantDesc argument : site.bootstrapArgs()) {
          if (argument instanceof DirectMethodHandleDesc handle) {
            replacement(handle).ifPresent(other -> count(other.owner()));
          }
        }
      }
    }
  }

  private void count(ClassDesc replacement) {
    changes = true;
    if (Replacements.isMath(replacement)) {
      math++;
    } else {
      random++;
    }
  }

  /// Writes the rewritten code.
  void write(CodeBuilder out) {
    int at = 0;
    for (CodeElement element : code) {
      if (generators.containsKey(at)) {
        writeGenerator(element, out);
      } else {
        write(element, out);
      }
      at++;
    }
  }

  private static void writeGenerator(CodeElement element, CodeBuilder out) {
    if (!(element instanceof InvokeInstruction call)) {
      out.new_(Replacements.EPISODE_RANDOM);
      return;
    }
    if (call.typeSymbol().equals(SEED)) {
      out.pop2(); // the seed
    }
    out.invokespecial(Replacements.EPISODE_RANDOM, INIT, NO_SEED);
  }

  private static void write(CodeElement element, CodeBuilder out) {
    if (element instanceof InvokeInstruction call) {
      Optional<ClassDesc> replacement = replacement(call);
      if (replacement.isPresent()) {
        out.invokestatic(replacement.get(), call.name().stringValue(), call.typeSymbol());
        return;
      }
    }
    if (element instanceof InvokeDynamicInstruction site) {
      ConstantDesc[] arguments = site.bootstrapArgs().toArray(ConstantDesc[]::new);
      ConstantDesc[] others = arguments.clone();
      for (int i = 0; i < others.length; i++) {
        if (arguments[i] instanceof DirectMethodHandleDesc handle) {
          others[i] = replacement(handle).orElse(handle);
        }
      }
      if (!Arrays.equals(arguments, others)) {
        out.invokedynamic(
            DynamicCallSiteDesc.of(
                site.bootstrapMethod(), site.name().stringValue(), site.typeSymbol(), others));
        return;
      }
    }
    out.with(element);
  }

  private static Optional<ClassDesc> replacement(InvokeInstruction call) {
    return call.opcode() == Opcode.INVOKESTATIC
        ? Replacements.of(call.owner().asSymbol(), call.name().stringValue(), call.typeSymbol())
        : Optional.empty();
  }

  /// A method reference: `Math::sin`, or `Random::new` without a seed.
  private static Optional<DirectMethodHandleDesc> replacement(DirectMethodHandleDesc handle) {
    boolean isStatic =
        handle.kind() == DirectMethodHandleDesc.Kind.STATIC
            || handle.kind() == DirectMethodHandleDesc.Kind.INTERFACE_STATIC;
    if (isStatic) {
      MethodTypeDesc type = MethodTypeDesc.ofDescriptor(handle.lookupDescriptor());
      return Replacements.of(handle.owner(), handle.methodName(), type)
          .map(owner ->
              MethodHandleDesc.ofMethod(
                  DirectMethodHandleDesc.Kind.STATIC, owner, handle.methodName(), type));
    }
    boolean makesGenerator =
        handle.kind() == DirectMethodHandleDesc.Kind.CONSTRUCTOR
            && handle.owner().equals(Replacements.RANDOM)
            && handle.lookupDescriptor().equals(NO_SEED.descriptorString());
    return makesGenerator
        ? Optional.of(MethodHandleDesc.ofConstructor(Replacements.EPISODE_RANDOM))
        : Optional.empty();
  }
}
