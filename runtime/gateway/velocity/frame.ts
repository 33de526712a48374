import { type Budget, longestText } from './budget.ts'
import type { Expressions } from './expressions.ts'
import { TemplateFailure } from './failure.ts'
import type { LoopScope, Value } from './java/value.ts'
import type { Slots } from './slots.ts'
import type { Access, Reference, Statement } from './syntax/ast.ts'

/** What a rendering works on. */
export interface Frame {
  /** The variables, by their slot. */
  readonly variables: (Value | undefined)[]
  readonly budget: Budget
  /** What is printed. A `#define` and an interpolated string print to their own. */
  out: Output
  /** What is being rendered: where a failure is said to be, and who printed a part of the output. */
  at: Origin
  /** Slots that hold nothing and take nothing: those of loops whose element is null. */
  hidden: readonly number[] | undefined
}

/** Assigns a variable, unless a loop hides it. */
export function setVariable(frame: Frame, slot: number, value: Value | undefined): void {
  if (frame.hidden === undefined || !frame.hidden.includes(slot)) frame.variables[slot] = value
}

/** Gives a loop's variable what it was before; one that was nothing is removed, and with it what hides it. */
export function restoreVariable(frame: Frame, slot: number, value: Value | undefined): void {
  if (value === undefined) frame.hidden = frame.hidden?.filter((other) => other !== slot)
  setVariable(frame, slot, value)
}

/** A piece of the template. */
export type Origin = Statement | Access

/** Text so far. */
export interface Output {
  text: string
  /** With the text around it, where it is part of one. */
  length: number
  /** Who printed what, where somebody wants to know. */
  readonly parts?: { readonly origin: Origin; readonly text: string }[]
}

/** How a piece of template ended: to its end, at a `#break`, or at a `#stop`. */
export type Outcome = 'done' | 'break' | 'stop' | LoopScope

/** A piece of template, compiled. */
export type Renderer = (frame: Frame) => Outcome

/** Compiles parts of one template. */
export interface Compiler extends Expressions {
  readonly slots: Slots
  block(statements: readonly Statement[]): Renderer
  /** A reference that stands in the text. */
  printed(node: Reference): Renderer
}

/** An empty output; one that is traced remembers the origin of its parts. */
export function createOutput(traced: boolean): Output {
  return traced ? { text: '', length: 0, parts: [] } : { text: '', length: 0 }
}

/** Prints. */
export function write(frame: Frame, text: string): void {
  if (text === '') return
  const { out } = frame
  out.length += text.length
  if (out.length > longestText) throw new TemplateFailure('budget', `The template prints more than ${longestText} characters`)
  out.text += text
  out.parts?.push({ origin: frame.at, text })
}

/** Carries a `#break` or `#stop` out of where no outcome can be given back: an interpolated text, a `#define`. */
export class Interruption extends Error {
  readonly outcome: Exclude<Outcome, 'done'>
  constructor(outcome: Exclude<Outcome, 'done'>) {
    super('The template was left')
    this.name = 'Interruption'
    this.outcome = outcome
  }
}

/** Renders; what interrupts it from within is its outcome. */
export function renderWith(render: Renderer, frame: Frame): Outcome {
  try {
    return render(frame)
  } catch (error) {
    if (error instanceof Interruption) return error.outcome
    throw error
  }
}

/** Renders to a text of its own. */
export function captured(frame: Frame, render: Renderer): { readonly text: string; readonly outcome: Outcome } {
  const outer = frame.out
  frame.out = { text: '', length: outer.length }
  try {
    const outcome = renderWith(render, frame)
    return { text: frame.out.text, outcome }
  } finally {
    frame.out = outer
  }
}
