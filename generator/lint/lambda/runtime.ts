import { own } from '../../base/json.ts'
import { suggest } from '../../base/suggest.ts'
import { functionSettings } from '../lambda-settings.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

/** Runtimes that new functions should use, and those whose support has ended or ends soon, as of November 2026. */
const CURRENT = (
  'nodejs22.x nodejs24.x nodejs26.x python3.11 python3.12 python3.13 python3.14 python3.15 java17 java21 java25 dotnet10 ruby3.3 ruby3.4 ruby4.0 ' +
  'provided.al2023'
).split(' ')
const ENDED = 'nodejs16.x nodejs18.x nodejs20.x python3.8 python3.9 python3.10 java8.al2 java11 dotnet6 dotnet8 ruby3.2 provided.al2'.split(
  ' ',
)
const BLOCKED =
  'nodejs nodejs4.3 nodejs6.10 nodejs8.10 nodejs10.x nodejs12.x nodejs14.x python2.7 python3.6 python3.7 java8 go1.x provided ruby2.5 ruby2.7'.split(
    ' ',
  )

/** A runtime that Lambda does not have, or no longer for long. */
export const lambdaRuntime: Rule = {
  code: 'lambda/runtime',
  visit: {
    document(view, say) {
      for (const { value, pointer } of functionSettings(view)) {
        const runtime = own(value, 'runtime')
        if (!isPlainText(runtime) || CURRENT.includes(runtime)) continue
        const at = `${pointer}/runtime`
        const near = suggest(runtime, CURRENT)
        if (BLOCKED.includes(runtime)) say(`Lambda makes no functions with the runtime \`${runtime}\` any more.`, at)
        else if (ENDED.includes(runtime)) say(`The support of the runtime \`${runtime}\` has ended or ends soon.`, at)
        else say(`Lambda has no runtime \`${runtime}\` that apigen knows${near === undefined ? '.' : `; did you mean \`${near}\`?`}`, at)
      }
    },
  },
}
