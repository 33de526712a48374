"""Runs a handler for the Lambda Runtime API, as the runtime client of Lambda's own Python runtimes does.

Usage: python3 bootstrap.py [SHOWN], with AWS_LAMBDA_RUNTIME_API, LAMBDA_TASK_ROOT and _HANDLER in the environment.
SHOWN is the folder that errors name in the place of LAMBDA_TASK_ROOT, where the code was unpacked to run.
"""

import decimal
import http.client
import importlib
import json
import logging
import os
import sys
import time
import traceback

API = "/2018-06-01/runtime/"
SHOWN = sys.argv[1] if len(sys.argv) > 1 else None
# A function sees no arguments.
del sys.argv[1:]


class Client:
    """The mobile client of a ClientContext."""

    FIELDS = ("installation_id", "app_title", "app_version_name", "app_version_code", "app_package_name")

    def __init__(self, given):
        for field in self.FIELDS:
            setattr(self, field, given.get(field))


class ClientContext:
    """What a mobile client sent along."""

    def __init__(self, given):
        self.custom = given.get("custom")
        self.env = given.get("env")
        self.client = Client(given["client"]) if isinstance(given.get("client"), dict) else None


class CognitoIdentity:
    """Who called, where a Cognito identity did."""

    def __init__(self, given):
        self.cognito_identity_id = given.get("cognitoIdentityId")
        self.cognito_identity_pool_id = given.get("cognitoIdentityPoolId")


class LambdaContext:
    """The second argument of a handler."""

    def __init__(self, headers):
        client_context = headers.get("Lambda-Runtime-Client-Context")
        identity = headers.get("Lambda-Runtime-Cognito-Identity")
        self.aws_request_id = headers["Lambda-Runtime-Aws-Request-Id"]
        self.invoked_function_arn = headers["Lambda-Runtime-Invoked-Function-Arn"]
        self.log_group_name = os.environ.get("AWS_LAMBDA_LOG_GROUP_NAME")
        self.log_stream_name = os.environ.get("AWS_LAMBDA_LOG_STREAM_NAME")
        self.function_name = os.environ.get("AWS_LAMBDA_FUNCTION_NAME")
        self.function_version = os.environ.get("AWS_LAMBDA_FUNCTION_VERSION")
        self.memory_limit_in_mb = os.environ.get("AWS_LAMBDA_FUNCTION_MEMORY_SIZE")
        self.client_context = ClientContext(json.loads(client_context)) if client_context else None
        self.identity = CognitoIdentity(json.loads(identity) if identity else {})
        self._deadline = int(headers["Lambda-Runtime-Deadline-Ms"])

    def get_remaining_time_in_millis(self):
        return max(0, self._deadline - int(time.time() * 1000))

    def log(self, message):
        sys.stdout.write(str(message))


class Failure(Exception):
    """An error that the caller gets to see: Lambda's own kind, its words, and where it happened."""

    def __init__(self, error_type, message, trace=()):
        super().__init__(message)
        self.error_type = error_type
        self.message = message
        self.trace = list(trace)

    def payload(self, request_id):
        return {"errorMessage": self.message, "errorType": self.error_type, "requestId": request_id, "stackTrace": self.trace}

    def log(self):
        sys.stdout.write(f"[ERROR] {self.error_type}: {self.message}\n")
        if self.trace:
            sys.stdout.write("Traceback (most recent call last):\n" + "".join(self.trace))
        sys.stdout.flush()


def thrown(error):
    """The failure of an error that user code raised, without the frames that are ours."""
    frames = [frame for frame in traceback.extract_tb(error.__traceback__) if frame.filename != __file__ and "importlib" not in frame.filename]
    return Failure(type(error).__name__, str(error), [shown(text) for text in traceback.format_list(frames)])


def shown(frame):
    """A frame of a traceback with the folder that its reader knows."""
    root = os.environ.get("LAMBDA_TASK_ROOT", "")
    return frame.replace(f'File "{root}/', f'File "{SHOWN}/', 1) if SHOWN and root else frame


