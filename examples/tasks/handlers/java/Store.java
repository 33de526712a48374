package handlers.java;

import generated.handlers.java.models.Task;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CopyOnWriteArrayList;

/** The tasks of this instance of the function: an example needs no database. */
final class Store {
    private static final List<Task> TASKS = new CopyOnWriteArrayList<>();

    private Store() {}

    static List<Task> all() {
        return TASKS;
    }

    static long nextId() {
        return TASKS.size() + 1;
    }

    static Task add(Task task) {
        TASKS.add(task);
        return task;
    }

    static Optional<Task> find(long id) {
        return TASKS.stream().filter(task -> task.id() == id).findFirst();
    }

    static Task replace(Task task) {
        TASKS.replaceAll(known -> known.id() == task.id() ? task : known);
        return task;
    }
}
