package bn.api;

import java.io.IOException;
import java.io.InputStream;
import java.lang.module.ModuleDescriptor;
import java.lang.reflect.Executable;
import java.lang.reflect.Field;
import java.lang.reflect.Member;
import java.lang.reflect.Modifier;
import java.lang.reflect.Type;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** All that users of a module can name, one line each: types of the exported packages, with their members. */
final class ApiListing {
    private ApiListing() {}

    /** The API of the module whose classes are in a folder. */
    static List<String> of(Path classes) throws IOException {
        Set<String> packages;
        try (InputStream descriptor = Files.newInputStream(classes.resolve("module-info.class"))) {
            packages = ModuleDescriptor.read(descriptor).exports().stream().filter(exports -> !exports.isQualified())
                    .map(ModuleDescriptor.Exports::source).collect(Collectors.toSet());
        }
        List<String> lines = new ArrayList<>();
        try (Stream<Path> files = Files.walk(classes)) {
            files.map(file -> classes.relativize(file).toString()).filter(name -> name.matches(".*(?<!-info)\\.class"))
                    .map(name -> type(name.substring(0, name.length() - ".class".length()).replace('/', '.').replace('\\', '.')))
                    .filter(type -> packages.contains(type.getPackageName()) && isVisible(type))
                    .sorted(Comparator.comparing(Class::getName)).forEach(type -> list(type, lines));
        }
        return lines;
    }

    /** In what an API differs from an older one: empty, or lines that say what to do. */
    static List<String> differences(List<String> before, List<String> now) {
        List<String> incompatible = new ArrayList<>();
        List<String> compatible = new ArrayList<>();
        Set<String> added = new LinkedHashSet<>(now);
        before.forEach(added::remove);
        before.stream().filter(line -> !now.contains(line)).forEach(line -> incompatible.add("gone or changed: " + line.strip()));
        for (String line : added) {
            // Who implements an interface has to add the method.
            boolean demand = line.startsWith(" ") && line.contains(" abstract ") && before.contains(owner(now, line));
            (demand ? incompatible : compatible).add((demand ? "to be implemented: " : "new: ") + line.strip());
        }
        List<String> lines = new ArrayList<>();
        if (!incompatible.isEmpty()) {
            lines.add("The public API is not compatible with the one before; users and plug-ins have to be changed:");
            lines.addAll(incompatible);
        }
        if (!compatible.isEmpty()) {
            lines.add("The public API has grown:");
            lines.addAll(compatible);
        }
        return lines;
    }

    /** The line of the type that a member is in. */
    private static String owner(List<String> lines, String member) {
        return lines.subList(0, lines.indexOf(member)).stream().filter(line -> !line.startsWith(" ")).reduce("", (a, b) -> b);
    }

    private static void list(Class<?> type, List<String> lines) {
        String parents = Stream.concat(Stream.ofNullable(type.getGenericSuperclass()), Arrays.stream(type.getGenericInterfaces()))
                .map(Type::getTypeName).collect(Collectors.joining(", "));
        String permitted = type.isSealed()
                ? " permits " + Arrays.stream(type.getPermittedSubclasses()).map(Class::getName).sorted()
                        .collect(Collectors.joining(", "))
                : "";
        lines.add(declaration(type) + (parents.isEmpty() ? "" : " is " + parents) + permitted);
        Stream.of(type.getDeclaredFields(), type.getDeclaredConstructors(), type.getDeclaredMethods()).flatMap(Arrays::stream)
                .filter(member -> !((Member) member).isSynthetic() && isVisible(((Member) member).getModifiers()))
                .map(member -> "    " + text((Member) member)).sorted().forEach(lines::add);
    }

    /** Unlike {@code toGenericString}, the same in every JDK. */
    private static String declaration(Class<?> type) {
        String kind = type.isInterface() ? "interface" : type.isEnum() ? "enum" : type.isRecord() ? "record" : "class";
        String parameters = Arrays.stream(type.getTypeParameters()).map(one -> one.getName() + " extends "
                + Arrays.stream(one.getBounds()).map(Type::getTypeName).collect(Collectors.joining(" & ")))
                .collect(Collectors.joining(", "));
        return Modifier.toString(type.getModifiers() & ~Modifier.INTERFACE) + " " + kind + " " + type.getName()
                + (parameters.isEmpty() ? "" : "<" + parameters + ">");
    }

    private static String text(Member member) {
        return member instanceof Field field ? field.toGenericString()
                : ((Executable) member).toGenericString();
    }

    private static boolean isVisible(Class<?> type) {
        Class<?> outer = type.getDeclaringClass();
        return isVisible(type.getModifiers()) && !type.isAnonymousClass() && !type.isLocalClass()
                && (outer == null || isVisible(outer));
    }

    private static boolean isVisible(int modifiers) {
        return Modifier.isPublic(modifiers) || Modifier.isProtected(modifiers);
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(name, false, Objects.requireNonNull(ApiListing.class.getClassLoader()));
        } catch (ClassNotFoundException e) {
            throw new IllegalStateException(e);
        }
    }
}
