// A program of its own: makes random calls against a control plane on a directory, one after the other, until it is killed.
// Usage: DIRECTORY SEED COUNT. Prints the number of each call after its answer.
import { writeSync } from 'node:fs'
import { openStore } from '../../runtime/gateway/store/open-store.ts'
import { playCalls } from './play-calls.ts'

const [directory = '', seed = '0', count = '0'] = process.argv.slice(2)
const store = await openStore(directory)
await playCalls(store, Number(seed), Number(count), (index) => writeSync(1, `${index}\n`))
await store.close()
