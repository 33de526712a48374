package generated.handlers.java.runtime;

import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.Map;

/** Functions that other services call: each is given one item of an event at a time. What is sent is read as its type, and not checked otherwise. */
public final class Events {
    private Events() {}

    /** A function of changes in a bucket: one that fails fails the event, which Lambda tries again. */
    public static Handling s3(Code<S3Change> code) {
        return awake((event, function) -> {
            for (Object record : records(event)) code.run(s3Change(record), function);
            return null;
        });
    }

    /** A function of messages of a topic: one that fails fails the event, which Lambda tries again. */
    public static <Body> Handling sns(Reader<Body> reader, Code<SnsMessage<Body>> code) {
        return awake((event, function) -> {
            for (Object record : records(event)) {
                Object sns = Plain.member(record, "Sns");
                code.run(new SnsMessage<>(textOf(sns, "MessageId"), textOf(sns, "TopicArn"), nullable(sns, "Subject"),
                    typed(parsed(textOf(sns, "Message")), reader), textOf(sns, "Timestamp"), record), function);
            }
            return null;
        });
    }

    /**
     * A function of messages of a queue, which answers which of them failed ({@code ReportBatchItemFailures}): only those come again. In a FIFO queue
     * nothing overtakes a message that failed, so those behind it count as failed, too.
     */
    public static <Body> Handling sqs(Reader<Body> reader, Code<SqsMessage<Body>> code) {
        return awake((event, function) -> {
            List<String> failed = new ArrayList<>();
            for (Object record : records(event)) {
                String id = textOf(record, "messageId");
                boolean isBlocked = !failed.isEmpty() && textOf(record, "eventSourceARN").endsWith(".fifo");
                if (isBlocked || !succeeds(id, () -> code.run(new SqsMessage<>(id, typed(parsed(textOf(record, "body")), reader),
                    Plain.texts(Plain.member(record, "attributes")), record), function))) failed.add(id);
            }
            return failures(failed);
        });
    }

    /** A function of records of a stream: it ends at the first that fails, and Lambda begins there again. */
    public static <Data> Handling kinesis(Reader<Data> reader, Code<KinesisRecord<Data>> code) {
        return awake((event, function) -> {
            for (Object record : records(event)) {
                Object kinesis = Plain.member(record, "kinesis");
                String number = textOf(kinesis, "sequenceNumber");
                if (!succeeds(number, () -> {
                    String data = new String(Base64.getDecoder().decode(textOf(kinesis, "data")), StandardCharsets.UTF_8);
                    code.run(new KinesisRecord<>(number, textOf(kinesis, "partitionKey"), typed(parsed(data), reader), record), function);
                })) return failures(List.of(number));
            }
            return failures(List.of());
        });
    }

    /** A function of events of a bus or of a schedule. */
    public static <Detail> Handling bus(Reader<Detail> reader, Code<BusEvent<Detail>> code) {
        return awake((event, function) -> {
            List<Object> resources = Plain.items(Plain.member(event, "resources"));
            code.run(new BusEvent<>(textOf(event, "id"), textOf(event, "source"), textOf(event, "detail-type"), textOf(event, "time"),
                resources == null ? List.of() : resources.stream().map(Plain::textOf).toList(),
                typed(Plain.member(event, "detail"), reader), event), function);
            return null;
        });
    }

    /** A function that is called by its name, and whose result goes back to whoever waits for it. */
    public static <Data> Handling call(Reader<Data> reader, Answering<DirectCall<Data>> code) {
        return awake((event, function) -> code.run(new DirectCall<>(Plain.members(Plain.member(event, "metadata")),
            typed(Plain.member(event, "data"), reader), event), function));
    }

    /** Code of a user, given an item. */
    @FunctionalInterface
    public interface Code<Item> {
        /** Runs it. */
        void run(Item item, FunctionContext function) throws Exception;
    }

    /** Code of a user whose result somebody waits for. */
    @FunctionalInterface
    public interface Answering<Item> {
        /** Runs it. */
        Object run(Item item, FunctionContext function) throws Exception;
    }

    @FunctionalInterface
    private interface Action {
        void run() throws Exception;
    }

    /** What only keeps a function warm is answered before any code of the user's. */
    private static Handling awake(Handling handling) {
        return (event, function) -> "keep-warm".equals(Plain.member(event, "apigen")) ? null : handling.handle(event, function);
    }

    private static boolean succeeds(String id, Action action) {
        try {
            action.run();
            return true;
        } catch (Exception error) {
            System.err.println(Json.write(new Members().put("level", "error").put("message", "record failed").put("id", id)
                .put("error", Logger.described(error)).map()));
            return false;
        }
    }

    private static Object failures(List<String> ids) {
        return Map.of("batchItemFailures", ids.stream().map(id -> Map.of("itemIdentifier", id)).toList());
    }

    private static List<Object> records(Object event) {
        List<Object> records = Plain.items(Plain.member(event, "Records"));
        if (records == null) throw new IllegalArgumentException("The event has no `Records`: another service than the declared one called this function.");
        return records;
    }

    private static S3Change s3Change(Object record) {
        Object s3 = Plain.member(record, "s3");
        Object object = Plain.member(s3, "object");
        // Keys come as in forms: a blank is a plus.
        String key = URLDecoder.decode(textOf(object, "key"), StandardCharsets.UTF_8);
        Long size = Plain.member(object, "size") instanceof Long bytes ? bytes : null;
        return new S3Change(textOf(record, "eventName"), textOf(record, "eventTime"), textOf(Plain.member(s3, "bucket"), "name"), key, size,
            nullable(object, "versionId"), record);
    }

    private static <T> T typed(Object value, Reader<T> reader) {
        try {
            return Reading.read(value, reader);
        } catch (Unfit unfit) {
            throw new IllegalArgumentException("What was sent" + (unfit.pointer().isEmpty() ? "" : " as `" + unfit.pointer() + "`") + " " + unfit.getMessage() + ".");
        }
    }

    private static String textOf(Object value, String name) {
        return Plain.text(Plain.member(value, name));
    }

    private static String nullable(Object value, String name) {
        return Plain.member(value, name) instanceof String text ? text : null;
    }

    /** What was sent as a text: JSON where it is any. */
    private static Object parsed(String written) {
        try {
            return Json.read(written);
        } catch (Json.Broken broken) {
            return written;
        }
    }
}
