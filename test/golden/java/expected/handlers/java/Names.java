package handlers.java;

import generated.handlers.java.NamesEvent;
import generated.handlers.java.runtime.FunctionContext;
import generated.handlers.java.runtime.KinesisRecord;
import java.util.List;

/** Records of the stream `names`. */
public final class Names implements NamesEvent {
    @Override
    public void handle(KinesisRecord<List<String>> item, FunctionContext function) {
        throw notImplemented();
    }
}
