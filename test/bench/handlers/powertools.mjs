import { Router } from '@aws-lambda-powertools/event-handler/http'
import { add, invalid, isPet } from './contract.mjs'

const app = new Router()
app.post('/pets', async ({ req }) => {
  const pet = await req.json()
  const [status, body] = isPet(pet) ? [201, add(pet)] : [400, invalid]
  return new Response(JSON.stringify(body), { status, headers: { 'Content-Type': 'application/json' } })
})

export const handler = async (event, context) => app.resolve(event, context)
