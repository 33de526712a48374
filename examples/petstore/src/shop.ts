import type { NewPet, Pet } from '../generated/types.js'

/** The animals of the shop. A real shop asks a table; this one has always the same three, so that its answers can be checked. */
const animals: readonly Pet[] = [
  { id: 1, name: 'Minka', species: 'cat', born: '2021-04-01', tags: ['quiet'], care: { kind: 'indoor', hoursAlone: 8 } },
  { id: 2, name: 'Rex', species: 'dog', nickname: null, care: { kind: 'outdoor', shelter: true } },
  { id: 3, name: 'Mimi', species: 'cat', mother: { id: 1, name: 'Minka', species: 'cat' } },
]

/** A page of the animals of some species (all when none is named); `next` is absent on the last page. */
export function page({
  species = [],
  limit = 20,
  cursor,
}: {
  species?: readonly string[] | undefined
  limit?: number | undefined
  cursor?: string | undefined
}): {
  items: Pet[]
  next?: string
} {
  const wanted = animals.filter((pet) => species.length === 0 || species.includes(pet.species))
  const start = cursor === undefined ? 0 : Number(cursor)
  const items = wanted.slice(start, start + limit)
  return start + limit < wanted.length ? { items, next: String(start + limit) } : { items }
}

/** The animal of that number. */
export function find(id: number): Pet | undefined {
  return animals.find((pet) => pet.id === id)
}

/** What a new animal looks like once the shop has it. */
export function add(pet: NewPet): Pet {
  return { ...pet, id: animals.length + 1 }
}

/** What an animal looks like once it was changed. */
export function change(id: number, pet: NewPet): Pet | undefined {
  return find(id) && { ...pet, id }
}

/** A picture of an animal: a PNG of one pixel. */
export function photo(id: number): Uint8Array | undefined {
  return (
    find(id) &&
    Uint8Array.from(atob('iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg=='), (char) =>
      char.charCodeAt(0),
    )
  )
}

/** The answer for an animal that is not there. */
export function missing(id: number): { status: 404; body: { code: string; message: string } } {
  return { status: 404, body: { code: 'no-such-pet', message: `There is no pet ${id}; it's gone.` } }
}
