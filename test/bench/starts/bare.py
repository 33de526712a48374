"""What a handler needs at least: it reads the body and writes an answer."""

import json


def handler(event, context):
    json.loads(event["body"])
    return {"statusCode": 201, "headers": {"Content-Type": "application/json"}, "body": json.dumps({"id": 1, "name": "Rex", "species": "dog"})}
