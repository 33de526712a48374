import { TemplateFailure } from './failure.ts'

/** Longest text that a template may make or print: twice what API Gateway carries, 10 MB. */
export const longestText = 20_000_000

/** Longest number or pattern: beyond it, reading one takes more than time in proportion. */
export const longestLiteral = 10_000

/** Most elements of a list, and most entries of a map. */
const mostElements = 1_000_000

/** Blocks that show blocks that show blocks: no template of people has more than a few. */
const deepestBlocks = 1000

/**
 * What one rendering may use up. Everything that takes more work than one step says how much before it begins, so that what a hostile
 * template can make is refused at the same place on every machine, and no clock is needed. A step is some tens of nanoseconds.
 */
export class Budget {
  readonly #steps: number
  #left: number
  #blocks = 0

  constructor(steps: number) {
    this.#steps = steps
    this.#left = steps
  }

  /** What has been used up. */
  get used(): number {
    return this.#steps - Math.max(0, this.#left)
  }

  /** Counts one step of work, or several; throws a {@link TemplateFailure} when none are left. */
  step(count = 1): void {
    this.#left -= count
    if (this.#left < 0) throw new TemplateFailure('budget', `The template does more than ${this.#steps} steps`)
  }

  /** Renders a block inside the blocks that show it; the stack would end somewhere else on every machine. */
  inBlock<T>(render: () => T): T {
    if (this.#blocks >= deepestBlocks) throw new TemplateFailure('budget', `Blocks show blocks more than ${deepestBlocks} levels deep`)
    this.#blocks++
    try {
      return render()
    } finally {
      this.#blocks--
    }
  }

  /** Counts reading or making a text of so many characters; throws where it is longer than any may be. */
  text(length: number): void {
    this.limitText(length)
    this.step(length >> 4)
  }

  /** Counts writing a text of so many characters one by one. */
  characters(count: number): void {
    this.step(count >> 2)
  }

  /** Refuses a text of so many characters. Putting two together is no work: that is done when somebody reads it. */
  limitText(length: number): void {
    if (length > longestText) throw new TemplateFailure('budget', `A text is longer than ${longestText} characters`)
  }

  /** Counts copying so many elements. */
  elements(count: number): void {
    this.step(count >> 2)
  }

  /** Counts looking for a text in another: at its worst each character of the one is compared with each of the other. */
  search(length: number, sought: number): void {
    this.step((length >> 4) + Math.floor((length * sought) / 64))
  }

  /** Refuses a list or map of so many elements. */
  limitSize(what: 'list' | 'map', count: number): void {
    if (count > mostElements) throw new TemplateFailure('budget', `A ${what} holds more than ${mostElements} elements`)
  }
}

/** Puts texts together, unless that is too much. */
export function joinTexts(texts: readonly string[], separator: string, budget: Budget): string {
  let length = separator.length * Math.max(0, texts.length - 1)
  for (const text of texts) length += text.length
  budget.limitText(length)
  budget.step(length >> 6)
  return texts.join(separator)
}
