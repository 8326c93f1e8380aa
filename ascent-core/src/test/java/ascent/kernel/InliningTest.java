package ascent.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassModel;
import java.lang.classfile.CodeModel;
import java.lang.classfile.MethodModel;
import java.lang.classfile.attribute.CodeAttribute;
import java.lang.classfile.instruction.InvokeInstruction;
import java.lang.reflect.AccessFlag;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.TreeSet;
import org.junit.jupiter.api.Test;

/// The rule of [VectorKernels]: vector code must not be inlined into callers.
///
/// C2 inlines a hot method of up to 325 bytecodes (`FreqInlineSize`). A kernel small enough for
/// that would spend its caller's inlining budget, and where the budget ends, vectors turn into
/// objects. So from every public method, through methods that may be inlined, none with vector
/// operations must be reachable.
class InliningTest {

  private static final int FREQ_INLINE_SIZE = 325;
  private static final String OURS = "ascent/kernel/";
  private static final String VECTORS = "jdk/incubator/vector/";

  private final Map<String, MethodModel> methods = new TreeMap<>();
  private final TreeSet<String> inlinable = new TreeSet<>();

  @Test
  void no_vector_code_is_small_enough_to_be_inlined_into_a_caller() throws IOException {
    for (Class<?> type :
        new Class<?>[] {
          VectorKernels.class,
          VectorActivations.class,
          VectorProduct.class,
          VectorTallTile.class,
          VectorShallowProduct.class,
          VectorDots.class,
          VectorPacking.class,
          VectorTranspose.class
        }) {
      read(type);
    }
    int kernels = 0;
    for (Map.Entry<String, MethodModel> method : methods.entrySet()) {
      if (method.getKey().contains("VectorKernels")
          && method.getValue().flags().has(AccessFlag.PUBLIC)) {
        visit(method.getKey());
        kernels++;
      }
    }
    assertThat(kernels).isGreaterThan(10);
    assertThat(inlinable).isEmpty();
  }

  private void read(Class<?> type) throws IOException {
    String file = type.getSimpleName() + ".class";
    try (InputStream in = Objects.requireNonNull(type.getResourceAsStream(file), file)) {
      ClassModel model = ClassFile.of().parse(in.readAllBytes());
      for (MethodModel method : model.methods()) {
        methods.put(OURS + type.getSimpleName() + "." + method.methodName(), method);
      }
    }
  }

  private void visit(String name) {
    MethodModel method = methods.get(name);
    if (method == null || name.contains("<") || name.endsWith(".name")) {
      return;
    }
    CodeModel code = method.code().orElseThrow();
    if (((CodeAttribute) code).codeLength() > FREQ_INLINE_SIZE) {
      return;
    }
    code.forEach(element -> {
      if (element instanceof InvokeInstruction call) {
        String owner = call.owner().asInternalName();
        if (owner.startsWith(VECTORS)) {
          inlinable.add(name);
        } else if (owner.startsWith(OURS)) {
          visit(owner + "." + call.name());
        }
      }
    });
  }
}
