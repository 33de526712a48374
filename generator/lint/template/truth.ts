import type { Access, Expression, Operator, Reference } from '../../../runtime/gateway/velocity/syntax/ast.ts'
import { bodyPathOf } from './body-path.ts'
import type { Definition, Variables } from './variables.ts'

/**
 * What a value is in the eyes of `#if`, which takes everything but Boolean false for true. `never-false`: no value of it is false.
 * `from-body`: what a client or a back end sent, or the empty text where it sent nothing. `either`: true or false. `unset`: nothing in the
 * template sets it, so it is the empty text.
 */
export type Truth = 'never-false' | 'from-body' | 'either' | 'unset'

/** Methods of Java that answer a text, a number or a collection, never a Boolean. */
const NEVER_BOOLEAN = new Set([
  'charAt',
  'concat',
  'doubleValue',
  'entrySet',
  'format',
  'getBytes',
  'indexOf',
  'intValue',
  'keySet',
  'lastIndexOf',
  'length',
  'longValue',
  'replace',
  'replaceAll',
  'replaceFirst',
  'size',
  'split',
  'strip',
  'subList',
  'substring',
  'toLowerCase',
  'toString',
  'toUpperCase',
  'trim',
  'values',
])

/** Fields of `$foreach` that are Boolean. */
const BOOLEAN_FIELDS = ['hasNext', 'first', 'last', 'isFirst', 'isLast', 'getHasNext', 'getFirst', 'getLast']

const CONTEXT_TEXTS = new Set([
  'accountId',
  'apiId',
  'authorizer',
  'awsEndpointRequestId',
  'deploymentId',
  'domainName',
  'domainPrefix',
  'extendedRequestId',
  'httpMethod',
  'identity',
  'path',
  'protocol',
  'requestId',
  'requestTime',
  'requestTimeEpoch',
  'resourceId',
  'resourcePath',
  'stage',
])

/** Variables that stand for one another, one behind the other. */
const LONGEST_CHAIN = 20

/** Says how `#if` sees a reference, as far as the template shows; every variable is looked at once. */
export function truthsOf(variables: Variables): (reference: Reference) => Truth {
  const known = new Map<string, Truth>()

  function truthOf(reference: Reference, hops: number): Truth {
    const { root, accesses } = reference
    const last = accesses.at(-1)
    if (last?.kind === 'method' && NEVER_BOOLEAN.has(last.name)) return 'never-false'
    switch (root) {
      case 'input':
        return inputTruth(reference, variables)
      case 'util':
        return utilTruth(accesses)
      case 'context':
        return contextTruth(accesses)
      case 'stageVariables':
        return accesses.some(({ kind }) => kind === 'method') ? 'either' : 'never-false'
      case 'foreach':
        return last !== undefined && last.kind !== 'index' && BOOLEAN_FIELDS.includes(last.name) ? 'either' : 'never-false'
      case 'velocityCount':
        return 'never-false'
      case 'velocityHasNext':
        return 'either'
      default:
        return accesses.length === 0 ? variableTruth(root, hops) : memberTruth(reference, hops)
    }
  }

  /** A variable is what it is set to: one answer only where all that is set agrees. */
  function variableTruth(name: string, hops: number): Truth {
    const definitions = variables.get(name)
    if (!definitions) return 'unset'
    const before = known.get(name)
    if (before !== undefined) return before
    // While it is being looked at: a variable that is set from itself.
    known.set(name, 'either')
    const truths = new Set(definitions.map((definition) => definitionTruth(definition, hops)))
    const [only] = truths
    const truth = truths.size === 1 && only !== undefined ? only : 'either'
    known.set(name, truth)
    return truth
  }

  function definitionTruth(definition: Definition, hops: number): Truth {
    if (definition.kind === 'block') return 'never-false'
    if (definition.kind === 'set') return valueTruth(definition.value, hops)
    return definition.list?.kind === 'reference' && valueTruth(definition.list, hops) === 'from-body' ? 'from-body' : 'either'
  }

  /** A member of something is from the body where that is. */
  function memberTruth(reference: Reference, hops: number): Truth {
    const definitions = variables.get(reference.root)
    const definition = definitions?.[0]
    if (!definition) return 'unset'
    if (definitions.length > 1) return 'either'
    if (reference.accesses.some((access) => access.kind === 'method' && access.name !== 'get')) return 'either'
    return definitionTruth(definition, hops) === 'from-body' ? 'from-body' : 'either'
  }

  function valueTruth(node: Expression, hops: number): Truth {
    switch (node.kind) {
      case 'reference': {
        if (node.bare || node.escaped || hops > LONGEST_CHAIN) return 'either'
        const truth = truthOf(node, hops + 1)
        return truth === 'unset' ? 'never-false' : truth
      }
      case 'boolean':
      case 'not':
        return 'either'
      case 'binary':
        return ARITHMETIC.includes(node.operator) ? 'never-false' : 'either'
      default:
        return 'never-false'
    }
  }

  return (reference) => truthOf(reference, 0)
}

/** The operators that give no Boolean. */
export const ARITHMETIC: readonly Operator[] = ['+', '-', '*', '/', '%']

function inputTruth(reference: Reference, variables: Variables): Truth {
  const [call, ...rest] = reference.accesses
  if (!call || call.kind === 'index' || call.name === 'body' || call.name === 'json') return rest.length === 0 ? 'never-false' : 'either'
  if (call.name === 'params') return rest.every((access) => access.kind !== 'method' || access.name === 'get') ? 'never-false' : 'either'
  const path = bodyPathOf(reference, variables)
  return path && path.rest.length === 0 ? 'from-body' : 'either'
}

function utilTruth([call, ...rest]: readonly Access[]): Truth {
  if (call?.kind !== 'method') return 'never-false'
  if (call.name !== 'parseJson') return rest.length === 0 ? 'never-false' : 'either'
  return rest.every(({ kind }) => kind === 'property') ? 'from-body' : 'either'
}

/** Texts, all of them, but for what a template keeps there itself. */
function contextTruth(accesses: readonly Access[]): Truth {
  const [first] = accesses
  if (first?.kind !== 'property' || accesses.some(({ kind }) => kind === 'method')) return 'either'
  return CONTEXT_TEXTS.has(first.name) ? 'never-false' : 'either'
}
