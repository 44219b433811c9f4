package claimbench.harness.run;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Objects;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;

/** Jars for made-up installations: each is one class of the tests that needs no other. */
public final class TestJar {
    private TestJar() {}

    /** Makes the jar of a module. */
    public static Path make(Path lib, String module, Class<?> main) throws IOException {
        Files.createDirectories(lib);
        var manifest = new Manifest();
        manifest.getMainAttributes().put(Attributes.Name.MANIFEST_VERSION, "1.0");
        manifest.getMainAttributes().put(Attributes.Name.MAIN_CLASS, main.getName());
        String entry = main.getName().replace('.', '/') + ".class";
        Path jar = lib.resolve("claimbench-" + module + "-1.jar");
        try (var out = new JarOutputStream(Files.newOutputStream(jar), manifest);
                InputStream bytes = Objects.requireNonNull(main.getClassLoader().getResourceAsStream(entry))) {
            out.putNextEntry(new JarEntry(entry));
            bytes.transferTo(out);
        }
        return jar;
    }
}
