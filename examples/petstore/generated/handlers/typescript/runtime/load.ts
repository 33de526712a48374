import type { OperationHandler, OperationSpec, TemplatedHandler } from './operation.js'
import type { Route } from './route.js'

/** Code of an operation. */
export type Loaded = OperationHandler | TemplatedHandler

/** An operation whose code is loaded when it is asked for the first time, so that a function of many starts like one of few. */
export interface Loading extends Route {
  readonly id: string
  readonly event: OperationSpec['event'] | 'templated'
  /** The module of its code. */
  readonly load: () => Promise<{ readonly default: Loaded }>
}

/** An operation of a function, and its code: there from the start, or since it was asked for. */
export interface Planned extends Route {
  readonly id: string
  readonly event: Loading['event']
  /** Undefined until it is loaded. */
  readonly code: () => Loaded | undefined
  readonly load: () => Promise<Loaded>
}

/** An operation whose code is there. */
export function present(code: Loaded): Planned {
  const { id, method, path } = code.spec
  return {
    id,
    method,
    path,
    event: code.kind === 'templated' ? 'templated' : code.spec.event,
    code: () => code,
    load: () => Promise.resolve(code),
  }
}

/** An operation whose code is loaded once. A module that throws throws at each of its operation's requests, and at no other's. */
export function loading({ id, method, path, event, load }: Loading): Planned {
  let code: Loaded | undefined
  return {
    id,
    method,
    path,
    event,
    code: () => code,
    async load() {
      const { default: loaded } = await load()
      if (loaded.spec.id !== id) throw new Error(`The module of ${id} has the code of ${loaded.spec.id}.`)
      code = loaded
      return loaded
    },
  }
}
