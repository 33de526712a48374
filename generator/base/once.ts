/** Gives what a function makes of one input; it is called when it is first asked for, and never again. */
export type Once<Input> = <Made>(make: (input: Input, once: Once<Input>) => Made) => Made

/** Starts with nothing made. Functions are told apart by themselves, so they stand at the top of their module. */
export function onceFor<Input>(input: Input): Once<Input> {
  const known = new Map<unknown, unknown>()
  const once: Once<Input> = <Made>(make: (input: Input, once: Once<Input>) => Made): Made => {
    if (known.has(make)) return known.get(make) as Made
    const made = make(input, once)
    known.set(make, made)
    return made
  }
  return once
}
