import { createRequire } from 'node:module'
import { templates } from './assets.ts'
import type { Code } from './code.ts'

/**
 * The run time alone, which has no types of its own, as the one file that its package ships beside the twenty: those take longer to find
 * than to run. Required, since importing it makes Node read it twice (decision 0089).
 */
const { template: instantiate }: { template(compiled: unknown): (view: object) => string } = createRequire(import.meta.url)(
  'handlebars/dist/handlebars.runtime.min.js',
)

/** What may stand in a view: every text is `Code`, lists and conditions are plain. A text of a spec turns its field into `never`. */
export type View<Shape> = {
  readonly [Key in keyof Shape]: Shape[Key] extends Code | boolean
    ? Shape[Key]
    : Shape[Key] extends readonly (infer Item)[]
      ? readonly View<Item>[]
      : never
}

/**
 * A precompiled template of `generator/emit`, by its path there. Strict: a hole that the view does not fill throws. The view is a plain
 * object, because Handlebars reads own members only.
 */
export function template<Shape extends View<Shape>>(name: string): (view: Shape) => string {
  const compiled = Object.hasOwn(templates, name) ? templates[name] : undefined
  if (compiled === undefined) throw new Error(`There is no template ${name}; run "node .config/assets.mjs".`)
  const render = instantiate(compiled)
  return (view) => render(view)
}
