package handlers.java;

import generated.handlers.java.ChangeTaskOperation;
import generated.handlers.java.models.Change;
import generated.handlers.java.models.Problem;
import generated.handlers.java.models.Task;
import generated.handlers.java.runtime.Context;

/** `PATCH /tasks/{id}`: Changes a task; a note of null is taken away. */
public final class ChangeTask implements ChangeTaskOperation {
    @Override
    public Response handle(Request request, Context context) {
        long id = request.path().id();
        Task task = Store.find(id).orElseThrow(() -> failure(new NotFound(new Problem("There is no task " + id + "."))));
        return new Ok(Store.replace(changed(task, request.body())));
    }

    private static Task changed(Task task, Change change) {
        return Task.builder(task.title(), task.id(), change.state() == null ? task.state() : change.state())
            .due(task.due())
            .note(change.note().isPresent() ? change.note().get() : task.note())
            .addedBy(task.addedBy())
            .build();
    }
}
