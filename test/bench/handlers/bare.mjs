import { add, invalid, isPet } from './contract.mjs'

const json = (statusCode, body) => ({ statusCode, headers: { 'Content-Type': 'application/json' }, body: JSON.stringify(body) })

export async function handler(event) {
  const pet = JSON.parse(event.body)
  return isPet(pet) ? json(201, add(pet)) : json(400, invalid)
}
