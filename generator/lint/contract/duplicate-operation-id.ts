import { own } from '../../base/json.ts'
import type { Rule } from '../rule.ts'
import { isPlainText } from '../text.ts'

/** One `operationId` for two operations. */
export const duplicateOperationId: Rule = {
  code: 'contract/duplicate-operation-id',
  visit: {
    document(view, say) {
      const seen = new Map<string, { readonly name: string; readonly pointer: string }>()
      for (const { value, pointer, name } of view.operations) {
        const id = own(value, 'operationId')
        if (!isPlainText(id)) continue
        const first = seen.get(id)
        if (!first) seen.set(id, { name, pointer })
        else {
          say(`\`${id}\` is the operationId of \`${first.name}\` and of \`${name}\`.`, `${pointer}/operationId`, {
            related: [{ pointer: `${first.pointer}/operationId`, message: `\`${first.name}\` has it too.` }],
          })
        }
      }
    },
  },
}
