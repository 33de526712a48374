import { describe, expect, it } from 'vitest'
import type { FileChange } from '../../../generator/model/plan.ts'
import { leftoverHandlers } from '../../../generator/write/leftover-handlers.ts'

const change = (action: 'create' | 'delete' | 'keep', id: string, text?: string): FileChange => ({
  action,
  kind: 'file',
  id,
  why: '',
  risk: 'none',
  owner: id.startsWith('handlers/') ? 'you' : 'apigen',
  ...(text !== undefined && { text }),
})
const PETS = '/** `GET /pets/{petId}`: A pet. */'
const found = (id: string, text = PETS): ReadonlyMap<string, string> => new Map([[id, text]])

describe('handlers that are left over', () => {
  const old = 'generated/handlers/typescript/getPet.ts'
  const gone = change('delete', old)
  const contract = change('create', 'generated/handlers/typescript/fetchPet.ts', PETS)
  const stub = change('create', 'handlers/typescript/fetchPet.ts', '')
  const path = 'handlers/typescript/getPet.ts'

  it.each<[name: string, changes: readonly FileChange[], texts: ReadonlyMap<string, string>, want: unknown]>([
    ['none', [change('keep', old), stub], found(old), []],
    ['of an operation that is gone', [gone], found(old), [{ path }]],
    [
      'of an operation of another name',
      [gone, contract, stub],
      found(old),
      [{ path, to: 'handlers/typescript/fetchPet.ts', operation: 'GET /pets/{petId}' }],
    ],
    [
      'where somebody wrote the new one already',
      [gone, contract, change('keep', 'handlers/typescript/fetchPet.ts')],
      found(old),
      [{ path }],
    ],
    ['of another method', [gone, contract, stub], found(old, '/** `PUT /pets/{petId}` */'), [{ path }]],
    [
      'in another language',
      [gone, change('create', 'generated/handlers/python/fetch_pet.py', PETS), change('create', 'handlers/python/fetch_pet.py', '')],
      found(old),
      [{ path }],
    ],
    ['never of the run time or of functions', [change('delete', 'generated/handlers/typescript/runtime/a.ts')], new Map(), []],
  ])('%s', (_, changes, texts, want) => {
    expect(leftoverHandlers(changes, texts)).toEqual(want)
  })

  it('are called in Java as their classes are', () => {
    const folder = 'generated/handlers/java'
    const changes = [
      change('delete', `${folder}/GetPetOperation.java`),
      change('create', `${folder}/FetchPetOperation.java`, PETS),
      change('create', 'handlers/java/FetchPet.java', ''),
    ]
    expect(leftoverHandlers(changes, found(`${folder}/GetPetOperation.java`))).toEqual([
      { path: 'handlers/java/GetPet.java', to: 'handlers/java/FetchPet.java', operation: 'GET /pets/{petId}' },
    ])
  })
})
