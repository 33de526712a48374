import type { Evaluator } from './expressions.ts'
import { TemplateFailure } from './failure.ts'
import { type Compiler, captured, Interruption, type Outcome, type Renderer, renderWith, setVariable, write } from './frame.ts'
import { loop } from './loop.ts'
import type { Argument, Directive } from './syntax/ast.ts'

const deepestDefine = 2

/** Compiles a directive; a name that is none prints as it stands. */
export function directive(compiler: Compiler, node: Directive): Renderer {
  switch (node.name) {
    case 'foreach':
      return loop(compiler, node)
    case 'define':
      return definition(compiler, node)
    case 'break':
      return breakLoop(compiler, node)
    case 'stop':
      return () => 'stop'
    case 'literal':
      if (node.body === undefined) throw new TemplateFailure('evaluation', '#literal needs a block', node)
      return verbatim(node, node.bodySource ?? '')
    case 'macro':
    case 'evaluate':
    case 'parse':
    case 'include':
      return (frame) => {
        frame.at = node
        throw new TemplateFailure('evaluation', `#${node.name} is not available in mapping templates`)
      }
    default:
      return verbatim(node, node.source)
  }
}

function verbatim(node: Directive, shown: string): Renderer {
  return (frame) => {
    frame.budget.step()
    frame.at = node
    write(frame, shown)
    return 'done'
  }
}

function breakLoop(compiler: Compiler, node: Directive): Renderer {
  const [argument] = node.args
  if (argument === undefined) return () => 'break'
  const scope = argumentEvaluator(compiler, argument)
  return (frame) => {
    frame.at = node
    const value = scope(frame)
    if (typeof value !== 'object' || value === null || value.kind !== 'loop')
      throw new TemplateFailure('evaluation', 'The argument of #break is no $foreach')
    return value
  }
}

function definition(compiler: Compiler, node: Directive): Renderer {
  const [name] = node.args
  if (node.args.length !== 1 || name === undefined || node.body === undefined)
    throw new TemplateFailure('evaluation', 'parameter missing: block name of #define', node)
  const slot = compiler.slots.of(name.kind === 'reference' ? name.target : name.kind === 'word' ? name.text.slice(1) : '')
  const body = compiler.block(node.body)
  return (frame) => {
    let depth = 0
    // A #break ends the block; what is meant for more goes on.
    const ended = (outcome: Outcome): void => {
      if (outcome !== 'done' && outcome !== 'break') throw new Interruption(outcome)
    }
    const nested = <T>(render: () => T, otherwise: T): T => {
      if (depth >= deepestDefine) return otherwise
      depth++
      try {
        return frame.budget.inBlock(render)
      } finally {
        depth--
      }
    }
    setVariable(frame, slot, {
      kind: 'block',
      render: () =>
        nested<string | null>(() => {
          const { text, outcome } = captured(frame, body)
          ended(outcome)
          return text
        }, null),
      print: () =>
        nested(() => {
          ended(renderWith(body, frame))
          return true
        }, false),
    })
    return 'done'
  }
}

/** The value of a directive's argument; a bare word has none. */
export function argumentEvaluator(compiler: Compiler, argument: Argument): Evaluator {
  return argument.kind === 'word' ? () => null : compiler.evaluator(argument)
}
