// `POST /pets` of the petstore, written by hand once for everybody who does not read the document.

/** The schema of the body, without `$ref`. */
export const body = {
  type: 'object',
  required: ['name', 'species'],
  properties: {
    name: { type: 'string', minLength: 1, maxLength: 80 },
    species: { type: 'string', enum: ['cat', 'dog', 'bird'] },
    nickname: { type: ['string', 'null'] },
    born: { type: 'string', pattern: '^\\d{4}-\\d{2}-\\d{2}$' },
    tags: { type: 'array', items: { type: 'string' } },
  },
}

const isText = (value) => typeof value === 'string'

/** What somebody would write instead of the schema. */
export function isPet(value) {
  if (typeof value !== 'object' || value === null || Array.isArray(value)) return false
  const { name, species, nickname, born, tags } = value
  if (!isText(name) || name.length < 1 || name.length > 80) return false
  if (!['cat', 'dog', 'bird'].includes(species)) return false
  if (nickname !== undefined && nickname !== null && !isText(nickname)) return false
  if (born !== undefined && !(isText(born) && /^\d{4}-\d{2}-\d{2}$/.test(born))) return false
  return tags === undefined || (Array.isArray(tags) && tags.every(isText))
}

export const invalid = { message: 'The request does not fit the contract.' }

/** The code of everybody's handler. */
export const add = (pet) => ({ id: 7, ...pet })
