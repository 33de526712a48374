package handlers.java;

import generated.handlers.java.AddTaskOperation;
import generated.handlers.java.models.State;
import generated.handlers.java.models.Task;
import generated.handlers.java.runtime.Context;
import java.util.Map;

/** `POST /tasks`: Adds a task. */
public final class AddTask implements AddTaskOperation {
    @Override
    public Response handle(Request request, Context context) {
        Task task = Store.add(Task.builder(request.body().title(), Store.nextId(), State.OPEN)
            .due(request.body().due())
            .addedBy(authorized(context).member())
            .build());
        context.logger().info("added", Map.of("task", task.id()));
        return new Created(task, new CreatedHeaders("/tasks/" + task.id()));
    }
}
