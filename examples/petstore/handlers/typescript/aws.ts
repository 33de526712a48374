import type { OncePort } from '../../generated/handlers/typescript/runtime/idempotency.js'
import type { GetPort } from '../../generated/handlers/typescript/runtime/settings.js'

/** What is used of the SDK for tables of DynamoDB. */
interface Tables {
  get(call: object): Promise<{ readonly Item?: Readonly<Record<string, unknown>> }>
  put(call: object): Promise<unknown>
  delete(call: object): Promise<unknown>
}

let connected: Promise<Tables> | undefined

/** The SDK that Lambda ships, loaded when it is first called. Elsewhere: npm install --save-dev @aws-sdk/client-dynamodb @aws-sdk/lib-dynamodb */
function tables(): Promise<Tables> {
  connected ??= Promise.all(['@aws-sdk/client-dynamodb', '@aws-sdk/lib-dynamodb'].map((name) => import(name))).then(
    ([{ DynamoDB }, { DynamoDBDocument }]) => DynamoDBDocument.from(new DynamoDB({})),
  )
  return connected
}

/** Reads items of tables: `stageSettings(getPort, "settings")`. */
export const getPort: GetPort = {
  async get(table, key) {
    const { Item } = await (await tables()).get({ TableName: table, Key: key })
    return Item
  },
}

/** As long as a function can run, in seconds. */
const LONGEST_RUN = 900

/** Keeps answers in a table whose key is `id`, and whose attribute of time to live is `until`: `idempotent(oncePort("answers"))`. */
export function oncePort(table: string): OncePort {
  return {
    async once(key, seconds, run) {
      const kept = await tables()
      const now = Math.floor(Date.now() / 1000)
      try {
        await kept.put({
          TableName: table,
          Item: { id: key, until: now + Math.min(seconds, LONGEST_RUN) },
          ConditionExpression: 'attribute_not_exists(id) OR #until < :now',
          ExpressionAttributeNames: { '#until': 'until' },
          ExpressionAttributeValues: { ':now': now },
        })
      } catch (error) {
        if (!(error instanceof Error) || error.name !== 'ConditionalCheckFailedException') throw error
        const { Item: { text } = { text: undefined } } = await kept.get({ TableName: table, Key: { id: key }, ConsistentRead: true })
        if (typeof text === 'string') return text
        throw new Error('The first request of this key is still being answered.')
      }
      let text: string
      try {
        text = await run()
      } catch (error) {
        await kept.delete({ TableName: table, Key: { id: key } })
        throw error
      }
      await kept.put({ TableName: table, Item: { id: key, until: now + seconds, text } })
      return text
    },
  }
}
