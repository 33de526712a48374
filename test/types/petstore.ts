/**
 * What a user of generated code may write, and what the compiler refuses. Checked by `npm run types`: an error that no longer
 * occurs is an error too.
 */
import {
  createClient,
  createPet,
  getPet,
  listPets,
  listPetsItems,
  type Pet,
} from '../../examples/petstore/generated/clients/typescript/index.js'
import { operation as createPetOperation } from '../../examples/petstore/generated/handlers/typescript/createPet.js'
import { authorizer } from '../../examples/petstore/generated/handlers/typescript/staffAuthorizer.js'
import { operation as updatePetOperation } from '../../examples/petstore/generated/handlers/typescript/updatePet.js'
import { type Config, defineConfig } from '../../generator/index.ts'

/** A handler answers a declared status with its body. */
export const good: unknown = createPetOperation.handle(async ({ body }) => ({
  status: 201,
  headers: { Location: '/' },
  body: { ...body, id: 1 },
}))

export const wrong: readonly unknown[] = [
  // @ts-expect-error: 202 is not declared
  createPetOperation.handle(async ({ body }) => ({ status: 202, body: { ...body, id: 1 } })),
  // @ts-expect-error: a pet has an id
  createPetOperation.handle(async ({ body }) => ({ status: 201, body })),
  // @ts-expect-error: the body of 404 is an Error
  updatePetOperation.handle(async () => ({ status: 404, body: { message: 'gone' } })),
  // @ts-expect-error: the path parameter is a number
  updatePetOperation.handle(async ({ path }) => ({ status: 200, body: { id: path.petId.length, name: '', species: 'cat' } })),
  // @ts-expect-error: there is no such parameter
  updatePetOperation.handle(async ({ path }) => ({ status: 200, body: { id: path.id, name: '', species: 'cat' } })),
  // @ts-expect-error: a decision is made by allow, deny or unauthorized
  authorizer.handle(async () => true),
]

/** A client's answer is told apart by its status. */
export async function calls(): Promise<void> {
  const client = { baseUrl: 'http://x', auth: { staff: 'Bearer x' } }
  const answer = await getPet(client, { petId: 1 })
  if (answer.status === 200) {
    const pet: Pet = answer.body
    void pet
  }
  if (answer.status === 404) {
    const code: string = answer.body.code
    void code
  }
  // @ts-expect-error: without a look at the status the body may be anything
  void answer.body.name
  // @ts-expect-error: petId is missing
  await getPet(client, {})
  // @ts-expect-error: species is one of three
  await listPets(client, { species: ['cow'] })
  // @ts-expect-error: a new pet has no id of its own choosing, but it needs a species
  await createPet(client, { body: { name: 'x' } })
  // @ts-expect-error: there is no such scheme
  createClient({ baseUrl: 'http://x', auth: { nobody: 'x' } })
  for await (const pet of listPetsItems(client, { limit: 1 })) {
    const name: string = pet.name
    void name
  }
}

export const config: Config = defineConfig({ spec: 'openapi.yaml', stages: { dev: { variables: { backend: 'x' } } } })
export const misspelled: Config = defineConfig({
  // @ts-expect-error: the key is `stages`
  stage: {},
})
