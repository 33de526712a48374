import type { Expression, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'

/** The references that are there and not empty where a condition holds, and where it does not. */
export interface Guards {
  readonly holds: readonly Reference[]
  readonly fails: readonly Reference[]
}

const NONE: Guards = { holds: [], fails: [] }

/** What `$x != ""` and its like make sure of. */
export function guardsOf(condition: Expression): Guards {
  switch (condition.kind) {
    case 'not': {
      const { holds, fails } = guardsOf(condition.operand)
      return { holds: fails, fails: holds }
    }
    case 'binary':
      return binaryGuards(condition)
    default:
      return NONE
  }
}

function binaryGuards({ operator, left, right }: Extract<Expression, { kind: 'binary' }>): Guards {
  switch (operator) {
    case '&&':
      return { holds: [...guardsOf(left).holds, ...guardsOf(right).holds], fails: [] }
    case '||':
      return { holds: [], fails: [...guardsOf(left).fails, ...guardsOf(right).fails] }
    case '!=':
      return { holds: comparedWithNothing(left, right), fails: [] }
    case '==':
      return { holds: [], fails: comparedWithNothing(left, right) }
    default:
      return NONE
  }
}

function comparedWithNothing(left: Expression, right: Expression): Reference[] {
  if (left.kind === 'reference' && isNothing(right)) return [left]
  return right.kind === 'reference' && isNothing(left) ? [right] : []
}

/** The empty text, or `$null`, a name that is set nowhere by custom. */
function isNothing(node: Expression): boolean {
  if (node.kind === 'string') return node.value === ''
  return node.kind === 'reference' && node.accesses.length === 0 && /^(null|none|nil|undefined)$/i.test(node.root)
}
