package handlers.java;

import generated.handlers.java.ListTasksOperation;
import generated.handlers.java.models.State;
import generated.handlers.java.runtime.Context;

/** `GET /tasks`: The tasks, of all states or of one. */
public final class ListTasks implements ListTasksOperation {
    @Override
    public Response handle(Request request, Context context) {
        State state = request.query().state();
        return new Ok(Store.all().stream().filter(task -> state == null || task.state() == state).toList());
    }
}
