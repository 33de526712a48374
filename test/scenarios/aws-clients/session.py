"""The session of aws-clients.test.ts with boto3: create, import, deploy, invoke, permit, throttle,
export, canary, roll back, delete; with a function in Python.

Arguments: the gateway's URL, the first document, the second one, the function's zip file. Prints one JSON line for each thing that it sees.
"""

import json
import sys
import urllib.error
import urllib.request

import boto3
from botocore.exceptions import ClientError

url, first_document, second_document, code = sys.argv[1:]
settings = {"endpoint_url": url, "region_name": "us-east-1", "aws_access_key_id": "a", "aws_secret_access_key": "b"}
gateway = boto3.client("apigateway", **settings)
functions = boto3.client("lambda", **settings)


def see(name, value):
    print(json.dumps([name, value]))


def invoke(api, path, headers=None):
    request = urllib.request.Request(f"{url}/_aws/execute-api/{api}/dev{path}", headers=headers or {})
    try:
        with urllib.request.urlopen(request) as response:
            return json.load(response)["says"]
    except urllib.error.HTTPError as error:
        return error.code


def put(document):
    with open(document, "rb") as body:
        return gateway.put_rest_api(restApiId=api, mode="overwrite", body=body.read())


def update_stage(*operations):
    return gateway.update_stage(restApiId=api, stageName="dev", patchOperations=list(operations))


with open(code, "rb") as archive:
    function = functions.create_function(
        FunctionName="session",
        Runtime="python3.12",
        Handler="index.handler",
        Role="arn:aws:iam::000000000000:role/session",
        Code={"ZipFile": archive.read()},
    )
see("function", function["FunctionName"])
api = gateway.create_rest_api(name="session", description="made by a client")["id"]
see("imported", put(first_document)["name"])
first = gateway.create_deployment(restApiId=api, stageName="dev")["id"]
see("invoked", invoke(api, "/version"))
see("without a permission", invoke(api, "/function"))
functions.add_permission(
    FunctionName="session",
    StatementId="api",
    Action="lambda:InvokeFunction",
    Principal="apigateway.amazonaws.com",
    SourceArn=f"arn:aws:execute-api:us-east-1:000000000000:{api}/*/GET/function",
)
see("with a permission", invoke(api, "/function"))
see("without a key", invoke(api, "/limited"))

plan = gateway.create_usage_plan(
    name="plan", throttle={"burstLimit": 2, "rateLimit": 0.01}, apiStages=[{"apiId": api, "stage": "dev"}]
)["id"]
key = gateway.create_api_key(name="key", enabled=True)
gateway.create_usage_plan_key(usagePlanId=plan, keyId=key["id"], keyType="API_KEY")
see("throttled", [invoke(api, "/limited", {"x-api-key": key["value"]}) for _ in range(3)])

exported = gateway.get_export(restApiId=api, stageName="dev", exportType="oas30", accepts="application/json")
see("exported", sorted(json.load(exported["body"])["paths"]))

put(second_document)
gateway.create_deployment(restApiId=api, stageName="dev", canarySettings={"percentTraffic": 100})
see("canary", invoke(api, "/version"))
update_stage({"op": "replace", "path": "/canarySettings/percentTraffic", "value": "0"})
see("beside the canary", invoke(api, "/version"))
update_stage({"op": "copy", "from": "/canarySettings/deploymentId", "path": "/deploymentId"})
update_stage({"op": "remove", "path": "/canarySettings"})
see("promoted", invoke(api, "/version"))

update_stage({"op": "replace", "path": "/deploymentId", "value": first})
see("rolled back", invoke(api, "/version"))

gateway.delete_rest_api(restApiId=api)
try:
    gateway.get_rest_api(restApiId=api)
except ClientError as error:
    see("deleted", error.response["Error"]["Code"])

functions.delete_function(FunctionName="session")
try:
    functions.get_function(FunctionName="session")
except ClientError as error:
    see("function deleted", error.response["Error"]["Code"])
