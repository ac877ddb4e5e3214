package bn.spark;

import bn.api.BnException;
import bn.experiments.result.Json;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.InetAddress;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.UUID;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.LockSupport;
import java.util.function.Consumer;
import org.apache.hadoop.fs.FileAlreadyExistsException;

/**
 * The lock of a folder in a file system that Hadoop knows: a file that is made where there is none, and written again now and then
 * as long as its process lives. File systems have no locks that end with their process, so one that was not renewed for long is
 * taken over.
 */
final class RemoteLock implements AutoCloseable {
    private static final String FILE = ".bn-lock.json";
    /** A file that is being renewed may be empty. */
    private static final int ATTEMPTS = 20;
    private static final long WAIT_MILLIS = 50;

    private final RemoteFiles files;
    private final Holder self;
    private final ScheduledExecutorService heartbeat = Executors.newSingleThreadScheduledExecutor(work -> {
        Thread thread = new Thread(work, "study-lock");
        thread.setDaemon(true);
        return thread;
    });

    /**
     * When a lock is written again, and when it is no longer valid.
     *
     * @param renewal after this time
     * @param expiry several times as long
     */
    record Times(Duration renewal, Duration expiry) {
        static final Times USUAL = new Times(Duration.ofSeconds(30), Duration.ofMinutes(2));
    }

    /** Who has a lock. */
    private record Holder(String host, long process, String since, String token) {}

    private RemoteLock(RemoteFiles files, Holder self) {
        this.files = files;
        this.self = self;
    }

    /**
     * Locks a folder.
     *
     * @param notes told of a lock that is taken over
     * @throws BnException if another process has it
     */
    static RemoteLock acquire(RemoteFiles files, Times times, Consumer<String> notes) throws IOException {
        Holder self = new Holder(InetAddress.getLocalHost().getHostName(), ProcessHandle.current().pid(),
                Instant.now().toString(),
                UUID.randomUUID().toString());
        RemoteLock lock = new RemoteLock(files, self);
        try {
            files.create(FILE, lock.text());
        } catch (FileAlreadyExistsException e) {
            lock.takeOver(times, notes);
        }
        lock.check();
        long millis = times.renewal().toMillis();
        lock.heartbeat.scheduleWithFixedDelay(lock::renew, millis, millis, TimeUnit.MILLISECONDS);
        return lock;
    }

    private void takeOver(Times times, Consumer<String> notes) throws IOException {
        Duration age = Duration.ofMillis(files.now() - files.modified(FILE));
        String text = text(age.compareTo(times.expiry()) < 0);
        if (age.compareTo(times.expiry()) < 0) {
            throw new BnException("another process is writing to " + files.address() + ": " + text + " and gave a sign of life "
                    + age.toSeconds() + " s ago; wait until it has ended, and " + times.expiry().toSeconds()
                    + " s more if it was killed, or choose another folder");
        }
        notes.accept(files.address() + " was locked by " + text + " and has given no sign of life for " + age.toSeconds()
                + " s: its lock is taken over");
        files.overwrite(FILE, text());
    }

    /**
     * Who has the lock, for a person.
     *
     * @param valid otherwise its file need not be whole: its process may have been killed while it wrote it
     */
    private String text(boolean valid) throws IOException {
        try {
            Holder other = holder();
            return "process " + other.process() + " of host " + other.host() + ", which began at " + other.since();
        } catch (BnException e) {
            if (valid) {
                throw e;
            }
            return "a process that did not say its name";
        }
    }

    /**
     * Checks that this process still has the lock.
     *
     * @throws BnException if another has taken it over
     */
    void check() throws IOException {
        Holder now = holder();
        if (!now.token().equals(self.token())) {
            throw new BnException("cannot write to " + files.address() + ": process " + now.process() + " of host " + now.host()
                    + " has taken it over at " + now.since() + ", since this process gave no sign of life");
        }
    }

    private Holder holder() throws IOException {
        for (int attempt = 1;; attempt++) {
            try {
                return Json.read(Json.parse(files.read(FILE), FILE), Holder.class, files.address() + "/" + FILE);
            } catch (BnException | FileNotFoundException e) {
                if (attempt == ATTEMPTS) {
                    throw new BnException("the lock " + files.address() + "/" + FILE + " is missing or damaged; if no process "
                            + "writes to the folder, delete it", e);
                }
            }
            LockSupport.parkNanos(TimeUnit.MILLISECONDS.toNanos(WAIT_MILLIS));
        }
    }

    /** If this fails, the next time is tried again; {@link #check} finds out what came of it. */
    private synchronized void renew() {
        try {
            check();
            if (!heartbeat.isShutdown()) {
                files.overwrite(FILE, text());
            }
        } catch (IOException | BnException e) {
            // Said by the next write.
        }
    }

    private byte[] text() {
        return Json.text(self).getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public synchronized void close() {
        heartbeat.shutdown();
        try {
            check();
            files.delete(FILE);
        } catch (IOException | BnException e) {
            // It is not there, or another's; otherwise it expires.
        }
    }
}
