"""Says what of a processor it takes from a started interpreter to the first answer of `MODULE.handler`, in milliseconds."""

import importlib
import json
import sys
import time


class Context:
    aws_request_id = "r"
    function_name = "f"
    memory_limit_in_mb = 128
    invoked_function_arn = "arn:aws:lambda:eu-west-1:1:function:f"

    def get_remaining_time_in_millis(self):
        return 1000


with open(sys.argv[2]) as file:
    event = json.load(file)
began = time.process_time()
answer = importlib.import_module(sys.argv[1]).handler(event, Context())
took = (time.process_time() - began) * 1000
if answer["statusCode"] != 201:
    raise SystemExit(str(answer))
print(took)