class RequestFormatter(logging.Formatter):
    """Log lines as Lambda's runtime prints them: level, time, request."""

    converter = time.gmtime

    def __init__(self, request):
        super().__init__("[%(levelname)s]\t%(asctime)s.%(msecs)03dZ\t%(aws_request_id)s\t%(message)s", "%Y-%m-%dT%H:%M:%S")
        self._request = request

    def format(self, record):
        record.aws_request_id = self._request["id"]
        return super().format(record)


def encode(value):
    if isinstance(value, decimal.Decimal):
        return float(value)
    raise TypeError(f"Object of type {type(value).__name__} is not JSON serializable")


def load_handler(name):
    module_name, dot, function_name = name.rpartition(".")
    if not dot:
        raise Failure("Runtime.MalformedHandlerName", f"Bad handler '{name}': not enough values to unpack (expected 2, got 1)")
    try:
        module = importlib.import_module(module_name.replace("/", "."))
    except ImportError as error:
        raise Failure("Runtime.ImportModuleError", f"Unable to import module '{module_name}': {error}") from error
    except SyntaxError as error:
        raise Failure("Runtime.UserCodeSyntaxError", f"Syntax error in module '{module_name}': {error}") from error
    except Exception as error:
        raise thrown(error) from error
    if not hasattr(module, function_name):
        raise Failure("Runtime.HandlerNotFound", f"Handler '{function_name}' missing on module '{module_name}'")
    return getattr(module, function_name)


def call(handler, body, context):
    """The JSON text of what the handler returns."""
    try:
        event = json.loads(body)
    except ValueError as error:
        raise Failure("Runtime.UnmarshalError", f"Unable to unmarshal input: {error}") from error
    try:
        result = handler(event, context)
    except Exception as error:
        raise thrown(error) from error
    try:
        return json.dumps(result, ensure_ascii=sys.version_info < (3, 12), default=encode)
    except Exception as error:
        raise Failure("Runtime.MarshalError", f"Unable to marshal response: {error}") from error


class RuntimeApi:
    """One connection to the Runtime API."""

    def __init__(self, address):
        self._connection = http.client.HTTPConnection(address)

    def _send(self, method, path, body=None, headers=None):
        self._connection.request(method, API + path, body, headers or {})
        response = self._connection.getresponse()
        return response.headers, response.read()

    def next(self):
        return self._send("GET", "invocation/next")

    def answer(self, request_id, text):
        self._send("POST", f"invocation/{request_id}/response", text.encode(), {"Content-Type": "application/json"})

    def fail(self, path, failure, request_id):
        failure.log()
        headers = {"Content-Type": "application/json", "Lambda-Runtime-Function-Error-Type": failure.error_type}
        self._send("POST", path, json.dumps(failure.payload(request_id)).encode(), headers)


def main():
    api = RuntimeApi(os.environ["AWS_LAMBDA_RUNTIME_API"])
    request = {"id": ""}
    # In the place of this file's own folder.
    sys.path[0] = os.environ["LAMBDA_TASK_ROOT"]
    lines = logging.StreamHandler(sys.stdout)
    lines.setFormatter(RequestFormatter(request))
    logging.getLogger().addHandler(lines)
    try:
        handler = load_handler(os.environ["_HANDLER"])
    except Failure as failure:
        api.fail("init/error", failure, "")
        sys.exit(1)
    while True:
        headers, body = api.next()
        request["id"] = headers["Lambda-Runtime-Aws-Request-Id"]
        if headers.get("Lambda-Runtime-Trace-Id"):
            os.environ["_X_AMZN_TRACE_ID"] = headers["Lambda-Runtime-Trace-Id"]
        try:
            text = call(handler, body, LambdaContext(headers))
        except Failure as failure:
            api.fail(f"invocation/{request['id']}/error", failure, request["id"])
        else:
            sys.stdout.flush()
            sys.stderr.flush()
            api.answer(request["id"], text)


if __name__ == "__main__":
    main()
