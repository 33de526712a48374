#!/usr/bin/env bash
# The session of aws-clients.test.ts with the AWS CLI: create, import, deploy, invoke, permit, throttle, export, canary,
# roll back, delete; with a function in JavaScript. Arguments: the gateway's URL, the first document, the second one, the function's zip file. Prints one JSON line for each thing that it sees.
set -euo pipefail
url=$1 first_document=$2 second_document=$3 code=$4
export AWS_ACCESS_KEY_ID=a AWS_SECRET_ACCESS_KEY=b AWS_DEFAULT_REGION=us-east-1 AWS_ENDPOINT_URL=$url AWS_PAGER='' AWS_DEFAULT_OUTPUT=text

api() { aws apigateway "$@"; }
see() { printf '["%s", %s]\n' "$1" "$2"; }
# What the API says, or its status where it does not say anything.
invoke() {
  local answer status
  answer=$(curl -s -w '\n%{http_code}' "${@:2}" "$url/_aws/execute-api/$id/dev$1")
  status=${answer##*$'\n'}
  if [ "$status" = 200 ]; then sed -n 's/.*"says": *\("[^"]*"\).*/\1/p' <<<"$answer"; else echo "$status"; fi
}
update_stage() { api update-stage --rest-api-id "$id" --stage-name dev --patch-operations "$@" >/dev/null; }

function=$(aws lambda create-function --function-name session --runtime nodejs22.x --handler index.handler \
  --role arn:aws:iam::000000000000:role/session --zip-file "fileb://$code" --query FunctionName)
see function "\"$function\""
id=$(api create-rest-api --name session --description 'made by a client' --query id)
see imported "\"$(api put-rest-api --rest-api-id "$id" --mode overwrite --body "fileb://$first_document" --query name)\""
first=$(api create-deployment --rest-api-id "$id" --stage-name dev --query id)
see invoked "$(invoke /version)"
see 'without a permission' "$(invoke /function)"
aws lambda add-permission --function-name session --statement-id api --action lambda:InvokeFunction --principal apigateway.amazonaws.com \
  --source-arn "arn:aws:execute-api:us-east-1:000000000000:$id/*/GET/function" >/dev/null
see 'with a permission' "$(invoke /function)"
see 'without a key' "$(invoke /limited)"

plan=$(api create-usage-plan --name plan --throttle burstLimit=2,rateLimit=0.01 --api-stages "apiId=$id,stage=dev" --query id)
read -r key value <<<"$(api create-api-key --name key --enabled --query '[id,value]')"
api create-usage-plan-key --usage-plan-id "$plan" --key-id "$key" --key-type API_KEY >/dev/null
limited() { invoke /limited -H "x-api-key: $value"; }
see throttled "[$(limited), $(limited), $(limited)]"

exported=$(mktemp)
trap 'rm -f "$exported"' EXIT
api get-export --rest-api-id "$id" --stage-name dev --export-type oas30 --accepts application/json "$exported" >/dev/null
see exported "$(python3 -c 'import json, sys; print(json.dumps(sorted(json.load(open(sys.argv[1]))["paths"])))' "$exported")"

api put-rest-api --rest-api-id "$id" --mode overwrite --body "fileb://$second_document" >/dev/null
api create-deployment --rest-api-id "$id" --stage-name dev --canary-settings percentTraffic=100 >/dev/null
see canary "$(invoke /version)"
update_stage op=replace,path=/canarySettings/percentTraffic,value=0
see 'beside the canary' "$(invoke /version)"
update_stage op=copy,from=/canarySettings/deploymentId,path=/deploymentId
update_stage op=remove,path=/canarySettings
see promoted "$(invoke /version)"

update_stage "op=replace,path=/deploymentId,value=$first"
see 'rolled back' "$(invoke /version)"

api delete-rest-api --rest-api-id "$id"
code_of() { sed -n 's/.*(\([A-Za-z]*\)).*/\1/p'; }
see deleted "\"$(api get-rest-api --rest-api-id "$id" 2>&1 | code_of || true)\""
aws lambda delete-function --function-name session >/dev/null
see 'function deleted' "\"$(aws lambda get-function --function-name session 2>&1 | code_of || true)\""
