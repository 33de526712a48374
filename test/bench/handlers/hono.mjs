import { Hono } from 'hono'
import { handle } from 'hono/aws-lambda'
import { add, invalid, isPet } from './contract.mjs'

const app = new Hono()
app.post('/pets', async (context) => {
  const pet = await context.req.json()
  return isPet(pet) ? context.json(add(pet), 201) : context.json(invalid, 400)
})

export const handler = handle(app)
