// One handler in a process of its own: until its first answer, then warm. Usage: node measure.mjs BUNDLE EVENT.json REQUESTS
import { readFileSync } from 'node:fs'
import { pathToFileURL } from 'node:url'

const [bundle, file, count] = process.argv.slice(2)
const { status, event } = JSON.parse(readFileSync(file, 'utf8'))
const lambda = {
  awsRequestId: '1',
  functionName: 'f',
  invokedFunctionArn: 'arn:aws:lambda:eu-central-1:1:function:f',
  getRemainingTimeInMillis: () => 3000,
}
const spent = () => {
  const { user, system } = process.cpuUsage()
  return user + system
}

const began = [performance.now(), spent()]
const { handler } = await import(pathToFileURL(bundle).href)
const first = await handler(structuredClone(event), lambda)
const [clock, cpu] = [performance.now() - began[0], spent() - began[1]]
if (first.statusCode !== status) throw new Error(`${bundle} answered ${JSON.stringify(first)}`)

const requests = Number(count)
const events = Array.from({ length: 64 }, () => structuredClone(event))
/** Microseconds of processor time a request: the least disturbed of five rounds. */
async function warm() {
  let best = Number.POSITIVE_INFINITY
  for (let round = 0; round < 5; round++) {
    const from = spent()
    for (let index = 0; index < requests; index++) await handler({ ...events[index % events.length] }, lambda)
    best = Math.min(best, (spent() - from) / requests)
  }
  return best
}
console.log(JSON.stringify({ clock, cpu: cpu / 1000, warm: requests > 0 ? await warm() : 0 }))
