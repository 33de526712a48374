import { InvokeCommand, LambdaClient } from "@aws-sdk/client-lambda"
import type { InvokePort } from "../../generated/handlers/typescript/runtime/invoke.js"

const lambda = new LambdaClient({})

/** Calls functions by the SDK that Lambda ships. Its types: npm install --save-dev @aws-sdk/client-lambda */
export const invokePort: InvokePort = {
  async invoke(name, payload) {
    const { FunctionError, Payload } = await lambda.send(new InvokeCommand({ FunctionName: name, Payload: JSON.stringify(payload) }))
    const text = new TextDecoder().decode(Payload)
    if (FunctionError !== undefined) throw new Error(`The function ${name} failed: ${text}`)
    return text === "" ? undefined : JSON.parse(text)
  },
}
