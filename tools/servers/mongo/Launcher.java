import de.bwaldvogel.mongo.MongoServer;
import de.bwaldvogel.mongo.MongoVersion;
import de.bwaldvogel.mongo.backend.h2.H2Backend;
import de.bwaldvogel.mongo.bson.Document;
import de.bwaldvogel.mongo.wire.message.MongoMessage;
import java.util.List;
import java.util.Set;
import org.h2.mvstore.MVStore;

/** Serves MongoDB's protocol from one file: {@code java Launcher FILE PORT}. */
public final class Launcher {

    /** The library's own 5.0 gives wire version 8, which current drivers refuse; 5.0 in truth speaks 13. */
    private enum Version implements MongoVersion {
        FIVE;

        @Override
        public List<Integer> getVersionArray() {
            return List.of(5, 0, 0);
        }

        @Override
        public int getWireVersion() {
            return 13;
        }
    }

    /**
     * Writes the file before it answers a write, and never in the middle of one: the store's own timer would keep
     * up to a second in memory and could save a document without its index entry, for a killed process to come back with.
     */
    private static final class WrittenBeforeAnswered extends H2Backend {
        private static final Set<String> WRITES =
            Set.of("insert", "update", "delete", "findandmodify", "create", "createindexes", "drop", "dropdatabase", "dropindexes", "renamecollection");

        WrittenBeforeAnswered(MVStore store) {
            super(store);
        }

        @Override
        public Document handleMessage(MongoMessage message) {
            String command = message.getDocument().keySet().iterator().next();
            if (!WRITES.contains(command.toLowerCase())) {
                return super.handleMessage(message);
            }
            synchronized (this) {
                Document answer = super.handleMessage(message);
                commit();
                return answer;
            }
        }
    }

    public static void main(String[] args) {
        MVStore store = new MVStore.Builder().fileName(args[0]).autoCommitDisabled().open();
        MongoServer server = new MongoServer(new WrittenBeforeAnswered(store).version(Version.FIVE));
        server.bind("127.0.0.1", Integer.parseInt(args[1]));
        Runtime.getRuntime().addShutdownHook(new Thread(server::shutdownNow));
    }
}
